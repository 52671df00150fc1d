import type { inspect } from "node:util";
import { headerPairs } from "./headers.js";
import type { NativeMachine } from "./native.js";

const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/**
 * A request to send as it is: its URL and its headers carry the key, its body may carry passwords.
 *
 * Printed, or as JSON, it shows neither. Its fields, and copies of it by `...`, have them.
 */
export class TransportRequest {
  /** `GET`, `POST`, `PATCH` or `DELETE`. */
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  /** JSON text. Absent where nothing is sent. */
  declare readonly body?: string;
  /** Ends when the call is aborted, or its time is up. */
  readonly signal: AbortSignal;

  /** @internal */
  constructor({ method, url, headers, body }: ReturnType<NativeMachine["request"]>, signal: AbortSignal) {
    this.method = method;
    this.url = url;
    this.headers = new Hidden(headers) as unknown as Record<string, string>;
    if (body !== undefined) this.body = body;
    this.signal = signal;
  }

  /** @internal */
  toJSON(): object {
    const { method, url, headers, body } = this;
    const shown = { method, url: url.split("?")[0], headers };
    return body === undefined ? shown : { ...shown, body: REDACTED };
  }

  /** @internal */
  [INSPECT](_depth: number, options: object, inspecting: typeof inspect): string {
    return `TransportRequest ${inspecting(this.toJSON(), options)}`;
  }
}

const REDACTED = "[redacted]";

/** Headers of which only the names are shown. What shows them is on the prototype: `fetch` reads own fields. */
class Hidden {
  constructor(headers: [string, string][]) {
    for (const [name, value] of headers) Object.defineProperty(this, name, { value, enumerable: true });
  }

  toJSON(): object {
    return Object.fromEntries(Object.keys(this).map((name) => [name, REDACTED]));
  }

  [INSPECT](_depth: number, options: object, inspecting: typeof inspect): string {
    return inspecting(this.toJSON(), options);
  }
}

/** What came back, whatever its status. */
export interface TransportResponse {
  status: number;
  headers: Readonly<Record<string, string | readonly string[] | undefined>> | Iterable<readonly [string, string]>;
  body: string | Uint8Array | ArrayBuffer;
}

/**
 * Sends one request and gives back what was answered.
 *
 * It must not retry, follow redirects or keep cookies: a request repeated behind the SDK's back may place an order
 * twice. When it rejects, or answers what is no response, the request counts as one that may have reached the server,
 * unless the error has `notSent: true`: certainly nothing was sent, as where no connection was made. One whose name is
 * `TimeoutError` is a timeout.
 *
 * @example
 * ```ts
 * const transport: Transport = async ({ url, signal, ...init }) => {
 *   const answer = await fetch(url, { ...init, signal, redirect: "manual" });
 *   return { status: answer.status, headers: answer.headers, body: await answer.arrayBuffer() };
 * };
 * ```
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** A response as the native half takes it. */
export function nativeResponse(response: TransportResponse): [number, [string, string][], Uint8Array] {
  const { status, headers, body } = response ?? {};
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw new TypeError("its response has no status from 100 to 999");
  }
  return [status, headerPairs("the response's headers", headers ?? {}), bytes(body)];
}

function bytes(body: string | Uint8Array | ArrayBuffer): Uint8Array {
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError("its response's body is no string, Uint8Array or ArrayBuffer");
}
