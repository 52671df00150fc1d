import { configurationError, entering } from "../errors.js";
import { type NativeMemoryStore, native } from "../native.js";
import type { Claim, DeduplicatorStore } from "./deduplicator.js";

/**
 * Remembers events in this process: for one process that may forget when it restarts. Serverless functions and
 * several instances behind a load balancer need a store that they share.
 *
 * It holds at most 100,000 events (some 15 MB), each for 48 hours, and beyond that forgets the oldest.
 */
export class MemoryStore implements DeduplicatorStore {
  readonly #store: NativeMemoryStore = new native.NativeMemoryStore();
  readonly #now: () => number;

  /** `now` is for tests: milliseconds on a clock that never goes back. */
  constructor({ now = () => performance.now() }: { now?: () => number } = {}) {
    this.#now = now;
  }

  claim(eventId: string, leaseMs: number): Claim {
    return entering(() => this.#store.claim(id(eventId), this.#now(), leaseMs));
  }

  complete(eventId: string): void {
    entering(() => this.#store.complete(id(eventId)));
  }

  release(eventId: string): void {
    entering(() => this.#store.release(id(eventId)));
  }
}

function id(eventId: string): string {
  if (typeof eventId !== "string") throw configurationError("an event's id is a string");
  return eventId;
}
