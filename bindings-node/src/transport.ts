import { configurationError } from "./errors.js";
import { headerPairs } from "./headers.js";

/** A request to send as it is: its URL and its headers carry the key, its body may carry passwords. */
export interface TransportRequest {
  method: string;
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** JSON text. Absent where nothing is sent. */
  body?: string;
  /** Ends when the call is aborted, or its time is up. */
  signal: AbortSignal;
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
 * twice. When it rejects, the request counts as one that may have reached the server.
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
    throw configurationError("the transport's response has no status from 100 to 999");
  }
  return [status, headerPairs("the response's headers", headers ?? {}), bytes(body)];
}

function bytes(body: string | Uint8Array | ArrayBuffer): Uint8Array {
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw configurationError("a body is a string, a Uint8Array or an ArrayBuffer");
}
