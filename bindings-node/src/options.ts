import { CONNECTION, type Connection } from "./connection.js";
import { configurationError } from "./errors.js";
import type { AttemptReport, Progress } from "./generated/facts.js";
import { few, type HeaderOptions, headerPairs } from "./headers.js";
import { inputText } from "./json.js";
import type { Transport } from "./transport.js";
import { unknownOption } from "./unknown-option.js";
import type { Known } from "./validate.js";
import { reading } from "./webhooks/reading.js";

/** What a client may be told. All of it is optional; what is left out has the default named. */
export interface PeekerOptions {
  /** `pk_test_…` (sandbox) or `pk_live_…`. @default `PEEKER_API_KEY` of the environment */
  apiKey?: string | undefined;
  /**
   * For an app on somebody else's device, which must not carry a key: requests have none, and go to `baseUrl`, a backend
   * of your own that adds it. Nothing is taken from the environment. @default false
   */
  withoutKey?: boolean | undefined;
  /** Where the API is: https, or http on this machine. @default `PEEKER_BASE_URL`, else Peeker's own address */
  baseUrl?: string | undefined;
  /** Refuses a key of the other kind. */
  expect?: "sandbox" | "live" | undefined;
  /** Hosts that a live key may be sent to although only the environment names them. */
  allowHosts?: readonly string[] | undefined;
  /** Headers of every request. */
  headers?: HeaderOptions | undefined;
  /** Milliseconds for one attempt. @default 30_000 */
  timeout?: number | undefined;
  /** Milliseconds for all attempts and waits of a call together. @default 90_000 */
  deadline?: number | undefined;
  /** Milliseconds to connect. @default 5_000 */
  connectTimeout?: number | undefined;
  /** Retries after failures. With 0 nothing is retried, not even after a 429. @default 2 */
  maxRetries?: number | undefined;
  /** Your program, for the `User-Agent`: `acme-portal/2.1`. */
  appInfo?: string | undefined;
  /**
   * `http://user:password@host:port`; `""` uses none. Never asked for this machine's own addresses.
   * @default `HTTPS_PROXY` of the environment, unless `NO_PROXY` names the host
   */
  proxy?: string | undefined;
  /** Certificate authorities (PEM text) in place of those that are compiled in. */
  ca?: string | undefined;
  /** Trusts what the operating system trusts. Not together with `ca`. @default false */
  systemCertificates?: boolean | undefined;
  /** Sends the requests in place of the SDK's own HTTP client. */
  transport?: Transport | undefined;
  /**
   * Hears of every attempt as soon as it is over, for logs and counters: no secret is in the report. What it throws is a
   * warning of the process, and changes nothing about the call.
   */
  onAttempt?: ((report: AttemptReport) => void) | undefined;
}

/** What one call sets differently from its client. */
export interface CallOptions {
  /** Milliseconds for one attempt. @default 30_000 */
  timeout?: number | undefined;
  /** Milliseconds for all attempts and waits together. @default 90_000 */
  deadline?: number | undefined;
  /** Retries after failures. With 0 nothing is retried, not even after a 429. @default 2 */
  maxRetries?: number | undefined;
  /** Headers besides the client's own; the same name replaces. */
  headers?: HeaderOptions | undefined;
  /** Ends the call, and any wait in it, at once. */
  signal?: AbortSignal | undefined;
  /** Fields that this SDK does not know, on writes. */
  extraBody?: Record<string, unknown> | undefined;
  /** Filters that this SDK does not know. */
  extraQuery?: Record<string, unknown> | undefined;
  /** With `false` an input is sent whatever rule speaks against it. @default true */
  validate?: boolean | undefined;
  /** Codes of inferred rules that the input need not obey, as `unknown_suffix`. */
  waive?: readonly string[] | undefined;
  /** What an order is checked against besides, as for `validate.order`. */
  known?: Known | undefined;
}

/** What placing an order may be told besides. */
export interface PlaceOptions extends CallOptions {
  /**
   * Asks the API first for what is not known of the bundle and the domains, and places the order only if nothing speaks
   * against it. @default false
   */
  preflight?: boolean | undefined;
}

/** How to repeat a batch: each call of it has the options that it had. */
export interface RetryOptions {
  /** Ends the batch at once. */
  signal?: AbortSignal | undefined;
}

/** How to wait. */
export interface WaitOptions {
  /** Milliseconds for all of the wait. @default 48 hours for orders and swaps, 1 hour for imports and forwarding */
  timeout?: number | undefined;
  /** Milliseconds from an answer to the next poll. @default 60_000 with a live key, 1_000 in the sandbox */
  poll?: number | undefined;
  /** Whether `action_required` is an end. If not, the wait goes on until somebody has acted. @default true */
  stopOnAction?: boolean | undefined;
  /** Whether `failed` and `cancelled` are a {@link WaitFailedError}; `partial_success` never is. @default false */
  raiseOnFailure?: boolean | undefined;
  /** Is shown how far the wait has come after each poll. What it throws ends the wait. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends the wait at once. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for all attempts of one poll together. @default 90_000 */
  deadline?: number | undefined;
  /** Retries of one poll after failures. @default 2 */
  maxRetries?: number | undefined;
  /** Headers of each poll besides the client's own; the same name replaces. */
  headers?: HeaderOptions | undefined;
  /** Parameters of each poll that this SDK does not know. */
  extraQuery?: Record<string, unknown> | undefined;
}

