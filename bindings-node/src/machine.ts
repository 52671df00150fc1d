/**
 * Drives one call. Core decides what is next; here bytes are moved and time passes.
 *
 * ```text
 * step ──▶ send ──▶ a pool thread, or the transport given ──▶ the next step
 *      ──▶ wait ──▶ a timer ──────────────────────────────▶ step
 *      ──▶ done, failed; answered, where a sequence takes the answer
 * ```
 *
 * The timers keep the process alive while a call is under way; nothing else does.
 */
import { abortError } from "./aborted.js";
import { camel } from "./camel.js";
import { entering, errorFrom, type Facts } from "./errors.js";
import type { AttemptReport } from "./generated/facts.js";
import type { NativeMachine, Step } from "./native.js";
import { now, type Scope, sleep, within } from "./time.js";
import { nativeResponse, type Transport, TransportRequest } from "./transport.js";

/** What a call is made in. */
export interface Host extends Scope {
  transport?: Transport | undefined;
  onAttempt?: ((report: AttemptReport) => void) | undefined;
}

/** Runs a call to its end, and gives the text of its answer: none if a sequence takes it. */
export async function drive(machine: NativeMachine, host: Host): Promise<string> {
  const { signal, transport, onAttempt } = host;
  const scope = { signal, aborted: (reason: unknown) => aborted(machine, host, reason) };
  // Before the first step: an attempt that is begun counts as sent.
  if (signal?.aborted) throw scope.aborted(signal.reason);
  let step = entering(() => machine.step(now()));
  for (;;) {
    switch (step.kind) {
      case "send":
        step = await within(scope, transport ? sendWith(transport, machine, step) : send(machine, step));
        if (onAttempt) report(machine, onAttempt);
        break;
      case "wait":
        await within(scope, sleep(step.until));
        step = entering(() => machine.step(now()));
        break;
      case "failed":
        throw errorFrom(JSON.parse(step.facts) as Facts);
      default:
        return step.kind === "done" ? step.text : "";
    }
  }
}

function aborted(machine: NativeMachine, { onAttempt, operation }: Host, reason: unknown): Error {
  const facts = JSON.parse(entering(() => machine.interrupted(now())));
  if (onAttempt) report(machine, onAttempt);
  return abortError(operation === undefined ? facts : { ...facts, operation }, reason);
}

/** A hook that throws must not cost the call its result, which may be an order's id. */
function report(machine: NativeMachine, onAttempt: (report: AttemptReport) => void): void {
  const text = entering(() => machine.takeReport());
  if (text === null) return;
  const { attempt, ...facts } = JSON.parse(text);
  try {
    onAttempt({ ...camel(facts), attempt: camel(attempt) } as unknown as AttemptReport);
  } catch (thrown) {
    process.emitWarning(
      `onAttempt threw: ${thrown instanceof Error ? thrown.stack : typeof thrown}`,
      "PeekerWarning",
    );
  }
}

type Sending = { timeout: number };
type Begin = Parameters<typeof within<Step>>[1];

/** The pool reports a timeout itself, and knows more of it; this much later the call goes on without it. */
const GRACE = 500;

function send(machine: NativeMachine, { timeout }: Sending): Begin {
  return (resolve, reject) => {
    const late = setTimeout(() => attempting(reject, () => resolve(machine.step(now()))), timeout + GRACE);
    attempting(reject, () => machine.send(now(), resolve));
    return () => clearTimeout(late);
  };
}

function sendWith(transport: Transport, machine: NativeMachine, { timeout }: Sending): Begin {
  return (resolve, reject) => {
    const ending = new AbortController();
    const request = new TransportRequest(
      entering(() => machine.request()),
      ending.signal,
    );
    const late = setTimeout(() => attempting(reject, () => resolve(machine.step(now()))), timeout);
    let open = true;
    const report = (next: () => Step) => {
      // What comes after the end is no answer to whatever is under way by then.
      if (open) attempting(reject, () => resolve(next()));
    };
    // Whatever is wrong with the answer, the request may have arrived: it is a failed attempt, and no fault of an input.
    const sending = (async () => nativeResponse(await transport(request)))();
    sending.then(
      (response) => report(() => machine.received(now(), ...response)),
      (error) => report(() => machine.failed(now(), describe(error), howOf(error))),
    );
    return () => {
      open = false;
      clearTimeout(late);
      ending.abort();
    };
  };
}

function attempting(reject: (error: unknown) => void, action: () => void): void {
  try {
    entering(action);
  } catch (error) {
    reject(error);
  }
}

function howOf(error: unknown): "not_sent" | "timed_out" | "broken" {
  const { name, notSent } = (error ?? {}) as { name?: unknown; notSent?: unknown };
  if (notSent === true) return "not_sent";
  return name === "TimeoutError" ? "timed_out" : "broken";
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "the transport failed";
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `the transport failed: ${error.message}${cause}`;
}
