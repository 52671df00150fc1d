import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as exported from "peeker-partner";
import { isPeekerError, PeekerError, RateLimitError, ValidationError } from "peeker-partner";
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

test("a guard knows the errors of another copy of the package, by class and by the classes above", async () => {
  // The build for edge runtimes is one.
  const other = await import("#edge/errors.js");
  const limited = other.errorFrom({ kind: "rate_limit", code: "rate_limited", message: "Wait.", retry_after: 3 });
  assert.equal(limited instanceof PeekerError, false);
  assert.equal(limited instanceof RateLimitError, false);
  assert.ok(isPeekerError(limited));
  assert.ok(isPeekerError(limited, "RateLimitError") && isPeekerError(limited, "APIError"));
  assert.equal(isPeekerError(limited, "RateLimitError") && limited.retryAfter, 3);
  assert.equal(isPeekerError(limited, "ValidationError"), false);
  for (const none of [undefined, null, 7, "text", {}, new Error("plain"), { name: "RateLimitError" }]) {
    assert.equal(isPeekerError(none), false);
  }
});

test("an error is made up for a test of one's own, and is as any other", () => {
  const violation = {
    path: "domains[0]",
    code: "empty",
    message: "empty",
    certainty: "stated",
    source: "local",
  } as const;
  const error = new ValidationError({ code: "empty", message: "domains[0]: empty", violations: [violation] });
  assert.ok(error instanceof PeekerError && error instanceof Error && isPeekerError(error, "ValidationError"));
  assert.deepEqual(
    [error.name, error.code, error.violations, error.cause],
    ["ValidationError", "empty", [violation], undefined],
  );
  assert.match(String(error), /^ValidationError: domains\[0\]: empty$/);
  assert.equal(JSON.parse(JSON.stringify(error)).violations[0].path, "domains[0]");
});

test("a panic in Rust is an InternalError, shows no key, and the process goes on", () => {
  const script = `
    import { entering } from "#dist/errors.js";
    import { native } from "#dist/native.js";
    for (let time = 0; time < 3; time += 1) {
      try { entering(() => native.panicForTest("lost pk_live_canary")) } catch (error) { console.log(error.name, error.message) }
    }
    entering(() => native.panicForTest(""));
    console.log("went on");`;
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^(InternalError the SDK panicked: .*\n){3}went on\n$/);
  assert.match(stderr, /^(peeker-partner: a fault of the SDK at \S+:\d+:\d+; please report it\n){3}$/);
  assert.doesNotMatch(stdout + stderr, /canary/);
});
