/**
 * Drives one call. Core decides what is next; here bytes are moved and time passes.
 *
 * ```text
 * step ──▶ send ──▶ a pool thread, or the transport given ──▶ the next step
 *      ──▶ wait ──▶ a timer ──────────────────────────────▶ step
 *      ──▶ done, failed
 * ```
 *
 * The timers keep the process alive while a call is under way; nothing else does.
 */
import { camel } from "./camel.js";
import { entering, errorFrom, type Facts } from "./errors.js";
import type { Attempt } from "./generated/facts.js";
import type { NativeMachine, Step } from "./native.js";
import { nativeResponse, type Transport } from "./transport.js";

/** Runs a call to its end, and gives the text of its answer. */
export async function drive(machine: NativeMachine, signal?: AbortSignal, transport?: Transport): Promise<string> {
  const attempt = transport ? sendWith(transport) : sendNatively;
  // Before the first step: an attempt that is begun counts as sent.
  if (signal?.aborted) throw abortError(machine, signal.reason);
  let step = entering(() => machine.step(now()));
  for (;;) {
    switch (step.kind) {
      case "send":
        step = await interruptible(machine, signal, attempt(machine, step.timeout));
        break;
      case "wait":
        step = await interruptible(machine, signal, pause(machine, step.until));
        break;
      case "done":
        return step.text;
      case "failed":
        throw errorFrom(JSON.parse(step.facts) as Facts);
    }
  }
}

/** Milliseconds on a clock that never goes back. */
export function now(): number {
  return performance.now();
}

/** Begins something that settles later, and gives what ends it early. */
type Begin = (resolve: (step: Step) => void, reject: (error: unknown) => void) => () => void;

/** Something that the signal ends at once. */
function interruptible(machine: NativeMachine, signal: AbortSignal | undefined, begin: Begin): Promise<Step> {
  return new Promise((resolve, reject) => {
    let end = () => {};
    const settle = () => {
      signal?.removeEventListener("abort", aborted);
      end();
    };
    const aborted = () => {
      settle();
      reject(abortError(machine, signal?.reason));
    };
    signal?.addEventListener("abort", aborted, { once: true });
    end = begin(
      (step) => {
        settle();
        resolve(step);
      },
      (error) => {
        settle();
        reject(error);
      },
    );
  });
}

/** The pool reports a timeout itself, and knows more of it; this much later the call goes on without it. */
const GRACE = 500;

function sendNatively(machine: NativeMachine, timeout: number): Begin {
  return (resolve, reject) => {
    const late = setTimeout(() => attempting(reject, () => resolve(machine.step(now()))), timeout + GRACE);
    attempting(reject, () => machine.send(now(), resolve));
    return () => clearTimeout(late);
  };
}

function sendWith(transport: Transport): (machine: NativeMachine, timeout: number) => Begin {
  return (machine, timeout) => (resolve, reject) => {
    const { headers, ...rest } = entering(() => machine.request());
    const ending = new AbortController();
    const late = setTimeout(() => attempting(reject, () => resolve(machine.step(now()))), timeout);
    const send = async () => transport({ ...rest, headers: Object.fromEntries(headers), signal: ending.signal });
    let open = true;
    const report = (next: () => Step) => {
      // What comes after the end is no answer to whatever is under way by then.
      if (open) attempting(reject, () => resolve(next()));
    };
    send().then(
      (response) => report(() => machine.received(now(), ...nativeResponse(response))),
      (error) => report(() => machine.failed(now(), describe(error))),
    );
    return () => {
      open = false;
      clearTimeout(late);
      ending.abort();
    };
  };
}

function pause(machine: NativeMachine, until: number): Begin {
  return (resolve, reject) => {
    const timer = setTimeout(
      () => attempting(reject, () => resolve(machine.step(now()))),
      Math.max(0, until - now()),
    );
    return () => clearTimeout(timer);
  };
}

function attempting(reject: (error: unknown) => void, action: () => void): void {
  try {
    entering(action);
  } catch (error) {
    reject(error);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return "the transport failed";
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `the transport failed: ${error.message}${cause}`;
}

/** What is known of a call that was aborted. */
export interface AbortedCall {
  /** As in `orders.create`. */
  operation: string;
  /** A write that may have been done all the same. */
  maybeDone: boolean;
  /** What was tried, in order. */
  attempts: readonly Attempt[];
}

/** The host's own type, with the signal's reason as its cause and what is known of the call. */
function abortError(machine: NativeMachine, reason: unknown): DOMException & AbortedCall {
  const { attempts, ...rest } = JSON.parse(entering(() => machine.interrupted(now())));
  const facts = { ...camel(rest), attempts: attempts.map(camel) } as AbortedCall;
  const name = reason instanceof DOMException ? reason.name : "AbortError";
  const message = facts.maybeDone
    ? `${facts.operation} was aborted, and may have been done all the same`
    : `${facts.operation} was aborted`;
  return Object.assign(new DOMException(message, { name, cause: reason }), facts);
}
