/**
 * Drives several calls in turn: a batch, a wait, a preflight. Core decides which is next and when it is over.
 *
 * ```text
 * step ──▶ call ──▶ driven as any other ──▶ answered ──▶ step
 *      ──▶ wait ──▶ a timer ──────────────────────────▶ step
 *      ──▶ done, failed
 * ```
 */
import { abortError } from "./aborted.js";
import { camel } from "./camel.js";
import { entering, errorFrom, type Facts } from "./errors.js";
import type { Progress } from "./generated/facts.js";
import { drive, type Host } from "./machine.js";
import type { NativeMachine, NativeSequence } from "./native.js";
import { seed } from "./seed.js";
import { now, sleep, within } from "./time.js";

/** What a sequence is run in. */
export interface SequenceHost extends Host {
  operation: string;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Runs a sequence to its end, and gives the text of its result. */
export async function driveSequence(sequence: NativeSequence, host: SequenceHost): Promise<string> {
  const { signal, operation } = host;
  const between = { operation, maybe_done: false, attempts: [] };
  const scope = { signal, aborted: (reason: unknown) => abortError(between, reason) };
  for (;;) {
    if (signal?.aborted) throw scope.aborted(signal.reason);
    const step = entering(() => sequence.step(now()));
    switch (step.kind) {
      case "call":
        await makeCall(sequence, host);
        break;
      case "wait":
        await within(scope, sleep(step.until));
        break;
      case "done":
        return step.text;
      case "failed":
        throw errorFrom(JSON.parse(step.facts) as Facts);
      default:
        throw errorFrom({ kind: "internal", code: "internal", message: `a sequence cannot ${step.kind}` });
    }
  }
}

async function makeCall(sequence: NativeSequence, host: SequenceHost): Promise<void> {
  const call = entering(() => sequence.call(now(), Date.now(), seed()));
  if (call === null) return;
  await drive(call, host).catch((error) => {
    throw withCall(error, call);
  });
  const progress = entering(() => sequence.answered(now(), call));
  if (progress !== null) host.onProgress?.(camel(JSON.parse(progress)) as unknown as Progress);
}

const CALLS = new WeakMap<object, NativeMachine>();

/** Remembers during which call a sequence was given up. */
function withCall(error: unknown, call: NativeMachine): unknown {
  if (typeof error === "object" && error !== null) CALLS.set(error, call);
  return error;
}

/** What was done of a batch until that error ended it; null of any other sequence. */
export function soFar(sequence: NativeSequence, error: object): string | null {
  const call = CALLS.get(error);
  return entering(() => (call ? sequence.interrupted(call) : sequence.interrupted()));
}
