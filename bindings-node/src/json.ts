import { errorFrom } from "./errors.js";
import type { Violation } from "./generated/facts.js";

/**
 * An input as JSON text.
 *
 * Refuses what `JSON.stringify` would change without a word: `NaN` becomes `null`, and a `null` may mean something.
 */
export function inputText(operation: string | undefined, input: unknown): string {
  const violations = [...unsendable(input, "", 0)];
  const [first] = violations;
  if (!first) return JSON.stringify(input ?? {});
  const lines = violations.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const facts = { kind: "validation", code: first.code, message: lines.join("; "), violations };
  throw errorFrom(operation === undefined ? facts : { ...facts, operation });
}

/** Core reads no deeper. */
const MOST_NESTED = 128;

function* unsendable(value: unknown, path: string, depth: number): Generator<Violation> {
  if (typeof value === "object" && value !== null) {
    // What has a text of its own, as a URL has, is sent as that.
    if (!("toJSON" in value)) yield* unsendableFields(value, path, depth);
    return;
  }
  if (typeof value === "number" && !Number.isFinite(value)) yield violation(path, `${value} cannot be sent`);
  if (typeof value === "bigint") yield violation(path, "a bigint cannot be sent; use a number, up to 2^53 - 1");
  if (typeof value === "function" || typeof value === "symbol")
    yield violation(path, `a ${typeof value} cannot be sent`);
}

function* unsendableFields(value: object, path: string, depth: number): Generator<Violation> {
  if (depth === MOST_NESTED) {
    yield violation(path.slice(0, 100), "it is nested too deeply, or contains itself");
  } else if (value instanceof Map || value instanceof Set) {
    yield violation(path, "use an object or an array");
  } else if (Array.isArray(value)) {
    // In an array, undefined would become null; in an object it is absent.
    for (const [index, item] of value.entries()) {
      if (item === undefined) yield violation(`${path}[${index}]`, "it is undefined");
      yield* unsendable(item, `${path}[${index}]`, depth + 1);
    }
  } else {
    for (const [name, item] of Object.entries(value)) {
      yield* unsendable(item, path ? `${path}.${name}` : name, depth + 1);
    }
  }
}

/** Something of a type that cannot be sent. */
export function violation(path: string, message: string): Violation {
  return { path, code: "invalid_type", message, certainty: "stated", source: "local" };
}
