import { errorFrom, PeekerError } from "./errors.js";
import type { Violation } from "./generated/facts.js";

/**
 * An input as JSON text.
 *
 * Refuses what `JSON.stringify` would change without a word: `NaN` becomes `null`, and a `null` may mean something.
 * It is copied first, each field read once, so that what was looked at is what is sent.
 */
export function inputText(operation: string | undefined, input: unknown): string {
  const reading = new Reading();
  const copy = reading.copy(input, "", 0);
  if (reading.violations.length > 0) throw invalid(operation, reading.violations);
  return JSON.stringify(copy ?? {});
}

/** A text that is a part of an input by itself. */
export function inputString(operation: string, path: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw invalid(operation, [violation(path, "it is a string")]);
}

/** The error of what is wrong with an input, before core sees it. */
export function invalid(operation: string | undefined, violations: Violation[]): PeekerError {
  const lines = violations.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const code = violations[0]?.code ?? "invalid_type";
  const facts = { kind: "validation", code, message: lines.join("; "), violations };
  return errorFrom(operation === undefined ? facts : { ...facts, operation });
}

/** Something of a type that cannot be sent. */
export function violation(path: string, message: string, code = "invalid_type"): Violation {
  return { path, code, message, certainty: "stated", source: "local" };
}

/** Core reads no deeper. */
const MOST_NESTED = 128;
/** Far more than any request may have: an array may say of itself that it is endless. */
const MOST_VALUES = 250_000;
const MOST_VIOLATIONS = 100;

/** Copies what JSON can hold, and names the rest. */
class Reading {
  readonly violations: Violation[] = [];
  readonly #around = new Set<object>();
  #values = 0;

  copy(value: unknown, path: string, depth: number): unknown {
    this.#values += 1;
    switch (typeof value) {
      case "string":
      case "boolean":
      case "undefined":
        return value;
      case "number":
        return Number.isFinite(value) ? value : this.#wrong(path, `${value} cannot be sent`);
      case "bigint":
        return this.#wrong(path, "a bigint cannot be sent; use a number, up to 2^53 - 1");
      case "object":
        return value === null ? value : this.#guarded(value, path, depth);
      default:
        return this.#wrong(path, `a ${typeof value} cannot be sent`);
    }
  }

  /** That a getter throws, or a proxy was revoked, is said as what it is. */
  #guarded(value: object, path: string, depth: number): unknown {
    if (depth === MOST_NESTED || this.#around.has(value)) {
      return this.#wrong(path.slice(0, 100), "it is nested too deeply, or contains itself");
    }
    this.#around.add(value);
    try {
      return this.#object(value, path, depth);
    } catch (thrown) {
      if (thrown instanceof PeekerError) throw thrown;
      return this.#wrong(path, "it cannot be read: a getter threw, or a proxy was revoked");
    } finally {
      this.#around.delete(value);
    }
  }

  #object(value: object, path: string, depth: number): unknown {
    if (value instanceof Map || value instanceof Set) return this.#wrong(path, "use an object or an array");
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return this.#wrong(path, "bytes cannot be sent");
    if (value instanceof Promise) return this.#wrong(path, "it is a promise; await it");
    // What has a text of its own, as a URL has, is sent as that.
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === "function") return this.copy(toJSON.call(value), path, depth + 1);
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return this.copy(value.valueOf(), path, depth + 1);
    }
    return Array.isArray(value) ? this.#array(value, path, depth) : this.#fields(value, path, depth);
  }

  #array(items: readonly unknown[], path: string, depth: number): unknown[] {
    const copy: unknown[] = [];
    for (let index = 0; index < items.length && this.#goesOn(path); index += 1) {
      const place = `${path}[${index}]`;
      const item = items[index];
      // In an array, undefined would become null; in an object it is absent.
      copy.push(item === undefined ? this.#wrong(place, "it is undefined") : this.copy(item, place, depth + 1));
    }
    return copy;
  }

  #fields(value: object, path: string, depth: number): object {
    const fields: [string, unknown][] = [];
    for (const name of Object.keys(value)) {
      if (!this.#goesOn(path)) break;
      const item = (value as Record<string, unknown>)[name];
      fields.push([name, this.copy(item, path ? `${path}.${name}` : name, depth + 1)]);
    }
    return Object.fromEntries(fields);
  }

  #goesOn(path: string): boolean {
    if (this.#values > MOST_VALUES) throw invalid(undefined, [violation(path, "it is too large to be sent")]);
    return this.violations.length < MOST_VIOLATIONS;
  }

  #wrong(path: string, message: string): undefined {
    if (this.violations.length < MOST_VIOLATIONS) this.violations.push(violation(path, message));
  }
}
