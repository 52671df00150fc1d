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
import type { Authentic, Verified } from "../generated/events.js";
import { HEADERS, LIMITS, TOLERANCE_S } from "../generated/webhook.js";
import type { VerifierSettings } from "../webhooks/settings.js";
import { malformedBody, missingHeader, webhookError } from "./errors.js";
import { readEvent } from "./event.js";
import { readHeaders, type Signed } from "./headers.js";
import { keyOf, type Recipe, recipeOf, tagOf } from "./recipe.js";

type Keys = readonly (readonly [label: string, webcrypto.CryptoKey])[];

type Pairs = readonly (readonly [string, string])[];

/** Checks deliveries with settings that were checked. */
export class Verifier {
  readonly #keys: Keys;
  readonly #recipe: Recipe;
  readonly #tolerance: number;

  private constructor(keys: Keys, recipe: Recipe, tolerance: number) {
    this.#keys = keys;
    this.#recipe = recipe;
    this.#tolerance = tolerance;
  }

  static async of(settings: VerifierSettings): Promise<Verifier> {
    const recipe = recipeOf(settings);
    const tolerance = checkedTolerance(settings.tolerance_s);
    checkSecrets(settings.secrets);
    const keys = settings.secrets.map(
      async ([label, secret]) => [label, await keyOf(label, secret, recipe)] as const,
    );
    return new Verifier(await Promise.all(keys), recipe, tolerance);
  }

  async verify(body: Uint8Array, pairs: Pairs, nowUnixS: number): Promise<Verified> {
    const { headers, label } = await this.#signed(body, pairs);
    const event = await readEvent(body, headers.eventId).catch((error: unknown) => error as PeekerError);
    this.#checkAge(headers, nowUnixS, event instanceof PeekerError ? {} : { event });
    if (event instanceof PeekerError) throw Object.assign(event, { authentic: true });
    return { event, label, timestamp: headers.timestamp };
  }

  /** The same without reading the body. */
  async authenticate(body: Uint8Array, pairs: Pairs, nowUnixS: number): Promise<Authentic> {
    const { headers, label } = await this.#signed(body, pairs);
    this.#checkAge(headers, nowUnixS, {});
    return { label, timestamp: headers.timestamp };
  }

  /** The headers of a delivery, and the label of the secret that signed it. */
  async #signed(body: Uint8Array, pairs: Pairs): Promise<{ headers: Signed; label: string }> {
    if (body.length > LIMITS.body) throw malformedBody("it is larger than 1 MiB");
    const headers = readHeaders(pairs);
    return { headers, label: await signer(this.#keys, this.#recipe, body, headers) };
  }

  #checkAge(headers: Signed, nowUnixS: number, event: Partial<Pick<Verified, "event">>): void {
    const age = nowUnixS - headers.timestamp;
    if (Math.abs(age) > this.#tolerance) throw stale(age, this.#tolerance, event);
  }
}

function checkedTolerance(tolerance: number = TOLERANCE_S): number {
  if (Number.isSafeInteger(tolerance) && tolerance >= 0) return tolerance;
  throw configurationError("tolerance is a whole number of seconds");
}

function checkSecrets(secrets: VerifierSettings["secrets"]): void {
  if (secrets.length === 0) throw webhookError("unknown_secret", "no secret was given");
  if (secrets.length > LIMITS.secrets) throw configurationError(`more than ${LIMITS.secrets} secrets were given`);
  if (new Set(secrets.map(([label]) => label)).size < secrets.length) {
    throw configurationError("two secrets have the same label");
  }
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
