import binding from "./binding.cjs";

/** What a call wants next. Times are milliseconds on the clock of `performance.now()`. */
export type Step =
  | { kind: "send"; timeout: number }
  | { kind: "wait"; until: number }
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
  failed(nowMs: number, message: string): Step;
  /** `{"operation", "maybe_done", "attempts"}` */
  interrupted(nowMs: number): string;
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
  close(): void;
}

/** Knows which pages of one list were read. */
export interface NativePager {
  /** The token of the page after the one whose `page` is given as JSON. */
  next(page: string): string | null;
}

/** Core's memory of events, in this process. */
export interface NativeMemoryStore {
  claim(eventId: string, nowMs: number, leaseMs: number): "new" | "in_progress" | "done";
  complete(eventId: string): void;
  release(eventId: string): void;
}

/** The surface of `lib.rs`. */
interface Native {
  NativeClient: new (options: string, env: Record<string, string>) => NativeClient;
  Pager: new () => NativePager;
  NativeMemoryStore: new () => NativeMemoryStore;
  /** `{"event", "label", "timestamp"}` */
  verifyWebhook(options: string, headers: [string, string][], body: Uint8Array, nowUnixS: number): string;
  /** `{"label", "timestamp"}` */
  authenticateWebhook(options: string, headers: [string, string][], body: Uint8Array, nowUnixS: number): string;
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