type Shape = "millis" | "count" | "flag" | "text" | "texts" | "headers" | "fields" | "function" | "signal";
/** What core is not told. */
const HERE = new Set([...CONNECTION, "transport", "onAttempt", "onProgress", "signal", "preflight"]);

const CLIENT: Record<keyof PeekerOptions, Shape> = {
  apiKey: "text",
  withoutKey: "flag",
  baseUrl: "text",
  expect: "text",
  allowHosts: "texts",
  headers: "headers",
  timeout: "millis",
  deadline: "millis",
  connectTimeout: "millis",
  maxRetries: "count",
  appInfo: "text",
  proxy: "text",
  ca: "text",
  systemCertificates: "flag",
  transport: "function",
  onAttempt: "function",
};

const CALL: Record<keyof CallOptions, Shape> = {
  timeout: "millis",
  deadline: "millis",
  maxRetries: "count",
  headers: "headers",
  signal: "signal",
  extraBody: "fields",
  extraQuery: "fields",
  validate: "flag",
  waive: "texts",
  known: "fields",
};

const PLACE: Record<keyof PlaceOptions, Shape> = { ...CALL, preflight: "flag" };

const WAIT: Record<keyof WaitOptions, Shape> = {
  timeout: "millis",
  poll: "millis",
  stopOnAction: "flag",
  raiseOnFailure: "flag",
  onProgress: "function",
  signal: "signal",
  deadline: "millis",
  maxRetries: "count",
  headers: "headers",
  extraQuery: "fields",
};

/** A client's options: as core reads them, and what stays here. */
export function clientOptions(options: PeekerOptions) {
  const { core, here } = read(options, CLIENT);
  const { transport, onAttempt, ...connection } = here as Pick<PeekerOptions, "transport" | "onAttempt"> & Connection;
  const text = JSON.stringify({ ...core, language: `node ${process.versions.node}`, os: process.platform });
  return { text, baseUrl: core.base_url as string | undefined, connection, transport, onAttempt };
}

/** A call's options, of which `preflight` is for orders. */
export function callOptions(options: CallOptions | undefined, shapes: Record<string, Shape> = CALL) {
  if (options === undefined) return { text: "{}", signal: undefined, preflight: false };
  const { core, here } = read(options, shapes);
  const { signal, preflight = false } = here as Pick<PlaceOptions, "signal" | "preflight">;
  return { text: JSON.stringify(core), signal, preflight };
}

/** The options of placing an order. */
export function placeOptions(options: PlaceOptions | undefined) {
  return callOptions(options, PLACE);
}

/** A wait's options: what each poll is told stands by itself. */
export function waitOptions(options: WaitOptions = {}) {
  const { core, here } = read(options, WAIT);
  const { timeout, poll, stop_on_action, raise_on_failure, ...call } = core;
  const text = JSON.stringify({ timeout, poll, stop_on_action, raise_on_failure, call });
  const { signal, onProgress } = here as Pick<WaitOptions, "signal" | "onProgress">;
  return { text, signal, onProgress };
}

/** The only option of repeating a batch. */
export function retryOptions(options: RetryOptions = {}): RetryOptions {
  return read(options, { signal: "signal" }).here as RetryOptions;
}

interface Read {
  core: Record<string, unknown>;
  here: Record<string, unknown>;
}

/** Reads each option once, so that what was looked at is what is used. */
function read(options: object, shapes: Record<string, Shape>): Read {
  if (typeof options !== "object" || options === null) throw configurationError("options are an object");
  return reading(() => {
    const out: Read = { core: {}, here: {} };
    for (const [name, value] of Object.entries(options)) {
      const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
      if (!shape) throw unknownOption(name, Object.keys(shapes));
      if (value === undefined) continue;
      const seen = shaped(name, value, shape);
      if (HERE.has(name)) out.here[name] = seen;
      else out.core[snakeName(name)] = seen;
    }
    return out;
  });
}

function shaped(name: string, value: unknown, shape: Shape): unknown {
  const fits = (fit: boolean, what: string) => {
    if (!fit) throw configurationError(`${name} is ${what}`);
    return value;
  };
  switch (shape) {
    case "millis":
      return fits(isCount(value), "a whole number of milliseconds");
    case "count":
      return fits(isCount(value), "a whole number");
    case "flag":
      return fits(typeof value === "boolean", "true or false");
    case "text":
      return fits(typeof value === "string", "a string");
    case "texts":
      return fits(isTexts(value), "an array of strings");
    case "headers":
      return headerPairs(name, value);
    case "function":
      return fits(typeof value === "function", "a function");
    case "signal":
      return fits(isSignal(value), "an AbortSignal");
    case "fields":
      fits(typeof value === "object" && value !== null && !Array.isArray(value), "an object");
      return JSON.parse(inputText(name, value));
  }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && few(value)?.every((item) => typeof item === "string") === true;
}

/** A proxy of one has its methods, and cannot call them. */
function isSignal(value: unknown): boolean {
  return value instanceof AbortSignal && typeof value.aborted === "boolean";
}

/** Core says what the largest one may be. */
function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function snakeName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
