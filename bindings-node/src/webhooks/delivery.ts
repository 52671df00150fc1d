import { configurationError } from "../errors.js";

/** The body as it was received, byte for byte. */
export type RawBody = string | ArrayBufferView | ArrayBuffer;

/**
 * Headers in the form that the framework has them: an object of `node:http`, Express or Fastify, a `Headers` of
 * `fetch`, Next.js or Hono, pairs, or `rawHeaders`.
 */
export type DeliveryHeaders =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>
  | { forEach(each: (value: string, name: string) => void): void }
  | readonly string[];

/** The body's bytes. What a parser has read is refused: it cannot be written again as it was. */
export function rawBytes(body: unknown): Uint8Array {
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  // By its tag: that of another realm, as in a test runner's, is no `instanceof` of this one's.
  if (isArrayBuffer(body)) return new Uint8Array(body);
  const hint = "take it before any parser: express.raw({ type: () => true }), request.rawBody, await request.text()";
  throw configurationError(
    `the signature covers the body's bytes as they were sent, and ${kindOf(body)} has lost them; ${hint}`,
  );
}

function isArrayBuffer(body: unknown): body is ArrayBuffer {
  return Object.prototype.toString.call(body) === "[object ArrayBuffer]";
}

function kindOf(body: unknown): string {
  if (body === undefined || body === null) return `${body}`;
  return typeof body === "object" ? "a parsed object" : `a ${typeof body}`;
}
