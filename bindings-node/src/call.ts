import { Batch } from "./batch.js";
import { connectionText } from "./connection.js";
import { configurationError, entering } from "./errors.js";
import type { Operations } from "./generated/operations.js";
import type { OrderReport } from "./generated/validate.js";
import { inputString, inputText } from "./json.js";
import { drive, type Host } from "./machine.js";
import { metaFrom, type WithMeta } from "./meta.js";
import { type NativeClient, type NativeMachine, type NativeSequence, native } from "./native.js";
import {
  type CallOptions,
  callOptions,
  clientOptions,
  type PeekerOptions,
  type PlaceOptions,
  placeOptions,
  type WaitOptions,
  waitOptions,
} from "./options.js";
import { List, type Page } from "./page.js";
import { seed } from "./seed.js";
import { driveSequence, soFar } from "./sequence.js";
import { now } from "./time.js";

/** A call under way: a promise of its result. */
export interface Call<T> extends Promise<T> {
  /** The same result with what is known of the call: request id, attempts, warnings. */
  withMeta(): Promise<WithMeta<T>>;
}

/** What is the same in all calls of a client. */
type OwnHost = Pick<Host, "transport" | "onAttempt">;

type Signal = AbortSignal | undefined;

type Row<Name extends keyof Operations> = Operations[Name]["output"] extends Page<infer T> ? T : never;

/** Makes every call of a client, of whatever operation. */
export class Caller {
  readonly #client: NativeClient;
  readonly #host: OwnHost;
  readonly #open: { closed: boolean };

