import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** The vectors of a file that every language runs. */
export function vectors<V>(name: string): V[] {
  const file = new URL(`../../../tests/vectors/${name}.json`, import.meta.url);
  const { count, vectors } = JSON.parse(readFileSync(file, "utf8")) as { count: number; vectors: V[] };
  assert.equal(vectors.length, count, `${name} says how many vectors it has`);
  return vectors;
}
