import type { Call } from "./call.js";
import { configurationError, entering, errorFrom, PeekerError } from "./errors.js";
import type { Meta } from "./generated/facts.js";
import type { PageInfo } from "./generated/models.js";
import type { WithMeta } from "./meta.js";
import { native } from "./native.js";
import { knownOptions, reading } from "./webhooks/reading.js";

/** A page of a list. */
export interface Page<T> {
  /** The rows. */
  data: T[];
  /** What the page says besides its rows. */
  page: PageInfo;
  /** What is known of the call. */
  meta: Meta;
}

/** How many rows to gather. */
export interface ToArrayOptions {
  /** The most rows to take; pages beyond them are not requested. @default all */
  limit?: number | undefined;
}

/** Requests a page: the first one without a token. */
export type RequestPage<T> = (token: string | undefined) => Promise<WithMeta<Page<T>>>;

/**
 * A list: nothing is requested before it is awaited or walked.
 *
 * Awaited, it is the first page. Walked, it is the rows of all pages, each requested when its first row is asked for;
 * each walk begins anew.
 *
 * @example
 * ```ts
 * for await (const order of peeker.orders.list({ status: "in_progress" })) console.log(order.id);
 * const { data, page } = await peeker.orders.list({ per_page: 100 });
 * const newest = await peeker.orders.list().toArray({ limit: 10 });
 * ```
 */
export class List<T> implements Call<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = "List";
  readonly #operation: string;
  readonly #request: RequestPage<T>;
  #first: Promise<WithMeta<Page<T>>> | undefined;

  /** @internal */
  constructor(operation: string, request: RequestPage<T>) {
    this.#operation = operation;
    this.#request = request;
    Object.defineProperty(this, Symbol.toStringTag, { enumerable: false });
  }

  /** The first page, and what is known of its call. */
  withMeta(): Promise<WithMeta<Page<T>>> {
    this.#first ??= this.#request(undefined);
    return this.#first;
  }

  // biome-ignore lint/suspicious/noThenProperty: awaited, a list is its first page.
  then<A = Page<T>, B = never>(
    resolved?: ((page: Page<T>) => A | PromiseLike<A>) | null,
    rejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.withMeta()
      .then(({ data }) => data)
      .then(resolved, rejected);
  }

  catch<B = never>(rejected?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Page<T> | B> {
    return this.then(undefined, rejected);
  }

  finally(settled?: (() => void) | null): Promise<Page<T>> {
    return this.then().finally(settled);
  }

  /** The pages, each requested when it is asked for. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const pager = new native.Pager();
    let token: string | undefined;
    do {
      const { data } = await this.#request(token);
      yield data;
      token = this.#next(() => pager.next(JSON.stringify(data.page)), data.meta);
    } while (token !== undefined);
  }

  /** The rows of all pages. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { data } of this.pages()) yield* data;
  }

  /** The rows of all pages, or as many as are wanted, in one array. */
  async toArray(options: ToArrayOptions = {}): Promise<T[]> {
    const { limit = Number.POSITIVE_INFINITY } = reading(() => ({ ...knownOptions(options, ["limit"]) }));
    if (limit !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(limit) && limit >= 0)) {
      throw configurationError("limit is a whole number");
    }
    const rows: T[] = [];
    if (limit === 0) return rows;
    for await (const row of this) {
      rows.push(row);
      if (rows.length >= limit) break;
    }
    return rows;
  }

  /** That a list cannot go on is said with the facts of the call that showed it. */
  #next(next: () => string | null, { status, requestId, attempts }: Meta): string | undefined {
    try {
      return entering(next) ?? undefined;
    } catch (error) {
      if (!(error instanceof PeekerError)) throw error;
      const { code, message } = error;
      const broken = errorFrom({ kind: "unexpected_response", code, message, operation: this.#operation, status });
      throw Object.assign(broken, { attempts }, requestId === null ? {} : { requestId });
    }
  }
}
