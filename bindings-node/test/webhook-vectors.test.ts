/** Deliveries, events and folds that every language runs, through the public API. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PeekerError, ValidationError, webhooks } from "peeker-partner";
import { assertExpected, run, runWebhookVectors } from "./webhook-vectors.js";

runWebhookVectors({ ...webhooks, PeekerError });

interface FoldVector {
  id: string;
  events: object[];
  expect: {
    id: string;
    object: string;
    status: string | null;
    event_id: string;
    events_seen: number;
    data: object;
  }[];
}

test("folds", async (t) => {
  await run<FoldVector>(t, "folds", ({ id, events, expect }) => {
    const parsed = events.map((event) => webhooks.parse(JSON.stringify(event)));
    for (const order of [parsed, parsed.toReversed(), [...parsed, ...parsed]]) {
      assertFolded(webhooks.latestByObject(order), expect, id);
      if (expect.length > 1) {
        assert.throws(() => webhooks.latest(order), severalObjects, id);
      } else {
        const latest = webhooks.latest(order);
        assertFolded(latest === undefined ? [] : [latest], expect, id);
      }
    }
  });
});

function assertFolded(states: webhooks.Latest[], expect: FoldVector["expect"], id: string): void {
  assert.equal(states.length, expect.length, id);
  for (const [index, { data, ...facts }] of expect.entries()) {
    const state = states[index];
    assert.ok(state, id);
    const { status = null, object, event, eventsSeen } = state;
    const found = { id: state.id, object, status, event_id: event.id, events_seen: eventsSeen };
    assert.deepEqual(found, facts, id);
    assertExpected(state.data, data as Record<string, unknown>, id);
  }
}

function severalObjects(error: unknown): boolean {
  return error instanceof ValidationError && error.code === "several_objects";
}
