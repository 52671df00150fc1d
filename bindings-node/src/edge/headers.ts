/**
 * The three headers of a delivery. Whoever can reach the endpoint can write them: nothing in them is believed before
 * its form was checked.
 */
import { HEADERS, LIMITS } from "../generated/webhook.js";
import { malformedHeader, missingHeader } from "./errors.js";
import { fromHex } from "./hex.js";

/** What the headers say, after their form was checked. */
export interface Signed {
  /** At least one. */
  signatures: Uint8Array[];
  /** As it stands in the header: that is what may be signed. */
  timestampText: string;
  timestamp: number;
  eventId: string | undefined;
}

type Pairs = readonly (readonly [string, string])[];

/** Reads them, by their names in any case. An empty header counts as missing. */
export function readHeaders(pairs: Pairs): Signed {
  const found = collect(pairs);
  const signature = found.get(HEADERS.signature);
  const timestampText = found.get(HEADERS.timestamp);
  const eventId = found.get(HEADERS.eventId);
  if (!signature) throw missingHeader(HEADERS.signature);
  if (!timestampText) throw missingHeader(HEADERS.timestamp);
  const signatures = readSignatures(signature);
  const timestamp = readTimestamp(timestampText);
  return { signatures, timestampText, timestamp, eventId: eventId ? checkEventId(eventId) : undefined };
}

/** An id that can be one. */
export function checkEventId(id: string): string {
  if (/^[\x21-\x7e]*$/.test(id) && id.length <= LIMITS.eventId) return id;
  throw malformedHeader(HEADERS.eventId, "it is no id");
}

/** The values of the three headers. */
function collect(pairs: Pairs): Map<string, string> {
  const found = new Map<string, string>();
  for (const [other, value] of pairs) {
    const name = Object.values(HEADERS).find((known) => asciiLower(known) === asciiLower(other));
    if (name === undefined) continue;
    if (new TextEncoder().encode(value).length > LIMITS.header)
      throw malformedHeader(name, "it is longer than 4 KiB");
    if (/\P{ASCII}/u.test(value)) throw malformedHeader(name, "it is not ASCII");
    if ((found.get(name) ?? value) !== value) throw malformedHeader(name, "it is there twice, with different values");
    found.set(name, value);
  }
  return found;
}

/** Not `toLowerCase`, which knows other alphabets' relatives of `k` and `i`. */
function asciiLower(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** All `v1` signatures. They are parted by commas, spaces or both; other versions are left out. */
function readSignatures(value: string): Uint8Array[] {
  const wrong = (why: string) => malformedHeader(HEADERS.signature, why);
  const parts = value.split(/[, \t]/).filter((part) => part !== "");
  const signatures: Uint8Array[] = [];
  const others: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (index >= LIMITS.signatures) throw wrong(`it has more than ${LIMITS.signatures} signatures`);
    const equals = part.indexOf("=");
    if (equals < 0) throw wrong("a signature has no version; `v1=…` is expected");
    const version = part.slice(0, equals);
    if (version !== "v1") {
      others.push(version);
      continue;
    }
    const tag = fromHex(part.slice(equals + 1));
    if (tag?.length !== 32) throw wrong("a signature of `v1` is 64 hexadecimal digits");
    signatures.push(tag);
  }
  if (signatures.length === 0) throw wrong(withoutV1(others));
  return signatures;
}

/** Says which versions are there, of those that can be printed. */
function withoutV1(others: string[]): string {
  const names = others.filter((name) => /^[0-9a-z]+$/i.test(name) && name.length <= LIMITS.version);
  const seen = names.length === 0 ? "" : `, but of ${names.join(", ")}`;
  return `it has no signature of version \`v1\`${seen}`;
}

function readTimestamp(value: string): number {
  if (/^[0-9]+$/.test(value) && value.length <= LIMITS.timestampDigits) return Number(value);
  const why = `Unix seconds are 1 to ${LIMITS.timestampDigits} digits and nothing else`;
  throw malformedHeader(HEADERS.timestamp, why);
}
