import binding from "./binding.cjs";
import type { Authentic } from "./generated/events.js";

/** What a call or a sequence wants next. Times are milliseconds on the clock of `performance.now()`. */
export type Step =
  | { kind: "send"; timeout: number }
  | { kind: "wait"; until: number }
  | { kind: "call" }
  | { kind: "answered" }
  | { kind: "done"; text: string }
  | { kind: "failed"; facts: string };

/** One call: core's machine. Every method throws an `Error` whose message is the facts of a {@link PeekerError}. */
export interface NativeMachine {
  step(nowMs: number): Step;
  /** Sends from a thread of the pool. `done` is called at most once: not if the attempt was given up meanwhile. */
  send(nowMs: number, done: (step: Step) => void): void;
  /** The request, for a transport that is not the pool's. */
  request(): { method: string; url: string; headers: [string, string][]; body?: string };
  received(nowMs: number, status: number, headers: [string, string][], body: Uint8Array): Step;
  failed(nowMs: number, message: string, how: "not_sent" | "timed_out" | "broken"): Step;
  /** What is to be told of the attempt that ended last. */
  takeReport(): string | null;
  /** `{"operation", "maybe_done", "attempts"}` */
  interrupted(nowMs: number): string;
}

/** Several calls in turn: a batch, a wait or a preflight. */
export interface NativeSequence {
  step(nowMs: number): Step;
  /** The call that is next; null if it could not be begun, which the sequence knows then. */
  call(nowMs: number, unixMs: number, seed: number): NativeMachine | null;
  /** Takes the answer of a call that has ended. Of a wait, gives its progress. */
  answered(nowMs: number, call: NativeMachine): string | null;
  /** What was done of a batch until it was given up. */
  interrupted(call?: NativeMachine): string | null;
  retry(): NativeSequence;
  /** After a preflight: the call that places the order. */
  place(nowMs: number, unixMs: number, seed: number): NativeMachine;
}

export interface NativeClient {
  readonly environment: string;
  readonly baseUrl: string;
  begin(
    operation: string,
    input: string,
    options: string,
    nowMs: number,
    unixMs: number,
    seed: number,
  ): NativeMachine;
  batch(operation: string, input: string, options: string): NativeSequence;
  watch(name: string, id: string, options: string, nowMs: number): NativeSequence;
  preflight(order: string, options: string): NativeSequence;
  derive(options: string): NativeClient;
  close(): void;
}

/** Knows which pages of one list were read. */
export interface NativePager {
  /** The token of the page after the one whose `page` is given as JSON. */
  next(page: string): string | null;
}

/** Core's verifier, with its keys prepared. */
export interface NativeVerifier {
  /** `{"event", "label", "timestamp"}` */
  verify(headers: [string, string][], body: Uint8Array, nowUnixS: number): string;
  authenticate(headers: [string, string][], body: Uint8Array, nowUnixS: number): Authentic;
}

/** Core's memory of events, in this process. */
export interface NativeMemoryStore {
  claim(eventId: string, nowMs: number, leaseMs: number): "new" | "in_progress" | "done";
  complete(eventId: string): void;
  release(eventId: string): void;
}

/** The surface of `lib.rs`. */
interface Native {
  NativeClient: new (options: string, env: Record<string, string>, connection: string) => NativeClient;
  Pager: new () => NativePager;
  NativeMemoryStore: new () => NativeMemoryStore;
  NativeVerifier: new (options: string) => NativeVerifier;
  signWebhook(
    body: Uint8Array,
    secret: string,
    recipe: string,
    timestampS: number,
    eventId?: string,
  ): [string, string][];
  parseWebhook(body: Uint8Array, headerId?: string): string;
  /** `{"verified", "findings"}` */
  diagnoseWebhook(options: string, headers: [string, string][], body: Uint8Array, nowUnixS: number): string;
  // From JSON to JSON.
  latestOfEvents(events: string): string;
  latestByObject(events: string): string;
  validateDomain(text: string): string;
  validateDomains(query: string): string;
  validateOrder(order: string, known: string): string;
  assignProviders(query: string): string;
  planDomains(query: string): string;
  estimateDomains(query: string): string;
}

export const native = binding as Native;
