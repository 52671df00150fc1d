import { configurationError } from "./errors.js";
import { type HeaderOptions, headerPairs } from "./headers.js";
import { inputText } from "./json.js";
import type { Transport } from "./transport.js";
import { unknownOption } from "./unknown-option.js";
import type { Known } from "./validate.js";

/** What a client may be told. All of it is optional; what is left out has the default named. */
export interface PeekerOptions {
  /** `pk_test_…` (sandbox) or `pk_live_…`. @default `PEEKER_API_KEY` of the environment */
  apiKey?: string | undefined;
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
  /** Sends the requests in place of the SDK's own HTTP client. */
  transport?: Transport | undefined;
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

type Shape = "millis" | "count" | "flag" | "text" | "texts" | "headers" | "fields" | "here";

const CLIENT: Record<keyof PeekerOptions, Shape> = {
  apiKey: "text",
  baseUrl: "text",
  expect: "text",
  allowHosts: "texts",
  headers: "headers",
  timeout: "millis",
  deadline: "millis",
  connectTimeout: "millis",
  maxRetries: "count",
  appInfo: "text",
  transport: "here",
};

const CALL: Record<keyof CallOptions, Shape> = {
  timeout: "millis",
  deadline: "millis",
  maxRetries: "count",
  headers: "headers",
  signal: "here",
  extraBody: "fields",
  extraQuery: "fields",
  validate: "flag",
  waive: "texts",
  known: "fields",
};

/** A client's options as core reads them. */
export function clientOptionsText(options: PeekerOptions): string {
  const { node } = process.versions;
  return JSON.stringify({ ...forCore(options, CLIENT), language: `node ${node}`, os: process.platform });
}

/** A call's options as core reads them. */
export function callOptionsText(options: CallOptions): string {
  if (options.signal !== undefined && !(options.signal instanceof AbortSignal)) {
    throw configurationError("signal is an AbortSignal");
  }
  return JSON.stringify(forCore(options, CALL));
}

function forCore(options: object, shapes: Record<string, Shape>): Record<string, unknown> {
  if (typeof options !== "object" || options === null) throw configurationError("options are an object");
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (!shape) throw unknownOption(name, Object.keys(shapes));
    if (value !== undefined && shape !== "here") out[snakeName(name)] = shaped(name, value, shape);
  }
  return out;
}

function shaped(name: string, value: unknown, shape: Exclude<Shape, "here">): unknown {
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
      return fits(Array.isArray(value) && value.every((item) => typeof item === "string"), "an array of strings");
    case "headers":
      return headerPairs(name, value);
    case "fields":
      fits(typeof value === "object" && value !== null && !Array.isArray(value), "an object");
      return JSON.parse(inputText(name, value));
  }
}

/** Core says what the largest one may be. */
function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function snakeName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
