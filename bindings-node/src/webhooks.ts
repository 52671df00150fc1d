/**
 * Webhook deliveries: is it Peeker's, is it recent, and what does it say.
 *
 * Peeker's public documentation names the headers and HMAC-SHA256, and neither the bytes that are signed nor the form
 * of the key: `signedContent` and `secretEncoding` set them. Confirm both with one real event of the sandbox.
 */
import { configurationError, entering } from "./errors.js";
import type { Event, Verified } from "./generated/events.js";
import { headerPairs } from "./headers.js";
import { native } from "./native.js";

/** How deliveries are signed. */
export interface Recipe {
  /**
   * Which bytes are signed: `timestamp.body`, `body`, or a template of `{id}`, `{timestamp}` and `{body}`. With `body`
   * alone the timestamp is not authenticated. @default "timestamp.body"
   */
  signedContent?: "timestamp.body" | "body" | (string & {}) | undefined;
  /** What the secret's text stands for. @default "raw" */
  secretEncoding?: "raw" | "base64" | "hex" | undefined;
  /** Taken off the front of the secret before it is decoded, where it is there. */
  secretPrefix?: string | undefined;
}

/** What a delivery is checked with. */
export interface VerifyOptions extends Recipe {
  /** Secrets by labels of your own: live and sandbox, old and new. @default `PEEKER_WEBHOOK_SECRET` as `default` */
  secrets?: Readonly<Record<string, string>> | undefined;
  /**
   * Seconds between signing and now, in both directions. Whether Peeker signs its retries anew is not known, and they
   * come for 24 hours: 86_400 with a durable memory of the events seen loses none of them. @default 300
   */
  tolerance?: number | undefined;
  /** For tests: the time it is. */
  now?: Date | undefined;
}

/** The body as it was received, byte for byte. */
export type RawBody = string | ArrayBufferView | ArrayBuffer;

/** Headers as `node:http`, `fetch` and most frameworks have them. */
export type DeliveryHeaders =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/**
 * Checks a delivery and gives its event.
 *
 * @example
 * ```ts
 * app.post("/peeker", express.raw({ type: "*\/*" }), (request, response) => {
 *   const event = webhooks.verify(request.body, request.headers, { secrets: { live, sandbox } });
 *   if (event.type === "order.completed") console.log(event.data.domain_count);
 *   response.sendStatus(204);
 * });
 * ```
 *
 * @throws {@link WebhookError} if it is forged, stale or malformed.
 */
export function verify(body: RawBody, headers: DeliveryHeaders, options: VerifyOptions = {}): Event {
  return verifyWithMeta(body, headers, options).event;
}

/** The same, with the label of the secret that fits and the time of signing in Unix seconds. */
export function verifyWithMeta(body: RawBody, headers: DeliveryHeaders, options: VerifyOptions = {}): Verified {
  const { now = new Date(), tolerance, secrets = secretsOfEnvironment(), ...recipe } = options;
  const settings = JSON.stringify({ secrets, ...recipeForCore(recipe), tolerance_s: tolerance });
  const pairs = headerPairs("headers", headers);
  const bytes = rawBytes(body);
  return JSON.parse(entering(() => native.verifyWebhook(settings, pairs, bytes, now.getTime() / 1000))) as Verified;
}

/** What a test delivery is signed with. */
export interface SignOptions extends Recipe {
  secret: string;
  /** `Peeker-Event-Id`. */
  eventId?: string | undefined;
  /** When it is signed. */
  now?: Date | undefined;
}

/** The headers of a delivery with this body, for tests of your own endpoint. */
export function sign(body: RawBody, options: SignOptions): Record<string, string> {
  const { now = new Date(), secret, eventId, ...recipe } = options;
  const settings = JSON.stringify(recipeForCore(recipe));
  const bytes = rawBytes(body);
  if (typeof secret !== "string") throw configurationError("secret is a string");
  const seconds = Math.floor(now.getTime() / 1000);
  return Object.fromEntries(entering(() => native.signWebhook(bytes, secret, settings, seconds, eventId)));
}

function recipeForCore({ signedContent, secretEncoding, secretPrefix, ...unknown }: Recipe): Record<string, unknown> {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw configurationError(`there is no option ${name}`);
  return { signed_content: signedContent, secret_encoding: secretEncoding, secret_prefix: secretPrefix };
}

function secretsOfEnvironment(): Record<string, string> {
  const secret = process.env.PEEKER_WEBHOOK_SECRET;
  if (!secret) throw configurationError("pass secrets, or set PEEKER_WEBHOOK_SECRET in the environment");
  return { default: secret };
}

function rawBytes(body: unknown): Uint8Array {
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  const hint = "take it before any parser: express.raw({ type: '*/*' }), request.rawBody, await request.text()";
  throw configurationError(
    `the signature covers the body's bytes as they were sent, and ${kindOf(body)} has lost them; ${hint}`,
  );
}

function kindOf(body: unknown): string {
  if (body === undefined || body === null) return `${body}`;
  return typeof body === "object" ? "a parsed object" : `a ${typeof body}`;
}
