/**
 * Webhook deliveries on edge runtimes: verified and parsed with WebCrypto, without the native addon.
 *
 * The same events, errors and settings as `peeker-partner/webhooks`, as promises, because WebCrypto has no other form.
 * `diagnose` and `latest` are not here: they need the addon.
 *
 * @example
 * ```ts
 * import { verify } from "peeker-partner/edge";
 *
 * export default {
 *   async fetch(request: Request, env: { PEEKER_WEBHOOK_SECRET: string }) {
 *     const secrets = { live: env.PEEKER_WEBHOOK_SECRET };
 *     const event = await verify(await request.arrayBuffer(), request.headers, { secrets });
 *     return new Response(null, { status: 204 });
 *   },
 * };
 * ```
 */
import { readEvent } from "./edge/event.js";
import { recipeOf, signDelivery } from "./edge/recipe.js";
import { Verifier } from "./edge/verifier.js";
import type { Authentic, Event, Verified } from "./generated/events.js";
import { type DeliveryHeaders, type RawBody, rawBytes } from "./webhooks/delivery.js";
import { knownOptions, reading } from "./webhooks/reading.js";
import {
  type ParseOptions,
  parseSettings,
  type SignOptions,
  signSettings,
  VERIFY,
  type VerifyOptions,
} from "./webhooks/settings.js";

export { Verifier } from "./edge/verifier.js";
export { ConfigurationError, PeekerError, WebhookError } from "./errors.js";
export type * from "./generated/events.js";
export {
  type Claim,
  type Claimed,
  Deduplicator,
  type DeduplicatorOptions,
  type DeduplicatorStore,
  type Handling,
} from "./webhooks/deduplicator.js";
export type { DeliveryHeaders, RawBody } from "./webhooks/delivery.js";
export type {
  ParseOptions,
  Recipe,
  Secrets,
  SignOptions,
  VerifierOptions,
  VerifyOptions,
} from "./webhooks/settings.js";

/**
 * Checks a delivery and gives its event.
 *
 * @throws {@link WebhookError} if it is forged, stale or malformed.
 */
export async function verify(body: RawBody, headers: DeliveryHeaders, options: VerifyOptions = {}): Promise<Event> {
  return (await verifyWithMeta(body, headers, options)).event;
}

/** The same, with the label of the secret that fits and the time of signing in Unix seconds. */
export async function verifyWithMeta(
  body: RawBody,
  headers: DeliveryHeaders,
  options: VerifyOptions = {},
): Promise<Verified> {
  const { verifier, now } = prepared(options);
  return verifier.verifyWithMeta(body, headers, now);
}

/**
 * Checks a delivery without reading it, for an endpoint that puts deliveries into a queue: {@link parse} reads them there.
 * What is in the body is not looked at, so it may be no event at all.
 *
 * @throws {@link WebhookError} if it is forged or stale, or its headers are malformed.
 */
export async function authenticate(
  body: RawBody,
  headers: DeliveryHeaders,
  options: VerifyOptions = {},
): Promise<Authentic> {
  const { verifier, now } = prepared(options);
  return verifier.authenticate(body, headers, now);
}

/**
 * Reads a body whose signature was checked before, as after a queue. It checks no signature itself.
 *
 * The event's id is the body's own. Where that has none, it is made of `eventId` and the body's SHA-256.
 *
 * @throws {@link WebhookError} only if the body is no event at all, or `eventId` is another event's.
 */
export async function parse(body: RawBody, options: ParseOptions = {}): Promise<Event> {
  const eventId = reading(() => parseSettings(options));
  return readEvent(
    reading(() => rawBytes(body)),
    eventId,
  );
}

/** The headers of a delivery with this body, for tests of your own endpoint. */
export async function sign(body: RawBody, options: SignOptions): Promise<Record<string, string>> {
  const { secret, recipe, eventId, unixS } = reading(() => signSettings(options));
  const bytes = reading(() => rawBytes(body));
  return signDelivery(bytes, secret, recipeOf(recipe), unixS, eventId);
}

/** A verifier of these settings, and the time it is. */
function prepared(options: VerifyOptions): { verifier: Verifier; now: Date | undefined } {
  const { now, ...settings } = reading(() => ({ ...knownOptions(options, VERIFY) }));
  return { verifier: new Verifier(settings), now };
}
