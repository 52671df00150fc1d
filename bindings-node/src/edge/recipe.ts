/** How a delivery is signed: which bytes, and with which form of the key. Peeker documents neither. */
import type { webcrypto } from "node:crypto";
import { configurationError } from "../errors.js";
import { HEADERS } from "../generated/webhook.js";
import type { RecipeSettings } from "../webhooks/settings.js";
import { missingHeader, webhookError } from "./errors.js";
import { checkEventId } from "./headers.js";
import { fromHex, toHex } from "./hex.js";

/** One piece of what is signed: a name in braces, or other text. */
type Piece = "{id}" | "{timestamp}" | "{body}" | { literal: string };

export interface Recipe {
  signedContent: string;
  pieces: readonly Piece[];
  encoding: "raw" | "base64" | "hex";
  prefix: string;
}

/** What a template's names stand for, in one delivery. */
export interface Delivery {
  id: string | undefined;
  timestamp: string;
  body: Uint8Array;
}

/** Settings that were checked. */
export function recipeOf(settings: RecipeSettings): Recipe {
  const { signed_content: signedContent = "timestamp.body", secret_encoding: encoding = "raw" } = settings;
  if (encoding !== "raw" && encoding !== "base64" && encoding !== "hex") {
    throw configurationError("secretEncoding: give `raw`, `base64` or `hex`");
  }
  return { signedContent, pieces: readTemplate(signedContent), encoding, prefix: settings.secret_prefix ?? "" };
}

/** A key that is ready to sign. */
export async function keyOf(
  label: string,
  secret: string,
  { encoding, prefix }: Recipe,
): Promise<webcrypto.CryptoKey> {
  const refused = (why: string) => webhookError("unknown_secret", `the secret \`${label}\` cannot be used: ${why}`);
  if (/^\p{White_Space}*$/u.test(secret)) throw refused("it is empty");
  if (/^\p{White_Space}|\p{White_Space}$/u.test(secret)) {
    throw refused("it has white space around it, as from a file; trim it");
  }
  const bytes = decode(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, encoding);
  if (!bytes) throw refused("it is not in the form that `secretEncoding` names");
  if (bytes.length === 0) throw refused("nothing but its prefix is there");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** The signature of a delivery. */
export async function tagOf(key: webcrypto.CryptoKey, { pieces }: Recipe, delivery: Delivery): Promise<Uint8Array> {
  return new Uint8Array(
    await crypto.subtle.sign("HMAC", key, joined(pieces.map((piece) => filled(piece, delivery)))),
  );
}

/** The headers of a delivery, for tests. */
export async function signDelivery(
  body: Uint8Array,
  secret: string,
  recipe: Recipe,
  unixS: number,
  eventId?: string,
): Promise<Record<string, string>> {
  const id = eventId ? checkEventId(eventId) : undefined;
  if (recipe.pieces.includes("{id}") && id === undefined) throw missingHeader(HEADERS.eventId);
  if (!(unixS >= 0 && unixS < 1e12)) throw webhookError("malformed", "Unix seconds are 1 to 12 digits");
  const timestamp = String(unixS);
  const tag = await tagOf(await keyOf("given", secret, recipe), recipe, { id, timestamp, body });
  const headers = { [HEADERS.signature]: `v1=${toHex(tag)}`, [HEADERS.timestamp]: timestamp };
  return id === undefined ? headers : { ...headers, [HEADERS.eventId]: id };
}

function readTemplate(text: string): Piece[] {
  if (text === "timestamp.body") return ["{timestamp}", { literal: "." }, "{body}"];
  if (text === "body") return ["{body}"];
  const refused = (why: string) => configurationError(`signedContent: ${why}`);
  const pieces = text.split(/(\{[^}]*\})/).filter((piece) => piece !== "");
  const read = pieces.map((piece): Piece => {
    if (piece === "{id}" || piece === "{timestamp}" || piece === "{body}") return piece;
    if (/^\{.*\}$/s.test(piece)) throw refused("a template knows `{id}`, `{timestamp}` and `{body}`");
    if (/[{}]/.test(piece)) throw refused("a brace stands alone");
    return { literal: piece };
  });
  const bodies = read.filter((piece) => piece === "{body}").length;
  if (bodies === 0) throw refused("give `timestamp.body`, `body`, or a template that has `{body}` in it");
  if (bodies > 1) throw refused("`{body}` may occur only once");
  return read;
}

function filled(piece: Piece, { id, timestamp, body }: Delivery): Uint8Array {
  if (piece === "{body}") return body;
  if (piece === "{timestamp}") return new TextEncoder().encode(timestamp);
  return new TextEncoder().encode(piece === "{id}" ? (id ?? "") : piece.literal);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function decode(text: string, encoding: Recipe["encoding"]): Uint8Array<ArrayBuffer> | undefined {
  if (encoding === "raw") return new TextEncoder().encode(text);
  return encoding === "hex" ? fromHex(text) : fromBase64(text);
}

/** In either alphabet, padded or not; but not with bits left over, which some readers drop. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const [, digits = "", padding = ""] = /^([^=]*)(=*)$/.exec(text) ?? [];
  const standard = /[+/]/.test(digits) ? digits : digits.replaceAll("-", "+").replaceAll("_", "/");
  if (!/^[A-Za-z0-9+/]*$/.test(standard) || padding.length > (4 - (standard.length % 4)) % 4) return undefined;
  if (digits === "" && text !== "") return undefined;
  if (standard.length % 4 === 1) return undefined;
  const binary = atob(standard);
  if (btoa(binary).replace(/=+$/, "") !== standard) return undefined;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
