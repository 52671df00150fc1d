import { configurationError } from "../errors.js";
import { ANSWERS, LEASE } from "../generated/webhook.js";
import { knownOptions, reading } from "./reading.js";

/** What a store says to a claim: the event is the caller's, another handler has it, or it was handled. */
export type Claim = "new" | "in_progress" | "done";

/**
 * What remembers events: memory, Redis, a table. Three methods to implement; that of several claims at once one alone
 * is new, is for the store to ensure; `checkStore` of `peeker-partner/testing` looks at it.
 *
 * @example A table, by its own clock:
 * ```sql
 * CREATE TABLE peeker_events (id text PRIMARY KEY, done boolean NOT NULL, until timestamptz NOT NULL);
 *
 * -- claim(id, leaseMs). A row comes back: new. None does: done, if the second statement says so; else in_progress.
 * INSERT INTO peeker_events AS known VALUES ($id, false, now() + $leaseMs * interval '1 ms')
 *     ON CONFLICT (id) DO UPDATE SET done = false, until = excluded.until WHERE known.until < now()
 *     RETURNING id;
 * SELECT done FROM peeker_events WHERE id = $id;
 *
 * -- complete(id)
 * INSERT INTO peeker_events VALUES ($id, true, now() + interval '48 hours')
 *     ON CONFLICT (id) DO UPDATE SET done = true, until = excluded.until;
 *
 * -- release(id)
 * DELETE FROM peeker_events WHERE id = $id AND NOT done;
 * ```
 *
 * Redis does it with two keys. `claim` is `SET claim:$id 1 NX PX $leaseMs`; where that is refused, and also where it is
 * not, `EXISTS done:$id` says that the event is done. `complete` is `SET done:$id 1 EX 172800`, and `release` is
 * `DEL claim:$id`.
 */
export interface DeduplicatorStore {
  /**
   * Takes an event for one handler, until it is completed, released, or the lease ends. Of claims at the same time
   * one alone is `new`. A claim whose lease has ended is as if it had never been.
   */
  claim(eventId: string, leaseMs: number): Claim | Promise<Claim>;
  /** Remembers for 48 hours that the event was handled, whoever holds its claim by now. */
  complete(eventId: string): void | Promise<void>;
  /** Gives a claim back. An event that is done stays done. */
  release(eventId: string): void | Promise<void>;
}

/** What a {@link Deduplicator} may be told. */
export interface DeduplicatorOptions {
  /**
   * Milliseconds that a claim lasts: longer than any handler takes. Peeker waits 10 to 15 s for an answer, so a handler
   * that is still at work after a minute has lost its delivery. 5 s to 1 h. @default 60_000
   */
  lease?: number | undefined;
  /**
   * Told when the store fails after the work was done or has failed: neither changes what is answered.
   * @default nothing is done: the claim ends with its lease
   */
  onStoreError?: ((error: unknown) => void) | undefined;
  /** For tests: milliseconds on a clock that never goes back. @default `performance.now()` */
  now?: (() => number) | undefined;
}

const OPTIONS: readonly (keyof DeduplicatorOptions)[] = ["lease", "onStoreError", "now"];

/**
 * Lets each event be handled once, although it is delivered up to five times. Ask it about events that were verified,
 * and no others.
 *
 * "Once" has the limits of every lease: a handler that outlives its lease, or a process that dies between its work and
 * the end of it, makes the event be handled again. So a handler does well to be idempotent.
 *
 * @example
 * ```ts
 * const deduplicator = new webhooks.Deduplicator(new webhooks.MemoryStore());
 * const status = await deduplicator.handle(event, async () => fulfil(event));
 * response.sendStatus(status); // 200, or 503 while another handler has the event
 * ```
 */
export class Deduplicator {
  readonly #store: DeduplicatorStore;
  readonly #lease: number;
  readonly #now: () => number;
  readonly #onStoreError: (error: unknown) => void;

  constructor(store: DeduplicatorStore, options: DeduplicatorOptions = {}) {
    reading(() => checkStore(store));
    const settings = reading(() => ({ ...knownOptions(options, OPTIONS) }));
    const { lease = LEASE.usual, onStoreError = () => {}, now = () => performance.now() } = settings;
    // Written so that NaN is refused as well.
    if (!(typeof lease === "number" && lease >= LEASE.shortest && lease <= LEASE.longest)) {
      throw configurationError("a lease lasts 5 s to 1 h, in milliseconds");
    }
    this.#store = store;
    this.#lease = lease;
    this.#now = now;
    this.#onStoreError = onStoreError;
  }

  /**
   * Handles an event if it is new, and gives the HTTP status to answer its delivery with: 200 where it was handled now
   * or before; 503 while another handler has it, which may still fail. What the handler throws is thrown, after the
   * event was released: answer 500, and Peeker delivers it again.
   */
  async handle<E extends { readonly id: string }>(event: E, handler: (event: E) => unknown): Promise<200 | 503> {
    const claimed = await this.claim(event);
    if (claimed.state !== "new") return claimed.answer;
    try {
      await handler(event);
    } catch (error) {
      await claimed.release().catch(this.#onStoreError);
      throw error;
    }
    // The work is done, whatever the store says: another answer would have it done once more.
    await claimed.complete().catch(this.#onStoreError);
    return ANSWERS.done;
  }

  /**
   * Takes an event, or the event of an id, for a handler that says itself when it is done.
   *
   * @throws what the store throws. Answer the delivery with 500: Peeker tries again.
   */
  async claim(event: { readonly id: string } | string): Promise<Claimed> {
    const eventId = reading(() => (typeof event === "string" ? event : event.id));
    if (typeof eventId !== "string") throw configurationError("an event's id is a string");
    const begins = this.#now();
    const state = await this.#store.claim(eventId, this.#lease);
    if (state === "done") return { state, answer: ANSWERS[state] };
    if (state === "in_progress") return { state, answer: ANSWERS[state] };
    if (state !== "new") throw configurationError("a store answers a claim with new, in_progress or done");
    // Once the lease is over, or nearly, the claim may be another handler's: there is nothing left to release.
    const mayRelease = () => this.#now() + LEASE.margin < begins + this.#lease;
    return new Handling(this.#store, eventId, mayRelease);
  }
}

function checkStore(store: DeduplicatorStore): void {
  for (const name of ["claim", "complete", "release"] as const) {
    if (typeof store?.[name] !== "function") throw configurationError(`a store has a method ${name}`);
  }
}

/** What became of a claim: an event to handle, or the status to answer its delivery with. */
export type Claimed =
  | Handling
  | { readonly state: "in_progress"; readonly answer: 503 }
  | { readonly state: "done"; readonly answer: 200 };

/** An event that is being handled. With `await using` it is released where it was not completed, as by a `throw`. */
export class Handling {
  readonly state = "new";
  readonly #store: DeduplicatorStore;
  readonly #eventId: string;
  readonly #mayRelease: () => boolean;
  #settled = false;

  /** @internal */
  constructor(store: DeduplicatorStore, eventId: string, mayRelease: () => boolean) {
    this.#store = store;
    this.#eventId = eventId;
    this.#mayRelease = mayRelease;
  }

  /** The event was handled. Where the store fails, the work is done all the same: answer 2xx. */
  async complete(): Promise<void> {
    this.#settled = true;
    await this.#store.complete(this.#eventId);
  }

  /** The event was not handled: the next delivery of it is new. Where the store fails, the claim ends with its lease. */
  async release(): Promise<void> {
    if (this.#settled) return;
    this.#settled = true;
    if (this.#mayRelease()) await this.#store.release(this.#eventId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release();
  }
}
