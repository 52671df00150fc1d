/**
 * Webhook deliveries: is it Peeker's, is it recent, what does it say, was it handled before.
 *
 * Peeker's public documentation names the headers and HMAC-SHA256, and neither the bytes that are signed nor the form
 * of the key: `signedContent` and `secretEncoding` set them. Confirm both with one real event of the sandbox;
 * {@link diagnose} names the settings that fit.
 */
import { camel } from "./camel.js";
import { entering } from "./errors.js";
import type { Authentic, Diagnosis, Event, Finding, Latest, Verified } from "./generated/events.js";
import { headerPairs } from "./headers.js";
import { native } from "./native.js";
import { type DeliveryHeaders, type RawBody, rawBytes } from "./webhooks/delivery.js";
import { reading } from "./webhooks/reading.js";
import {
  type ParseOptions,
  parseSettings,
  type SignOptions,
  signSettings,
  type VerifyOptions,
  verifierSettings,
} from "./webhooks/settings.js";
import { authenticateOnce, verifyOnce } from "./webhooks/verifier.js";

export { ConfigurationError, PeekerError, ValidationError, WebhookError } from "./errors.js";
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
export { MemoryStore } from "./webhooks/memory.js";
export type {
  ParseOptions,
  Recipe,
  Secrets,
  SignOptions,
  VerifierOptions,
  VerifyOptions,
} from "./webhooks/settings.js";
export { Verifier } from "./webhooks/verifier.js";

/**
 * Checks a delivery and gives its event.
 *
 * @example
 * ```ts
 * app.post("/peeker", express.raw({ type: () => true }), (request, response) => {
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
  return verifyOnce(body, headers, options);
}

/**
 * Checks a delivery without reading it, for an endpoint that puts deliveries into a queue: {@link parse} reads them there.
 * What is in the body is not looked at, so it may be no event at all.
 *
 * @example
 * ```ts
 * webhooks.authenticate(body, request.headers, { secrets });
 * await queue.add({ body: body.toString("base64"), eventId: request.headers["peeker-event-id"] });
 * ```
 *
 * @throws {@link WebhookError} if it is forged or stale, or its headers are malformed.
 */
export function authenticate(body: RawBody, headers: DeliveryHeaders, options: VerifyOptions = {}): Authentic {
  return authenticateOnce(body, headers, options);
}

/**
 * Reads a body whose signature was checked before, as after a queue. It checks no signature itself.
 *
 * The event's id is the body's own. Where that has none, it is made of `eventId` and the body's SHA-256.
 *
 * @throws {@link WebhookError} only if the body is no event at all, or `eventId` is another event's.
 */
export function parse(body: RawBody, options: ParseOptions = {}): Event {
  const eventId = reading(() => parseSettings(options));
  const bytes = reading(() => rawBytes(body));
  return JSON.parse(entering(() => native.parseWebhook(bytes, eventId))) as Event;
}

/** The headers of a delivery with this body, for tests of your own endpoint. */
export function sign(body: RawBody, options: SignOptions): Record<string, string> {
  const { secret, recipe, eventId, unixS } = reading(() => signSettings(options));
  const bytes = reading(() => rawBytes(body));
  return Object.fromEntries(
    entering(() => native.signWebhook(bytes, secret, JSON.stringify(recipe), unixS, eventId)),
  );
}

/**
 * Explains why a delivery does not verify: a header that is missing, settings that would fit, what happened to the
 * body, by how much a clock is wrong. For the developer at a desk, never for deciding about a delivery.
 *
 * @example
 * ```ts
 * for (const { code, message } of webhooks.diagnose(body, headers, { secrets }).findings) console.log(code, message);
 * ```
 */
export function diagnose(body: RawBody, headers: DeliveryHeaders, options: VerifyOptions = {}): Diagnosis {
  const delivery = delivered(body, headers, options);
  const { verified, findings } = JSON.parse(entering(() => native.diagnoseWebhook(...delivery))) as Diagnosis;
  return { verified, findings: findings.map((finding) => camel(finding) as unknown as Finding) };
}

/**
 * The newest state of one object, from its events in any order, with duplicates; `undefined` where there is none.
 *
 * By the envelope's `created_at`; within the same moment what is nearer to an object's end comes later. Events have
 * the whole object, or three fields of it: a short one changes the fields that it names.
 *
 * @throws {@link ValidationError} `several_objects`, if they are of more than one: {@link latestByObject} takes these.
 */
export function latest(events: Iterable<Event>): Latest | undefined {
  const text = eventsText(events);
  const state = JSON.parse(entering(() => native.latestOfEvents(text))) as object | null;
  return state === null ? undefined : latestOf(state);
}

/** The newest state of each object that events are of, ordered by kind and id. */
export function latestByObject(events: Iterable<Event>): Latest[] {
  const text = eventsText(events);
  return (JSON.parse(entering(() => native.latestByObject(text))) as object[]).map(latestOf);
}

/** Options, headers, body and time as the native half takes them. */
function delivered(
  body: RawBody,
  headers: DeliveryHeaders,
  options: VerifyOptions,
): [string, [string, string][], Uint8Array, number] {
  return reading(() => {
    const { settings, unixS } = verifierSettings(options);
    return [JSON.stringify(settings), headerPairs("headers", headers), rawBytes(body), unixS];
  });
}

function eventsText(events: Iterable<Event>): string {
  return reading(() => JSON.stringify([...events]));
}

function latestOf(state: object): Latest {
  const { status, ...rest } = camel(state);
  return (status === null ? rest : { status, ...rest }) as unknown as Latest;
}
