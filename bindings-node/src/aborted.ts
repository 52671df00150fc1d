import type { Batch } from "./batch.js";
import { camel } from "./camel.js";
import type { Attempt } from "./generated/facts.js";

/** What is known of a call that its signal ended: on the `AbortError`, or whatever the signal's reason is called. */
export interface AbortedCall<T = unknown> {
  /** As in `orders.create`. */
  operation: string;
  /** A write that may have been done all the same. */
  maybeDone: boolean;
  /** What was tried, in order. */
  attempts: readonly Attempt[];
  /** Of a batch: what was done of it until then. */
  batch?: Batch<T>;
}

/** The facts as core writes them. */
interface AbortFacts {
  operation: string;
  maybe_done: boolean;
  attempts: readonly object[];
}

/** The host's own type, with the signal's reason as its cause and what is known of the call. */
export function abortError({ attempts, ...rest }: AbortFacts, reason: unknown): DOMException & AbortedCall {
  const facts = { ...camel(rest), attempts: attempts.map(camel) } as unknown as AbortedCall;
  const name = reason instanceof DOMException ? reason.name : "AbortError";
  const message = facts.maybeDone
    ? `${facts.operation} was aborted, and may have been done all the same`
    : `${facts.operation} was aborted`;
  return Object.assign(new DOMException(message, { name, cause: reason }), facts);
}
