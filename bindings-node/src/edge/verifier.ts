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

/** A delivery as it crosses: body, headers, and when it is read. */
type Delivery = [body: Uint8Array, pairs: readonly (readonly [string, string])[], nowUnixS: number];

interface Verifier {
  verify(...delivery: Delivery): Promise<Verified>;
  authenticate(...delivery: Delivery): Promise<Authentic>;
}

/** Checks the settings, and gives what checks deliveries with them. */
export async function verifierOf(settings: VerifierSettings): Promise<Verifier> {
  const recipe = recipeOf(settings);
  const tolerance = checkedTolerance(settings.tolerance_s);
  checkSecrets(settings.secrets);
  const keys = await Promise.all(
    settings.secrets.map(async ([label, secret]) => [label, await keyOf(label, secret, recipe)] as const),
  );
  const signed = async (body: Uint8Array, pairs: Delivery[1]) => {
    if (body.length > LIMITS.body) throw malformedBody("it is larger than 1 MiB");
    const headers = readHeaders(pairs);
    return { headers, label: await signer(keys, recipe, body, headers) };
  };
  return {
    async verify(body, pairs, nowUnixS) {
      const { headers, label } = await signed(body, pairs);
      const event = await readEvent(body, headers.eventId).catch((error: unknown) => error as PeekerError);
      const age = nowUnixS - headers.timestamp;
      if (Math.abs(age) > tolerance) throw stale(age, tolerance, event instanceof PeekerError ? {} : { event });
      if (event instanceof PeekerError) throw Object.assign(event, { authentic: true });
      return { event, label, timestamp: headers.timestamp };
    },
    async authenticate(body, pairs, nowUnixS) {
      const { headers, label } = await signed(body, pairs);
      const age = nowUnixS - headers.timestamp;
      if (Math.abs(age) > tolerance) throw stale(age, tolerance, {});
      return { label, timestamp: headers.timestamp };
    },
  };
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
