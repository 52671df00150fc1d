import assert from "node:assert/strict";

/** The value at a JSON pointer. */
export function at(data: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce((value, name) => {
    const field = name.replaceAll("~1", "/").replaceAll("~0", "~");
    return (value as Record<string, unknown> | undefined)?.[field];
  }, data);
}

/** Null is also absent or an empty list; times compare as instants. */
export function assertExpected(data: unknown, expect: Record<string, unknown>, id: string): void {
  for (const [pointer, expected] of Object.entries(expect)) {
    const found = at(data, pointer) ?? null;
    const isTime = typeof expected === "string" && /^\d{4}-\d\d-\d\dT/.test(expected);
    if (expected === null && Array.isArray(found) && found.length === 0) continue;
    const comparable = isTime && typeof found === "string" ? Date.parse(found) : found;
    assert.deepEqual(comparable, isTime ? Date.parse(expected) : expected, `${id}: ${pointer}`);
  }
}

/** `max_retries` as `maxRetries`. */
export function camelOptions(options: Record<string, unknown> = {}): Record<string, unknown> {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]));
}

/** The classes of errors by core's kinds. */
const CLASSES: Record<string, string> = {
  permission: "PermissionDeniedError",
  connection: "APIConnectionError",
  timeout: "APITimeoutError",
  deadline: "DeadlineExceededError",
};

export function nameOf(kind: string): string {
  const pascal = kind.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return CLASSES[kind] ?? `${pascal}Error`;
}
