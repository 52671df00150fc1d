import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { type AbortedCall, type Batch, Peeker } from "peeker-partner";
import { gate, json, KEY, ME, NEW_ORDER, ORDER, rejection, serve } from "./server.js";

test("a call ends at once while the server has not answered", async (t) => {
  const { opened, open } = gate();
  const { peeker } = await serve(t, open);
  const controller = new AbortController();
  const call = peeker().me({ signal: controller.signal });
  await opened;
  controller.abort();
  const error = await rejection(call);
  assert.ok(error instanceof DOMException);
  assert.equal(error.name, "AbortError");
  assert.equal(error.cause, controller.signal.reason);
  const { operation, maybeDone, attempts } = error as DOMException & AbortedCall;
  assert.deepEqual([operation, maybeDone, attempts[0]?.outcome], ["me", false, "interrupted"]);
});

test("an aborted write says that it may have been done", async (t) => {
  const { opened, open } = gate();
  const { peeker } = await serve(t, open);
  const controller = new AbortController();
  const call = peeker().orders.create(NEW_ORDER, { signal: controller.signal });
  await opened;
  controller.abort(new Error("the user closed the tab"));
  const error = (await rejection(call)) as DOMException & AbortedCall;
  assert.equal(error.maybeDone, true);
  assert.match(error.message, /may have been done/);
  assert.equal((error.cause as Error).message, "the user closed the tab");
});

test("a wait ends at once", async (t) => {
  const limited = { error: { code: "rate_limited", message: "Wait.", details: { retry_after_seconds: 60 } } };
  const { peeker, received } = await serve(t, json(limited, 429));
  const controller = new AbortController();
  const call = peeker().me({ signal: controller.signal });
  // The answer is here once the pool's threads have reported it; two more turns of the loop begin the wait.
  while (received.length === 0) await new Promise((turn) => setTimeout(turn, 5));
  await new Promise((turn) => setTimeout(turn, 50));
  controller.abort();
  const error = (await rejection(call)) as DOMException & AbortedCall;
  assert.equal(error.attempts[0]?.outcome, "rate_limited");
  assert.equal(received.length, 1);
});

test("a signal that has aborted sends nothing", async (t) => {
  const { peeker, received } = await serve(t, json(ME));
  const error = (await rejection(peeker().me({ signal: AbortSignal.abort() }))) as DOMException & AbortedCall;
  assert.equal(error.name, "AbortError");
  assert.deepEqual(error.attempts, []);
  assert.equal(received.length, 0);
});

test("a signal's timeout keeps its name", async (t) => {
  const { peeker } = await serve(t, () => {});
  const error = await rejection(peeker().me({ signal: AbortSignal.timeout(20) }));
  assert.equal((error as DOMException).name, "TimeoutError");
});

test("a signal that outlives its calls keeps nothing of them", async (t) => {
  const { peeker } = await serve(t, json(ME));
  const { signal } = new AbortController();
  const client = peeker();
  await Promise.all([client.me({ signal }), client.me({ signal })]);
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("after an abort the client goes on", async (t) => {
  let first = true;
  const { peeker } = await serve(t, (request, response) => {
    if (!first) json(ME)(request, response);
    first = false;
  });
  const client = peeker();
  await rejection(client.me({ signal: AbortSignal.timeout(20) }));
  assert.equal((await client.me()).partner.id, "org_1");
});

test("waiting for an order ends at once, between two polls and during one", async (t) => {
  const { peeker, received } = await serve(t, json({ data: ORDER }));
  const between = new AbortController();
  const progress = () => between.abort();
  const error = (await rejection(
    peeker().orders.wait("ord_1", { poll: 600_000, signal: between.signal, onProgress: progress }),
  )) as DOMException & AbortedCall;
  assert.deepEqual([error.name, error.operation, error.maybeDone], ["AbortError", "orders.wait", false]);
  assert.equal(received.length, 1);

  const { opened, open } = gate();
  const silent = await serve(t, open);
  const during = new AbortController();
  const waiting = rejection(silent.peeker().orders.wait("ord_1", { signal: during.signal }));
  await opened;
  during.abort();
  assert.equal(((await waiting) as DOMException & AbortedCall).operation, "orders.wait");
});

test("an aborted batch hands over what was done, and can be completed", async () => {
  const job = { id: "imp_1", status: "in_progress", submitted_count: 500, created_at: "2026-05-08T12:14:33Z" };
  const ending = new AbortController();
  let calls = 0;
  const transport = async () => {
    calls += 1;
    if (calls === 2) {
      ending.abort();
      return new Promise<never>(() => {});
    }
    return { status: 202, headers: {}, body: JSON.stringify({ data: { ...job, id: `imp_${calls}` } }) };
  };
  const peeker = new Peeker(KEY, { transport, maxRetries: 0 });
  const names = Array.from({ length: 1_200 }, (_, number) => `acme-${number}.com`);
  const error = (await rejection(peeker.imports.createMany(names, { signal: ending.signal }))) as AbortedCall;
  const batch = error.batch as Batch<{ id: string }>;
  assert.deepEqual(
    batch.items.map(({ outcome, domains }) => [outcome, domains.length]),
    [
      ["succeeded", 500],
      ["unknown", 500],
      ["failed", 200],
    ],
  );
  const retried = await batch.retry();
  assert.deepEqual(
    retried.items.map(({ outcome }) => outcome),
    ["succeeded", "unknown", "succeeded"],
  );
});

test("the pages of a list end with its signal", async (t) => {
  const { peeker } = await serve(t, json({ data: [ORDER], links: { next: "/orders?page_token=a" } }));
  const ending = new AbortController();
  const rows: string[] = [];
  const walk = async () => {
    for await (const { id } of peeker().orders.list({}, { signal: ending.signal })) {
      rows.push(id);
      ending.abort();
    }
  };
  assert.equal(((await rejection(walk())) as DOMException).name, "AbortError");
  assert.deepEqual(rows, ["ord_1"]);
});

test("a call that its own transport aborts while it begins leaves no timer behind", async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  const ending = new AbortController();
  const transport = () => {
    ending.abort();
    return new Promise<never>(() => {});
  };
  await rejection(new Peeker(KEY, { transport }).me({ signal: ending.signal }));
  assert.equal(timers(), before);
});
