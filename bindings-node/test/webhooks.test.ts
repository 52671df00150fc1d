import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigurationError, WebhookError, webhooks } from "peeker-partner";

const secrets = { sandbox: "the sandbox's secret", live: "the live one's" };
const body = JSON.stringify({
  id: "evt_1",
  type: "order.completed",
  data: { id: "ord_1", domain_count: 2, new: true },
});
const now = new Date("2026-05-08T12:00:00Z");
const headers = webhooks.sign(body, { secret: secrets.live, now, eventId: "evt_1" });

test("a delivery is verified and typed", () => {
  const event = webhooks.verify(body, headers, { secrets, now });
  assert.equal(event.type, "order.completed");
  assert.ok(event.type === "order.completed");
  assert.equal(event.data.domain_count, 2);
  assert.equal(event.data.new, true);
  const { label, timestamp } = webhooks.verifyWithMeta(body, headers, { secrets, now });
  assert.deepEqual([label, timestamp], ["live", now.getTime() / 1000]);
});

test("the raw body may be text, a Buffer, bytes, a view or an ArrayBuffer", () => {
  const bytes = new TextEncoder().encode(body);
  const padded = new Uint8Array(bytes.length + 8);
  padded.set(bytes, 4);
  const views = [new DataView(padded.buffer, 4, bytes.length), padded.subarray(4, 4 + bytes.length)];
  for (const raw of [body, Buffer.from(body), bytes, bytes.buffer as ArrayBuffer, ...views]) {
    assert.equal(webhooks.verify(raw, headers, { secrets, now }).id, "evt_1");
  }
});

test("a parsed body is refused with an explanation", () => {
  for (const parsed of [JSON.parse(body), [], undefined, null, 7]) {
    assert.throws(
      () => webhooks.verify(parsed as never, headers, { secrets, now }),
      (error) => error instanceof ConfigurationError && /bytes as they were sent.*express\.raw/.test(error.message),
    );
  }
});

test("headers may be an object, a Headers, or pairs, in any case", () => {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const node = { ...lower, host: "acme.com", "set-cookie": ["a=1", "b=2"], absent: undefined };
  for (const form of [headers, lower, node, new Headers(headers), Object.entries(headers)]) {
    assert.equal(webhooks.verify(body, form, { secrets, now }).id, "evt_1");
  }
  assert.throws(() => webhooks.verify(body, null as never, { secrets, now }), ConfigurationError);
});

function refused(make: () => unknown): WebhookError {
  try {
    make();
  } catch (error) {
    assert.ok(error instanceof WebhookError, String(error));
    return error;
  }
  throw new Error("it was accepted");
}

test("a forged delivery is refused", () => {
  const error = refused(() => webhooks.verify(`${body} `, headers, { secrets, now }));
  assert.deepEqual([error.code, error.authentic], ["webhook_forged", false]);
});

test("a stale delivery is its own error, with its age and its event", () => {
  const later = new Date(now.getTime() + 301_000);
  const error = refused(() => webhooks.verify(body, headers, { secrets, now: later }));
  assert.deepEqual([error.code, error.authentic, error.ageSeconds], ["webhook_stale", true, 301]);
  assert.equal(error.event?.id, "evt_1");
  assert.equal(webhooks.verify(body, headers, { secrets, now: later, tolerance: 301 }).id, "evt_1");
});

test("the secret may come from the environment", (t) => {
  process.env.PEEKER_WEBHOOK_SECRET = secrets.live;
  t.after(() => delete process.env.PEEKER_WEBHOOK_SECRET);
  assert.equal(webhooks.verifyWithMeta(body, headers, { now }).label, "default");
});

test("wrong settings are named", () => {
  const wrong = [
    {},
    { secrets: {} },
    { secrets, tolerence: 5 },
    { secrets, tolerance: -1 },
    { secrets, tolerance: 1.5 },
  ];
  for (const options of wrong) {
    assert.throws(
      () => webhooks.verify(body, headers, { now, ...options } as never),
      (error) => error instanceof ConfigurationError || error instanceof WebhookError,
      JSON.stringify(options),
    );
  }
  assert.throws(() => webhooks.verify(body, headers, { secrets, now, tolerance: Number.NaN }), ConfigurationError);
});
