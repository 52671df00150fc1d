import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BadRequestError,
  ConfigurationError,
  NotFoundError,
  OutcomeUnknownError,
  Peeker,
  PeekerError,
  UnreadableSuccessError,
  ValidationError,
} from "peeker-partner";
import { json, KEY, ME, NEW_ORDER, ORDER, rejection, serve } from "./server.js";

test("me() gives the account behind the key", async (t) => {
  const { peeker, received } = await serve(t, json(ME));
  assert.deepEqual(await peeker().me(), ME.data);
  assert.equal(received[0]?.path, "/partner/v1/me");
  assert.equal(received[0]?.headers.authorization, `Bearer ${KEY}`);
  assert.match(received[0]?.headers["user-agent"] ?? "", /^peeker-partner\/[\d.]+ \(node [\d.]+; \w+\)$/);
});

test("an unknown value of an enum and an unknown field pass", async (t) => {
  const { peeker } = await serve(t, json({ data: { ...ORDER, status: "on_hold", notes: [{ by: "ops" }] } }));
  const order = await peeker().orders.retrieve("ord_1");
  assert.equal(order.status, "on_hold");
  assert.deepEqual(order.notes, [{ by: "ops" }]);
});

test("what May called otherwise has June's name, and lists are lists", async (t) => {
  const { peeker } = await serve(t, json({ data: { ...ORDER, bundle_id: null, users: [{ first_name: "A" }] } }));
  const order = await peeker().orders.retrieve("ord_1");
  assert.deepEqual(order.personas, [{ first_name: "A" }]);
  assert.equal(order.bundle_id, undefined);
});

test("an API error has its class and all that the API says", async (t) => {
  const details = { required_count: 4, submitted_count: 2, missing_count: 2 };
  const body = { error: { code: "domain_count_mismatch", message: "Two more.", field: "domains", details } };
  const { peeker } = await serve(t, json(body, 400));
  const error = await rejection(peeker().orders.create(NEW_ORDER));
  assert.ok(error instanceof BadRequestError && error instanceof PeekerError);
  const { name, message, code, status, field, requestId, operation, retryable } = error;
  assert.deepEqual(
    { name, message, code, status, field, requestId, operation, retryable },
    {
      name: "BadRequestError",
      message: "Two more.",
      code: "domain_count_mismatch",
      status: 400,
      field: "domains",
      requestId: "req_1",
      operation: "orders.create",
      retryable: false,
    },
  );
  assert.deepEqual(error.details, details);
  assert.equal(error.attempts?.length, 1);
  assert.equal(error.attempts[0]?.requestId, "req_1");
});

test("a write that ends in 503 may have been done, and the cause says why", async (t) => {
  const { peeker, received } = await serve(t, json("<h1>busy</h1>", 503));
  const error = await rejection(peeker({ maxRetries: 0 }).orders.create(NEW_ORDER));
  assert.ok(error instanceof OutcomeUnknownError);
  assert.equal(error.replaySafe, true);
  assert.ok(error.cause instanceof PeekerError);
  assert.equal(error.cause.name, "ServerError");
  assert.equal(received.length, 1);
});

test("an answer that cannot be read is there, and is not printed", async (t) => {
  const { peeker } = await serve(t, json({ data: { id: "ord_7", surprise: "x".repeat(500) } }, 201));
  const error = await rejection(peeker().orders.create(NEW_ORDER));
  assert.ok(error instanceof UnreadableSuccessError);
  assert.equal(error.objectId, "ord_7");
  assert.ok(error.rawBody?.includes("surprise"));
  assert.ok(!Object.keys(error).includes("rawBody"));
});

test("an order is sent as core writes it", async (t) => {
  const { peeker, received } = await serve(t, json({ data: ORDER }, 201));
  assert.equal((await peeker().orders.create(NEW_ORDER)).id, "ord_1");
  const body = JSON.parse(received[0]?.body ?? "");
  assert.equal(body.personas[0].profile_picture_url, null);
  assert.equal(body.sequencer.login_password, NEW_ORDER.sequencer.login_password);
});

test("imports are sent normalised, unique and sorted", async (t) => {
  const job = { id: "imp_1", status: "in_progress", submitted_count: 2, completed_count: 0, failed_count: 0 };
  const { peeker, received } = await serve(t, json({ data: { ...job, created_at: "2026-05-08T12:14:33Z" } }, 202));
  const { nameserver_groups } = await peeker().imports.create(["team-acme.com", "HTTPS://Acme-Mail.com/"]);
  assert.deepEqual(nameserver_groups, []);
  assert.deepEqual(JSON.parse(received[0]?.body ?? ""), { domains: ["acme-mail.com", "team-acme.com"] });
});

test("withMeta() gives the result and what is known of the call", async (t) => {
  const { peeker } = await serve(t, json({ data: ORDER }, 201));
  const { data, meta } = await peeker().orders.create(NEW_ORDER).withMeta();
  assert.equal(data.id, "ord_1");
  assert.equal(meta.requestId, "req_1");
  assert.equal(meta.probablyOriginal, true);
  assert.equal(meta.warnings.length, 1);
  assert.deepEqual(
    meta.attempts.map(({ number, status, outcome }) => ({ number, status, outcome })),
    [{ number: 1, status: 201, outcome: "ok" }],
  );
});

