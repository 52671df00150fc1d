import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as exported from "peeker-partner";
import { errorFrom } from "#dist/errors.js";

test("every kind of core has a class of its own, which is exported", () => {
  const core = readFileSync(new URL("../../../core/src/error/mod.rs", import.meta.url), "utf8");
  const kinds = [...core.matchAll(/^ {12}Self::\w+ => "(\w+)",$/gm)].map(([, kind]) => kind as string);
  assert.ok(kinds.length > 20);
  const names = kinds.map((kind) => errorFrom({ kind, code: "a_code", message: "it failed" }).name);
  assert.equal(new Set(names).size, kinds.length);
  assert.ok(!names.includes("PeekerError"));
  assert.deepEqual(
    names.filter((name) => !(name in exported)),
    [],
  );
});
