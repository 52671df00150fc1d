import { configurationError } from "./errors.js";

/** Header values by name. */
export type HeaderOptions = Record<string, string> | Iterable<readonly [string, string]>;

/** No message has as many, but an array or an iterator may say of itself that it is endless. */
const MOST = 10_000;

/** Headers in any of the forms that they come in, as pairs. What is undefined is not there. */
export function headerPairs(name: string, headers: unknown): [string, string][] {
  const wrong = () => configurationError(`${name} are an object, a Headers, or pairs of names and values`);
  if (typeof headers !== "object" || headers === null) throw wrong();
  const entries = Symbol.iterator in headers ? few(headers as Iterable<unknown>) : Object.entries(headers);
  if (!entries) throw wrong();
  if (isFlat(entries)) return entries.flatMap((text, index) => (index % 2 ? [] : [[text, entries[index + 1] ?? ""]]));
  return entries.flatMap((entry) => {
    if (!Array.isArray(entry) || entry.length !== 2) throw wrong();
    const [key, value] = entry as [unknown, unknown];
    const values = Array.isArray(value) ? few(value) : value === undefined ? [] : [value];
    if (!values) throw wrong();
    return values.map((text): [string, string] => {
      if (typeof key !== "string" || typeof text !== "string") throw wrong();
      return [key, text];
    });
  });
}

/** All of them, if they are not too many. */
export function few<T>(items: Iterable<T>): T[] | undefined {
  const all: T[] = [];
  for (const item of items) {
    if (all.length === MOST) return undefined;
    all.push(item);
  }
  return all;
}

/** Names and values in turn, as `rawHeaders` of `node:http` has them. */
function isFlat(entries: unknown[]): entries is string[] {
  return entries.length % 2 === 0 && entries.every((text) => typeof text === "string");
}
