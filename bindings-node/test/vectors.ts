import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** A file of vectors, with what stands beside them. */
export function document<D>(name: string): D {
  const file = new URL(`../../../tests/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as D;
}

/** The vectors of a file that every language runs. */
export function vectors<V>(name: string): V[] {
  const { count, vectors } = document<{ count: number; vectors: V[] }>(name);
  assert.equal(vectors.length, count, `${name} says how many vectors it has`);
  return vectors;
}

interface RequestVector {
  operation: string;
  input: Record<string, unknown>;
  expect: { error?: string };
}

/** A sound input of each operation: its first vector that is sent. */
export function soundInputs(): Record<string, Record<string, unknown>> {
  const sent = vectors<RequestVector>("requests").filter(({ expect }) => !expect.error);
  return Object.fromEntries(sent.toReversed().map(({ operation, input }) => [operation, input]));
}
