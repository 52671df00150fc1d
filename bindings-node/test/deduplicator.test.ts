import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigurationError, webhooks } from "peeker-partner";
import { gate } from "./server.js";

/** A deduplicator and its store on a clock that only the test moves. */
function onAClock(options: webhooks.DeduplicatorOptions = {}) {
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const store = new webhooks.MemoryStore({ now });
  return { clock, store, deduplicator: new webhooks.Deduplicator(store, { now, ...options }) };
}

const event = { id: "evt_1" };
const HOUR = 3_600_000;

test("an event is handled once, and then answered as done for 48 hours", async () => {
  const { clock, deduplicator } = onAClock();
  let handled = 0;
  const handler = () => {
    handled += 1;
  };
  assert.deepEqual([await deduplicator.handle(event, handler), handled], [200, 1]);
  clock.ms = 48 * HOUR - 1;
  assert.deepEqual([await deduplicator.handle(event, handler), handled], [200, 1]);
  clock.ms = 48 * HOUR;
  assert.deepEqual([await deduplicator.handle(event, handler), handled], [200, 2]);
});

test("a delivery that comes while another is handled is answered with 503", async () => {
  const { deduplicator } = onAClock();
  const { opened, open } = gate();
  const first = deduplicator.handle(event, () => opened);
  assert.equal(await deduplicator.handle(event, () => assert.fail()), 503);
  open();
  assert.equal(await first, 200);
  assert.equal(await deduplicator.handle(event, () => assert.fail()), 200);
});

test("an event whose handler fails is new again, and the failure is thrown", async () => {
  const { deduplicator } = onAClock();
  const failing = async () => {
    throw new RangeError("no disk");
  };
  await assert.rejects(deduplicator.handle(event, failing), RangeError);
  assert.equal((await deduplicator.claim(event.id)).state, "new");
});

test("a handler that outlived its lease releases nothing: the claim may be another's", async () => {
  const { clock, deduplicator } = onAClock({ lease: 5_000 });
  const late = await deduplicator.claim(event.id);
  assert.ok(late.state === "new");
  clock.ms = 5_000;
  assert.equal((await deduplicator.claim(event.id)).state, "new");
  await late.release();
  assert.equal((await deduplicator.claim(event.id)).state, "in_progress");
});

test("what is left without completing it is released", async () => {
  const { deduplicator } = onAClock();
  const claimed = await deduplicator.claim(event.id);
  assert.ok(claimed.state === "new");
  await claimed[Symbol.asyncDispose]();
  const again = await deduplicator.claim(event.id);
  assert.ok(again.state === "new");
  await again.complete();
  await again[Symbol.asyncDispose]();
  assert.deepEqual(await deduplicator.claim(event.id), { state: "done", answer: 200 });
});

test("a store of three methods is enough, and its failure after the work changes no answer", async () => {
  const told: unknown[] = [];
  const down = async () => {
    throw new Error("the store is down");
  };
  const store = { claim: async () => "new" as const, complete: down, release: down };
  const deduplicator = new webhooks.Deduplicator(store, { onStoreError: (error) => told.push(error) });
  assert.equal(await deduplicator.handle(event, () => {}), 200);
  const failing = () => {
    throw new RangeError("no disk");
  };
  await assert.rejects(deduplicator.handle(event, failing), RangeError);
  assert.equal(told.length, 2);
  await assert.rejects(new webhooks.Deduplicator({ ...store, claim: down }).claim("evt_1"), /the store is down/);
});

test("wrong settings are named", async () => {
  const store = new webhooks.MemoryStore();
  for (const lease of [4_999, 3_600_001, Number.NaN, "60" as never]) {
    assert.throws(() => new webhooks.Deduplicator(store, { lease }), ConfigurationError, String(lease));
  }
  assert.throws(() => new webhooks.Deduplicator(store, { laese: 1 } as never), /no option laese; did you mean/);
  assert.throws(() => new webhooks.Deduplicator(undefined as never), ConfigurationError);
  await assert.rejects(new webhooks.Deduplicator(store).claim(7 as never), ConfigurationError);
  const liar = { claim: () => "perhaps" as never, complete: () => {}, release: () => {} };
  await assert.rejects(new webhooks.Deduplicator(liar).claim("evt_1"), ConfigurationError);
});
