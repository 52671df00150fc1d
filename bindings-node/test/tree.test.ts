/** The methods, beside the operations that core has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Peeker } from "peeker-partner";
import { methodOf, OPERATIONS, pathOf } from "./invoke.js";
import { json, KEY, ME, serve } from "./server.js";

test("every operation of the table has its method", () => {
  const peeker = new Peeker(KEY);
  assert.ok(OPERATIONS.length >= 29);
  const missing = OPERATIONS.filter((operation) => methodOf(peeker, operation) === undefined);
  assert.deepEqual(missing, [], "add a line to the resource's file");
});

test("what is no operation of its own is there too", () => {
  const peeker = new Peeker(KEY);
  const besides = [
    "imports.create_many",
    "orders.preflight",
    ...["imports", "forwarding", "orders", "swaps"].map((room) => `${room}.wait`),
  ];
  for (const name of [...besides, "request", "with_options", "close"]) {
    assert.equal(typeof methodOf(peeker, name), "function", name);
  }
  assert.equal(peeker.environment, "test");
});

test("no resource has a method that is not in the tree", () => {
  const peeker = new Peeker(KEY);
  const besides = [
    "imports.createMany",
    "imports.wait",
    "forwarding.wait",
    "orders.preflight",
    "orders.wait",
    "swaps.wait",
  ];
  const known = new Set([...OPERATIONS.map((name) => pathOf(name).join(".")), ...besides]);
  for (const room of ["bundles", "users", "domains", "imports", "forwarding", "orders", "swaps"] as const) {
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(peeker[room]));
    for (const method of methods)
      assert.ok(method === "constructor" || known.has(`${room}.${method}`), `${room}.${method}`);
  }
});

test("a client is one line where it is printed, and its rooms are a word", () => {
  const peeker = new Peeker(KEY);
  assert.equal(inspect(peeker), "Peeker { environment: 'test', baseUrl: 'https://api.peeker.ai/partner/v1' }");
  assert.equal(inspect(peeker.orders), "Orders {}");
});

test("a derived client differs in what it is told, and shares the end", async (t) => {
  const { peeker, received } = await serve(t, json(ME));
  const client = peeker({ headers: { "x-tenant": "7", "x-kept": "k" } });
  const derived = client.withOptions({ headers: { "X-Tenant": "8" } });
  await derived.me();
  await client.me();
  const shown = received.map(({ headers }) => [headers["x-tenant"], headers["x-kept"], headers.authorization]);
  assert.deepEqual(shown, [
    ["8", "k", `Bearer ${KEY}`],
    ["7", "k", `Bearer ${KEY}`],
  ]);
  derived.close();
  await assert.rejects(client.me(), { code: "client_closed" });
});

test("a derived client checks its options, and is for the same kind of key", () => {
  const peeker = new Peeker(KEY);
  assert.throws(() => peeker.withOptions({ timeout: 0 }), { code: "invalid_option" });
  assert.throws(() => peeker.withOptions({ expect: "live" }), { code: "wrong_environment" });
});

test("a client ends with its block", async (t) => {
  const { peeker } = await serve(t, json(ME));
  const client = peeker();
  await client[Symbol.asyncDispose]();
  await assert.rejects(client.me(), { code: "client_closed" });
});
