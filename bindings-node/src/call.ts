import { camel } from "./camel.js";
import { configurationError, entering } from "./errors.js";
import type { Attempt, Meta } from "./generated/facts.js";
import type { Operations } from "./generated/operations.js";
import { inputText } from "./json.js";
import { drive, now } from "./machine.js";
import { type NativeClient, native } from "./native.js";
import { type CallOptions, callOptionsText, clientOptionsText, type PeekerOptions } from "./options.js";
import type { Transport } from "./transport.js";

/** A result, and what is known of the call besides. */
export interface WithMeta<T> {
  data: T;
  meta: Meta;
}

/** A call under way: a promise of its result. */
export interface Call<T> extends Promise<T> {
  /** The same result with what is known of the call: request id, attempts, warnings. */
  withMeta(): Promise<WithMeta<T>>;
}

/** Makes every call of a client, of whatever operation. */
export class Caller {
  readonly #client: NativeClient;
  readonly #transport: Transport | undefined;
  #closed = false;

  constructor(options: PeekerOptions) {
    const { transport } = options;
    if (transport !== undefined && typeof transport !== "function") {
      throw configurationError("transport is a function");
    }
    const text = clientOptionsText(options);
    this.#client = entering(() => new native.NativeClient(text, environment()));
    this.#transport = transport;
  }

  get environment(): string {
    return this.#client.environment;
  }

  get baseUrl(): string {
    return this.#client.baseUrl;
  }

  call<Name extends keyof Operations>(
    operation: Name,
    input: Operations[Name]["input"],
    options: CallOptions = {},
  ): Call<Operations[Name]["output"]> {
    return withMeta(this.#run<Operations[Name]["output"]>(operation, input, options));
  }

  close(): void {
    this.#closed = true;
    entering(() => this.#client.close());
  }

  async #run<T>(operation: string, input: unknown, options: CallOptions): Promise<WithMeta<T>> {
    if (this.#closed) throw configurationError("the client was closed", "client_closed");
    const texts = [inputText(operation, input), callOptionsText(options)] as const;
    const machine = entering(() => this.#client.begin(operation, ...texts, now(), Date.now(), seed()));
    return read<T>(await drive(machine, options.signal, this.#transport));
  }
}

/** A page is its rows and what it says besides; everything else is its data. */
function read<T>(text: string): WithMeta<T> {
  const { data, page, meta } = JSON.parse(text) as { data: T; page: unknown; meta: { attempts: object[] } };
  const attempts = meta.attempts.map(camel) as unknown as Attempt[];
  return { data: page ? ({ data, page } as T) : data, meta: { ...(camel(meta) as unknown as Meta), attempts } };
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
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Decides how long this call waits between its attempts. */
function seed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