test("withMeta() alone leaves no rejection unhandled", async (t) => {
  const { peeker } = await serve(t, json({ error: { code: "not_found", message: "No." } }, 404));
  assert.ok((await rejection(peeker().orders.retrieve("ord_1").withMeta())) instanceof NotFoundError);
});

test("the stack of an error leads to the line that made the call", async (t) => {
  const { peeker } = await serve(t, json({ error: { code: "not_found", message: "No." } }, 404));
  async function lookingForMyOrder() {
    return await peeker().orders.retrieve("ord_1");
  }
  const error = await rejection(lookingForMyOrder());
  assert.match((error as Error).stack ?? "", /^NotFoundError: No\.\n(.*\n)*.*lookingForMyOrder/);
});

test("options of one call hold for that call", async (t) => {
  const { peeker, received } = await serve(t, json(ME));
  const client = peeker({ headers: { "X-Tenant": "7" } });
  await client.me({ headers: new Headers({ "x-trace": "t-1" }) });
  await client.me();
  assert.deepEqual(
    received.map(({ headers }) => [headers["x-tenant"], headers["x-trace"]]),
    [
      ["7", "t-1"],
      ["7", undefined],
    ],
  );
});

test("a mistyped field is refused before anything is sent", async (t) => {
  const { peeker, received } = await serve(t, json({ data: ORDER }));
  const { personas: _, ...rest } = NEW_ORDER;
  const typo = { ...rest, personas: [{ first_name: "A", lsat_name: "B" }] };
  const error = await rejection(peeker().orders.create(typo as never));
  assert.ok(error instanceof ValidationError);
  assert.equal(error.violations[0]?.path, "personas[0].lsat_name");
  assert.equal(error.violations[0]?.suggestion, "last_name");
  assert.equal(received.length, 0);
});

test("numbers that JSON or the API cannot hold are refused, and named", async () => {
  const peeker = new Peeker(KEY);
  const { bundle_id: _, ...order } = NEW_ORDER;
  for (const wrong of [1.5, Number.NaN, Number.POSITIVE_INFINITY, -1, 2 ** 53, 10n]) {
    const error = await rejection(peeker.orders.create({ ...order, google_licenses: wrong as number }));
    assert.ok(error instanceof ValidationError, String(wrong));
    assert.equal(error.violations[0]?.path, "google_licenses", String(wrong));
  }
});

test("what JSON would change without a word is refused", async () => {
  const peeker = new Peeker(KEY);
  const loop: unknown[] = [];
  loop.push(loop);
  for (const wrong of [new Map([["a", 1]]), () => 1, Symbol("s"), [undefined], loop]) {
    const error = await rejection(peeker.orders.create({ ...NEW_ORDER, domains: wrong } as never));
    assert.ok(error instanceof ValidationError, String(wrong === loop ? "loop" : wrong));
    assert.match(error.violations[0]?.path ?? "", /^domains/);
  }
});

test("an input that is missing or no object is a ValidationError, not a crash", async () => {
  const peeker = new Peeker(KEY);
  for (const wrong of [undefined, null, "ord_1", 7, []]) {
    assert.ok((await rejection(peeker.orders.create(wrong as never))) instanceof ValidationError, String(wrong));
  }
  assert.ok((await rejection(peeker.orders.retrieve(undefined as never))) instanceof ValidationError);
});

test("a client is made from a key, from options, or from the environment", (t) => {
  assert.equal(new Peeker(KEY).environment, "test");
  assert.equal(new Peeker({ apiKey: "pk_live_abc" }).environment, "live");
  process.env.PEEKER_API_KEY = "pk_live_fromenv";
  t.after(() => delete process.env.PEEKER_API_KEY);
  assert.equal(new Peeker().environment, "live");
  assert.equal(new Peeker({ maxRetries: 0 }).environment, "live");
});

test("what is wrong with a client is said when it is made", () => {
  const code = (make: () => unknown) => {
    try {
      make();
    } catch (error) {
      assert.ok(error instanceof ConfigurationError);
      return error.code;
    }
    throw new Error("it was made");
  };
  assert.equal(
    code(() => new Peeker()),
    "missing_api_key",
  );
  assert.equal(
    code(() => new Peeker("sk_live_abc")),
    "invalid_api_key",
  );
  assert.equal(
    code(() => new Peeker(KEY, { expect: "live" })),
    "wrong_environment",
  );
  assert.equal(
    code(() => new Peeker(KEY, { baseUrl: "http://example.com" })),
    "insecure_base_url",
  );
  for (const timeout of [1.5, Number.NaN, -1, 2 ** 53, "30", 0]) {
    assert.equal(
      code(() => new Peeker(KEY, { timeout: timeout as number })),
      "invalid_option",
      String(timeout),
    );
  }
  assert.equal(
    code(() => new Peeker(KEY, { transport: {} as never })),
    "invalid_option",
  );
});

test("a mistyped option is named, with what was meant", async () => {
  assert.throws(() => new Peeker(KEY, { base_url: "https://x.co" } as never), /did you mean baseUrl\?/);
  const error = await rejection(new Peeker(KEY).me({ max_retries: 1 } as never));
  assert.match((error as Error).message, /there is no option max_retries; did you mean maxRetries\?/);
});

test("a closed client refuses calls", async (t) => {
  const { peeker, received } = await serve(t, json(ME));
  const client = peeker();
  await client.me();
  client.close();
  assert.ok((await rejection(client.me())) instanceof ConfigurationError);
  assert.equal(received.length, 1);
});
