import { entering, errorFrom, type Facts, type PeekerError } from "./errors.js";
import type { Meta } from "./generated/facts.js";
import type { Availability, DomainAvailability } from "./generated/models.js";
import { metaFrom } from "./meta.js";
import type { NativeSequence } from "./native.js";
import { type RetryOptions, retryOptions } from "./options.js";

/** What became of one call of a batch. */
export type BatchItem<T> = Succeeded<T> | NotSucceeded;

/** A call that is done. */
export interface Succeeded<T> {
  /** The domains of this call as they are sent, in the order of the input. */
  domains: string[];
  outcome: "succeeded";
  result: T;
  meta: Meta;
}

/** A call that is certainly not done (`failed`), or that may have been (`unknown`: look before you repeat it). */
export interface NotSucceeded {
  /** The domains of this call as they would be sent, in the order of the input. */
  domains: string[];
  outcome: "failed" | "unknown";
  /** Why. Where the API names a place, as `domains[3]`, it counts within this call. */
  error: PeekerError;
}

/** Runs a sequence that core made of a batch. */
export type RunBatch = (sequence: NativeSequence, signal: AbortSignal | undefined) => Promise<Batch<unknown>>;

/**
 * What became of a long input: one item per call, in the order of the input.
 *
 * @example
 * ```ts
 * let batch = await peeker.imports.createMany(names);
 * if (!batch.isComplete) batch = await batch.retry();
 * for (const { domains, error } of [...batch.failed, ...batch.unknown]) console.log(domains.length, error.message);
 * ```
 */
export class Batch<T> {
  /** One per call. */
  readonly items: readonly BatchItem<T>[];
  readonly #sequence: NativeSequence;
  readonly #run: RunBatch;

  /** @internal */
  constructor(text: string, sequence: NativeSequence, run: RunBatch) {
    this.items = (JSON.parse(text) as { items: ItemFacts<T>[] }).items.map(itemFrom);
    this.#sequence = sequence;
    this.#run = run;
  }

  /** Whether every item succeeded. */
  get isComplete(): boolean {
    return this.items.every((item) => item.outcome === "succeeded");
  }

  /** The items that are done. */
  get succeeded(): Succeeded<T>[] {
    return this.items.filter((item) => item.outcome === "succeeded");
  }

  /** The items that are certainly not done: what `retry` repeats. */
  get failed(): NotSucceeded[] {
    return this.items.filter((item): item is NotSucceeded => item.outcome === "failed");
  }

  /** The items that may have been done. `retry` leaves them alone. */
  get unknown(): NotSucceeded[] {
    return this.items.filter((item): item is NotSucceeded => item.outcome === "unknown");
  }

  /** The results that there are, in the order of the input. */
  get results(): T[] {
    return this.succeeded.map(({ result }) => result);
  }

  /**
   * All results, for programs that want all or nothing.
   *
   * @throws the error of the first item that did not succeed. What did is in {@link Batch.results}.
   */
  unwrap(): T[] {
    const wrong = this.items.find((item) => item.outcome !== "succeeded");
    if (wrong) throw wrong.error;
    return this.results;
  }

  /**
   * Sends what failed or was not sent once more, in the same parts and with the same bytes. What is unknown or done is
   * left alone, and stays in its place in the new batch. It rejects only if it is aborted.
   *
   * An import whose outcome is unknown is completed by `createMany` with the same names: the API returns the jobs
   * that there are.
   */
  async retry(options?: RetryOptions): Promise<this> {
    const { signal } = retryOptions(options);
    const sequence = entering(() => this.#sequence.retry());
    return (await this.#run(sequence, signal)) as this;
  }
}

/** What became of an availability check of any length. */
export class AvailabilityBatch extends Batch<Availability> {
  /** Every row that there is, in the order of the names. */
  get rows(): DomainAvailability[] {
    return this.results.flatMap(({ domains }) => domains);
  }
}

/** An item as core writes it. */
interface ItemFacts<T> {
  domains: string[];
  outcome: BatchItem<T>["outcome"];
  result: T;
  meta: Parameters<typeof metaFrom>[0];
  error?: Facts;
}

function itemFrom<T>({ domains, outcome, result, meta, error }: ItemFacts<T>): BatchItem<T> {
  if (outcome === "succeeded") return { domains, outcome, result, meta: metaFrom(meta) };
  return { domains, outcome, error: errorFrom(error as Facts) };
}