  constructor(options: PeekerOptions, from?: Caller) {
    const { text, baseUrl, connection, transport, onAttempt } = clientOptions(options);
    const [own] = Object.keys(connection);
    if (from !== undefined && own)
      throw configurationError(`${own} is set where a client is made: this one shares connections`);
    const host: OwnHost = from === undefined ? {} : from.#host;
    this.#client = entering(() => {
      if (from !== undefined) return from.#client.derive(text);
      return new native.NativeClient(text, environment(), connectionText(connection, baseUrl));
    });
    this.#host = { transport: transport ?? host.transport, onAttempt: onAttempt ?? host.onAttempt };
    this.#open = from === undefined ? { closed: false } : from.#open;
  }

  get environment(): string {
    return this.#client.environment;
  }

  get baseUrl(): string {
    return this.#client.baseUrl;
  }

  /** An operation of the table. */
  call<Name extends keyof Operations>(
    operation: Name,
    input: Operations[Name]["input"],
    options?: CallOptions,
  ): Call<Operations[Name]["output"]> {
    return withMeta(this.#run(operation, input, options));
  }

  /** An operation of the table on one object, whose id stands by itself. */
  callOn<Name extends keyof Operations>(
    operation: Name,
    id: string,
    change: Omit<Operations[Name]["input"], "id">,
    options?: CallOptions,
  ): Call<Operations[Name]["output"]> {
    return withMeta(
      (async () => {
        const fields = JSON.parse(inputText(operation, change));
        return this.#run<Operations[Name]["output"]>(
          operation,
          isFields(fields) ? { ...fields, id } : fields,
          options,
        );
      })(),
    );
  }

  /** An endpoint that is newer than the table. */
  request<T>(method: string, path: string, request: object, options?: CallOptions): Call<T> {
    return withMeta(
      (async () => {
        const parts = JSON.parse(inputText("request", request));
        return this.#run<T>("request", isFields(parts) ? { ...parts, method, path } : parts, options);
      })(),
    );
  }

  /** An operation of the table that gives pages. */
  list<Name extends keyof Operations>(
    operation: Name,
    filter: Operations[Name]["input"] = {} as Operations[Name]["input"],
    options?: CallOptions,
  ): List<Row<Name>> {
    // Read once, so that every page is asked for with the same filters.
    let read: string | undefined;
    return new List(operation, async (token) => {
      read ??= inputText(operation, filter);
      const input = token === undefined ? read : JSON.stringify({ ...JSON.parse(read), page_token: token });
      const { data, meta } = await this.#runText<Page<Row<Name>>>(operation, input, options);
      return { data: { ...data, meta }, meta };
    });
  }

  /** A long input: as many calls as it takes, one after another. */
  async batch<T, B extends Batch<T> = Batch<T>>(
    operation: string,
    input: object,
    options?: CallOptions,
    Kind: new (...parts: ConstructorParameters<typeof Batch<T>>) => B = Batch as never,
  ): Promise<B> {
    const inputs = inputText(operation, input);
    const { text, signal } = callOptions(options);
    const run = async (sequence: NativeSequence, signal: Signal): Promise<B> => {
      try {
        return new Kind(await driveSequence(sequence, { ...this.#host, signal, operation }), sequence, run);
      } catch (error) {
        // What was done until then must not be lost with the error.
        const done = error instanceof DOMException ? soFar(sequence, error) : null;
        throw done === null ? error : Object.assign(error as object, { batch: new Kind(done, sequence, run) });
      }
    };
    const sequence = this.#entering((client) => client.batch(operation, inputs, text));
    return run(sequence, signal);
  }

  /** Waits until something has come to an end. */
  async wait<T>(operation: string, id: string, options?: WaitOptions): Promise<T> {
    const watched = inputString(operation, "id", id);
    const { text, ...rest } = waitOptions(options);
    const sequence = this.#entering((client) => client.watch(operation, watched, text, now()));
    return JSON.parse(await driveSequence(sequence, { ...this.#host, ...rest, operation })) as T;
  }

  /** What can be said of an order, with what the API knows. */
  async preflight(order: object, options?: CallOptions): Promise<OrderReport> {
    const { text, signal } = callOptions(options);
    const sequence = this.#beginPreflight(order, text);
    return JSON.parse(await this.#driveQuestions(sequence, signal)) as OrderReport;
  }

  /** Places an order: after a preflight, if it is wanted, checked against all that it found out. */
  place(order: object, options?: PlaceOptions): Call<Operations["orders.create"]["output"]> {
    const placing = async (): Promise<WithMeta<Operations["orders.create"]["output"]>> => {
      const { text, signal, preflight } = placeOptions(options);
      if (!preflight) return this.#begin("orders.create", inputText("orders.create", order), text, signal);
      const sequence = this.#beginPreflight(order, text);
      await this.#driveQuestions(sequence, signal);
      const machine = this.#entering(() => sequence.place(now(), Date.now(), seed()));
      return this.#drive(machine, signal);
    };
    return withMeta(placing());
  }

  close(): void {
    this.#open.closed = true;
    entering(() => this.#client.close());
  }

  #beginPreflight(order: object, options: string): NativeSequence {
    const input = inputText("orders.preflight", order);
    return this.#entering((client) => client.preflight(input, options));
  }

  #driveQuestions(sequence: NativeSequence, signal: Signal): Promise<string> {
    return driveSequence(sequence, { ...this.#host, signal, operation: "orders.preflight" });
  }

  async #run<T>(operation: string, input: unknown, options?: CallOptions): Promise<WithMeta<T>> {
    return this.#runText<T>(operation, inputText(operation, input), options);
  }

  async #runText<T>(operation: string, input: string, options?: CallOptions): Promise<WithMeta<T>> {
    const { text, signal } = callOptions(options);
    return this.#begin<T>(operation, input, text, signal);
  }

  async #begin<T>(operation: string, input: string, options: string, signal: Signal): Promise<WithMeta<T>> {
    const machine = this.#entering((client) => client.begin(operation, input, options, now(), Date.now(), seed()));
    return this.#drive<T>(machine, signal);
  }

  async #drive<T>(machine: NativeMachine, signal: Signal): Promise<WithMeta<T>> {
    return read<T>(await drive(machine, { ...this.#host, signal }));
  }

  #entering<T>(begin: (client: NativeClient) => T): T {
    if (this.#open.closed) throw configurationError("the client was closed", "client_closed");
    return entering(() => begin(this.#client));
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A page is its rows and what it says besides; everything else is its data. */
function read<T>(text: string): WithMeta<T> {
  const { data, page, meta } = JSON.parse(text) as { data: T; page: unknown; meta: { attempts: object[] } };
  return { data: page ? ({ data, page } as T) : data, meta: metaFrom(meta) };
}

/** A plain promise, so that `await` keeps the caller in the stack of an error. */
function withMeta<T>(result: Promise<WithMeta<T>>): Call<T> {
  const data = (async () => (await result).data)();
  const both = () => {
    // Only the result with its meta is waited for, so only that one may be unhandled.
    data.catch(() => {});
    return result;
  };
  return Object.defineProperty(data, "withMeta", { value: both }) as Call<T>;
}

function environment(): Record<string, string> {
  const names = ["PEEKER_API_KEY", "PEEKER_BASE_URL"];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
