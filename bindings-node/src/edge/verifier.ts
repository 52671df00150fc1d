/**
 * Is a delivery Peeker's, and is it recent. Core's `webhook/verify.rs` in TypeScript.
 *
 * ```text
 * limits ─▶ headers ─▶ signature ─▶ time ─▶ event
 *    └─ webhook_malformed ┘  │         │       └▶ webhook_malformed (no JSON object with a type)
 *                     webhook_forged  webhook_stale (with the event)
 * ```
 */
import type { webcrypto } from "node:crypto";
import { configurationError, PeekerError } from "../errors.js";
import type { Authentic, Event, Verified } from "../generated/events.js";
import { HEADERS, LIMITS, TOLERANCE_S } from "../generated/webhook.js";
import { headerPairs } from "../headers.js";
import { type DeliveryHeaders, type RawBody, rawBytes } from "../webhooks/delivery.js";
import { reading } from "../webhooks/reading.js";
import { unixSeconds, type VerifierOptions, type VerifierSettings, verifierSettings } from "../webhooks/settings.js";
import { malformedBody, missingHeader, webhookError } from "./errors.js";
import { readEvent } from "./event.js";
import { readHeaders, type Signed } from "./headers.js";
import { keyOf, type Recipe, recipeOf, tagOf } from "./recipe.js";

type Keys = readonly (readonly [label: string, webcrypto.CryptoKey])[];

/**
 * Checks deliveries, with settings that are checked once and keys that are prepared once.
 *
 * @example
 * ```ts
 * const verifier = new Verifier({ secrets: { live, sandbox } });
 * const event = await verifier.verify(await request.arrayBuffer(), request.headers);
 * ```
 */
export class Verifier {
  readonly #secrets: VerifierSettings["secrets"];
  readonly #recipe: Recipe;
  readonly #tolerance: number;
  #keys: Promise<Keys> | undefined;

  /** @throws {@link WebhookError} if there is no secret, {@link ConfigurationError} if an option is none. */
  constructor(options: VerifierOptions = {}) {
    const { settings } = reading(() => verifierSettings(options));
    this.#recipe = recipeOf(settings);
    this.#tolerance = checkedTolerance(settings.tolerance_s);
    this.#secrets = checkedSecrets(settings.secrets);
  }

  /** Checks a delivery and gives its event. `now` is for tests. */
  async verify(body: RawBody, headers: DeliveryHeaders, now?: Date): Promise<Event> {
    return (await this.verifyWithMeta(body, headers, now)).event;
  }

  /** The same, with the label of the secret that fits and the time of signing in Unix seconds. */
  async verifyWithMeta(body: RawBody, headers: DeliveryHeaders, now?: Date): Promise<Verified> {
    const { bytes, signed, label, unixS } = await this.#authenticated(body, headers, now);
    const event = await readEvent(bytes, signed.eventId).catch((error: unknown) => error as PeekerError);
    this.#checkAge(signed, unixS, event instanceof PeekerError ? {} : { event });
    if (event instanceof PeekerError) throw Object.assign(event, { authentic: true });
    return { event, label, timestamp: signed.timestamp };
  }

  /**
   * Checks a delivery without reading its body: for a receiver that puts deliveries into a queue, and reads them with
   * `parse` later. What is in the body is not looked at, so it may be no event at all.
   */
  async authenticate(body: RawBody, headers: DeliveryHeaders, now?: Date): Promise<Authentic> {
    const { signed, label, unixS } = await this.#authenticated(body, headers, now);
    this.#checkAge(signed, unixS, {});
    return { label, timestamp: signed.timestamp };
  }

  /** A delivery whose signature is right, however old it is. */
  async #authenticated(body: RawBody, headers: DeliveryHeaders, now: Date | undefined) {
    const unixS = reading(() => unixSeconds(now));
    const pairs = reading(() => headerPairs("headers", headers));
    const bytes = reading(() => rawBytes(body));
    // Importing keys takes a promise, so a constructor cannot do it.
    this.#keys ??= prepareKeys(this.#secrets, this.#recipe);
    const keys = await this.#keys;
    if (bytes.length > LIMITS.body) throw malformedBody("it is larger than 1 MiB");
    const signed = readHeaders(pairs);
    return { bytes, signed, label: await signer(keys, this.#recipe, bytes, signed), unixS };
  }

  #checkAge(signed: Signed, nowUnixS: number, event: Partial<Pick<Verified, "event">>): void {
    const age = nowUnixS - signed.timestamp;
    if (Math.abs(age) > this.#tolerance) throw stale(age, this.#tolerance, event);
  }
}

function prepareKeys(secrets: VerifierSettings["secrets"], recipe: Recipe): Promise<Keys> {
  return Promise.all(secrets.map(async ([label, secret]) => [label, await keyOf(label, secret, recipe)] as const));
}

function checkedTolerance(tolerance: number = TOLERANCE_S): number {
  if (Number.isSafeInteger(tolerance) && tolerance >= 0) return tolerance;
  throw configurationError("tolerance is a whole number of seconds");
}

function checkedSecrets(secrets: VerifierSettings["secrets"]): VerifierSettings["secrets"] {
  if (secrets.length === 0) throw webhookError("unknown_secret", "no secret was given");
  if (secrets.length > LIMITS.secrets) throw configurationError(`more than ${LIMITS.secrets} secrets were given`);
  if (new Set(secrets.map(([label]) => label)).size < secrets.length) {
    throw configurationError("two secrets have the same label");
  }
  return secrets;
}

/**
 * The label of the first secret that made one of the signatures. Every secret is compared with every signature,
 * whatever came before.
 */
async function signer(keys: Keys, recipe: Recipe, body: Uint8Array, headers: Signed): Promise<string> {
  const { eventId: id, timestampText: timestamp, signatures } = headers;
  if (recipe.pieces.includes("{id}") && id === undefined) throw missingHeader(HEADERS.eventId);
  let matched: string | undefined;
  for (const [label, key] of keys) {
    const tag = await tagOf(key, recipe, { id, timestamp, body });
    const fits = signatures.map((sent) => isSame(tag, sent)).includes(true);
    if (fits) matched ??= label;
  }
  if (matched === undefined) throw forged(keys, recipe);
  return matched;
}

/** In a time that does not depend on where they differ: both have 32 bytes. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 256)), 0) === 0;
}

function forged(keys: Keys, { signedContent, encoding }: Recipe): PeekerError {
  const labels = keys.map(([label]) => `\`${label}\``).join(", ");
  const settings = `signedContent \`${signedContent}\` and secretEncoding \`${encoding}\``;
  const message = `no signature fits the secrets ${labels} with ${settings}, which Peeker does not document`;
  return webhookError("forged", message, { authentic: false });
}

function stale(age: number, tolerance: number, event: Partial<Pick<Verified, "event">>): PeekerError {
  const when = age < 0 ? `from ${-age} s in the future` : `${age} s old`;
  const clock = age < 0 ? "; check this clock" : "";
  const message = `the signature is right, but ${when}; ${tolerance} s are tolerated${clock}`;
  return webhookError("stale", message, { authentic: true, age_seconds: age, ...event });
}
