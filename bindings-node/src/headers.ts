import { configurationError } from "./errors.js";

/** Header values by name. */
export type HeaderOptions = Record<string, string> | Iterable<readonly [string, string]>;

/** Headers in any of the forms that they come in, as pairs. What is undefined is not there. */
export function headerPairs(name: string, headers: unknown): [string, string][] {
  const wrong = () => configurationError(`${name} are an object, a Headers, or pairs of names and values`);
  if (typeof headers !== "object" || headers === null) throw wrong();
  if (isFlat(headers)) return headers.flatMap((text, index) => (index % 2 ? [] : [[text, headers[index + 1] ?? ""]]));
  const entries: unknown[] =
    Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  return entries.flatMap((entry) => {
    if (!Array.isArray(entry) || entry.length !== 2) throw wrong();
    const [key, value] = entry as [unknown, unknown];
    const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return values.map((text): [string, string] => {
      if (typeof key !== "string" || typeof text !== "string") throw wrong();
      return [key, text];
    });
  });
}

/** Names and values in turn, as `rawHeaders` of `node:http` has them. */
function isFlat(headers: object): headers is string[] {
  return Array.isArray(headers) && headers.length % 2 === 0 && headers.every((text) => typeof text === "string");
}
