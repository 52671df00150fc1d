import { configurationError } from "../errors.js";
import { knownOptions } from "./reading.js";

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

/** Secrets by their labels: an object, or pairs. */
export type Secrets = Readonly<Record<string, string>> | readonly (readonly [label: string, secret: string])[];

/** What deliveries are checked with. */
export interface VerifierOptions extends Recipe {
  /** Secrets by labels of your own: live and sandbox, old and new. @default `PEEKER_WEBHOOK_SECRET` as `default` */
  secrets?: Secrets | undefined;
  /**
   * Seconds between signing and now, in both directions. Whether Peeker signs its retries anew is not known, and they
   * come for 24 hours: 86_400 with a durable memory of the events seen loses none of them. @default 300
   */
  tolerance?: number | undefined;
}

/** What a delivery is checked with. */
export interface VerifyOptions extends VerifierOptions {
  /** For tests: the time it is. */
  now?: Date | undefined;
}

/** What a test delivery is signed with. */
export interface SignOptions extends Recipe {
  secret: string;
  /** `Peeker-Event-Id`. */
  eventId?: string | undefined;
  /** When it is signed. */
  now?: Date | undefined;
}

/** What is known of a body besides. */
export interface ParseOptions {
  /** The value of `Peeker-Event-Id`: it names an event whose body has no id of its own. */
  eventId?: string | undefined;
}

const RECIPE = ["signedContent", "secretEncoding", "secretPrefix"] as const;
export const VERIFY: readonly (keyof VerifyOptions)[] = ["secrets", "tolerance", "now", ...RECIPE];
const SIGN: readonly (keyof SignOptions)[] = ["secret", "eventId", "now", ...RECIPE];
const PARSE: readonly (keyof ParseOptions)[] = ["eventId"];

/** What core's verifier is told, in its names. */
export interface VerifierSettings extends RecipeSettings {
  secrets: [label: string, secret: string][];
  tolerance_s?: number | undefined;
}

/** A recipe in core's names. */
export interface RecipeSettings {
  signed_content?: string | undefined;
  secret_encoding?: string | undefined;
  secret_prefix?: string | undefined;
}

/** Options as core reads them, and the time in Unix seconds. */
export function verifierSettings(options: VerifyOptions): { settings: VerifierSettings; unixS: number } {
  const { secrets = secretsOfEnvironment(), tolerance } = knownOptions(options, VERIFY);
  const recipe = recipeSettings(options);
  const settings = { secrets: labelled(secrets), ...recipe, tolerance_s: finite("tolerance", tolerance) };
  return { settings, unixS: unixSeconds(options.now) };
}

/** What a delivery is signed with, in core's names. */
export function signSettings(options: SignOptions): {
  secret: string;
  recipe: RecipeSettings;
  eventId: string | undefined;
  unixS: number;
} {
  const { secret, eventId, now } = knownOptions(options, SIGN);
  if (typeof secret !== "string") throw configurationError("secret is a string");
  return { secret, recipe: recipeSettings(options), eventId: text("eventId", eventId), unixS: unixSeconds(now) };
}

/** The id that a body's header has. */
export function parseSettings(options: ParseOptions): string | undefined {
  return text("eventId", knownOptions(options, PARSE).eventId);
}

function labelled(secrets: Secrets): [string, string][] {
  const wrong = () => configurationError("secrets are an object of strings, or pairs of labels and secrets");
  if (typeof secrets !== "object" || secrets === null) throw wrong();
  const pairs: readonly unknown[] = Array.isArray(secrets) ? secrets : Object.entries(secrets);
  return pairs.map((pair) => {
    const [label, secret] = Array.isArray(pair) ? (pair as unknown[]) : [];
    // Left out, it would be missed when the first delivery is refused that it signed.
    if (typeof label === "string" && secret === undefined) {
      throw configurationError(`the secret \`${label}\` is undefined; is its variable set?`);
    }
    if (typeof label !== "string" || typeof secret !== "string") throw wrong();
    return [label, secret];
  });
}

function recipeSettings({ signedContent, secretEncoding, secretPrefix }: Recipe): RecipeSettings {
  return {
    signed_content: text("signedContent", signedContent),
    secret_encoding: text("secretEncoding", secretEncoding),
    secret_prefix: text("secretPrefix", secretPrefix),
  };
}

function text(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && typeof value !== "string") throw configurationError(`${name} is a string`);
  return value;
}

/** As JSON, any other would be `null`, or no JSON at all. */
function finite(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !Number.isFinite(value)) throw configurationError(`${name} is a number`);
  return value;
}

/** The time in whole Unix seconds. */
export function unixSeconds(now: Date = new Date()): number {
  const ms = now instanceof Date ? now.getTime() : Number.NaN;
  if (Number.isNaN(ms)) throw configurationError("now is a Date");
  return Math.floor(ms / 1000);
}

function secretsOfEnvironment(): Record<string, string> {
  // Not every edge runtime has a `process`.
  const secret = globalThis.process?.env?.PEEKER_WEBHOOK_SECRET;
  if (!secret) throw configurationError("pass secrets, or set PEEKER_WEBHOOK_SECRET in the environment");
  return { default: secret };
}
