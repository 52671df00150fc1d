// Generated from core by scripts/generate.sh; changes made here are lost.

/** One attempt of a call. */
export interface Attempt {
  /** From 1. */
  number: number;
  /** Milliseconds from the beginning of the call to the beginning of this attempt. */
  startedMs: number;
  /** Milliseconds that it took. */
  tookMs: number;
  /** The HTTP status, or `null` if there was no answer. */
  status: number | null;
  /** `ok`, or the code of what went wrong: `rate_limited`, `timeout`, `connection_failed`, `internal_error`, … */
  outcome: string;
  /** `Peeker-Request-Id` of the answer. */
  requestId: string | null;
  /** Whether the request may have reached the server without being answered. */
  maybeProcessed: boolean;
  /** Milliseconds waited after it before the next attempt; 0 if there was none. */
  waitedMs: number;
}

/**
 * What is known when an attempt is over: what a caller's `on_attempt` hook is told.
 *
 * No secret is in it, and the path is without its query: it may be logged as it is.
 */
export interface AttemptReport {
  /** The operation, as in `orders.create`. */
  operation: string;
  /** The HTTP method, as in `POST`. */
  method: string;
  /** The path below the base URL, without its query: `/orders/ord_1`. */
  path: string;
  /** The attempt. */
  attempt: Attempt;
  /** Milliseconds until the next attempt, or `null` if there is none. */
  retryInMs: number | null;
  /**
   * How the call ended, if it ended with this attempt: `ok` when it was answered with success, `interrupted`, or the
   * code of its error, which for a write may be `outcome_unknown` where the attempt's own outcome is `timeout`.
   */
  result: string | null;
}

/** How sure it is that the API would refuse the same thing. */
export type Certainty = "stated" | "exemplified" | "inferred";

/** What is known of a successful call besides its data. */
export interface Meta {
  /** The HTTP status. */
  status: number;
  /** `Peeker-Request-Id`: quote it to support. */
  requestId: string | null;
  /** What was tried, in order; the last one succeeded. */
  attempts: Array<Attempt>;
  /** A delete whose earlier attempt had an unknown outcome, and whose object is not there any more. */
  alreadyGone: boolean;
  /**
   * The order returned is probably an earlier one: the API returns the first order for the same body for 24 hours,
   * also one that failed or was cancelled meanwhile.
   */
  probablyOriginal: boolean;
  /** What a person should read. */
  warnings: Array<string>;
}

/** What a wait knows after a poll. */
export interface Progress {
  /** Where the object stands, as the API writes it; `null` before the first answer. */
  status: string | null;
  /** Milliseconds since the wait began. */
  elapsedMs: number;
  /** Polls so far, those that failed included. */
  polls: number;
  /** Domains done, where the object counts them. */
  completed: number | null;
  /** Domains failed, where the object counts them. */
  failed: number | null;
  /** Domains in all, where the object counts them. */
  total: number | null;
  /** Whether the status or a count differs from the answer before. */
  changed: boolean;
  /** Why this poll failed, as an error's code; `null` if it did not. */
  error: string | null;
}

/** Who found it. */
export type Source = "local" | "api";

/** One thing that is wrong with an input. */
export interface Violation {
  /** Where: `personas[3].profile_picture_url`; empty for the input as a whole. */
  path: string;
  /** What, as a word that never changes. */
  code: string;
  /** What, as a sentence for people. */
  message: string;
  /** What was probably meant. */
  suggestion?: string;
  /** How sure it is that the API would refuse it. */
  certainty: Certainty;
  /** Who found it. */
  source: Source;
  /** Numbers and names for programs, in the API's own shape where it has one. */
  details?: Record<string, unknown>;
}
