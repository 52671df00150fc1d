import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import type { AbortedCall } from "peeker-partner";
import { gate, json, ME, NEW_ORDER, rejection, serve } from "./server.js";

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
