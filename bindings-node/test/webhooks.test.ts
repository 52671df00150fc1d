import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { ConfigurationError, PeekerError, ValidationError, WebhookError, webhooks } from "peeker-partner";

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

test("headers may be an object, a Headers, pairs, or rawHeaders, in any case", () => {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const node = { ...lower, host: "acme.com", "set-cookie": ["a=1", "b=2"], absent: undefined };
  const rawHeaders = Object.entries(headers).flat();
  const map = new Map(Object.entries(headers));
  for (const form of [headers, lower, node, new Headers(headers), Object.entries(headers), map, rawHeaders]) {
    assert.equal(webhooks.verify(body, form, { secrets, now }).id, "evt_1");
  }
  assert.throws(() => webhooks.verify(body, rawHeaders.slice(1), { secrets, now }), ConfigurationError);
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
    { secrets: { live: undefined } },
    { secrets: null },
    { secrets: { live: 7 } },
    { secrets, secretEncoding: "rot13" },
    { secrets, signedContent: 5 },
    { secrets, now: new Date(Number.NaN) },
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

test("a secret whose variable is not set is named by its label", () => {
  const unset = { live: secrets.live, sandbox: undefined as never };
  const named = (error: unknown) => error instanceof ConfigurationError && error.message.includes("`sandbox`");
  assert.throws(() => webhooks.verify(body, headers, { secrets: unset, now }), named);
});

test("a body from a queue is parsed without a signature", () => {
  assert.deepEqual(webhooks.parse(body), webhooks.verify(body, headers, { secrets, now }));
  assert.equal(refused(() => webhooks.parse("[]")).code, "webhook_malformed");
  const nameless = JSON.stringify({ type: "order.completed", data: { id: "ord_1" } });
  assert.match(webhooks.parse(nameless, { eventId: "evt_7" }).id, /^evt_7:[0-9a-f]{64}$/);
  assert.equal(refused(() => webhooks.parse(body, { eventId: "evt_2" })).field, "Peeker-Event-Id");
});

test("an event that is newer than this package is handed on", () => {
  const event = webhooks.parse('{"id":"evt_1","type":"order.teleported","data":{"id":"ord_1"}}');
  assert.ok(event.type === "unknown");
  assert.deepEqual([event.event_type, JSON.parse(event.raw).data.id], ["order.teleported", "ord_1"]);
});

test("diagnose names the settings that fit", () => {
  const signed = webhooks.sign(body, { secret: secrets.live, now, signedContent: "body" });
  const { verified, findings } = webhooks.diagnose(body, signed, { secrets, now });
  assert.deepEqual([verified, findings.map(({ code }) => code)], [false, ["recipe"]]);
  const { signedContent, label } = findings[0] as webhooks.Finding;
  assert.deepEqual([signedContent, label], ["body", "live"]);
  assert.equal(webhooks.verifyWithMeta(body, signed, { secrets, now, signedContent }).label, "live");
});

test("diagnose knows a body that was parsed and written again", () => {
  const spaced = JSON.stringify(JSON.parse(body), null, 2);
  const { findings } = webhooks.diagnose(spaced, headers, { secrets, now });
  assert.match(findings[0]?.message ?? "", /parsed and written again/);
  const later = new Date(now.getTime() + 7_200_000);
  assert.equal(webhooks.diagnose(body, headers, { secrets, now: later }).findings[0]?.ageSeconds, 7200);
});

test("the newest state of an order comes from its events in any order", () => {
  const at = (seconds: number, type: string, fields: object) =>
    webhooks.parse(
      JSON.stringify({ type, created_at: `2026-05-08T12:00:0${seconds}Z`, data: { id: "ord_1", ...fields } }),
    );
  const events = [at(9, "order.completed", {}), at(1, "order.in_progress", { domain_count: 2 })];
  const latest = webhooks.latest(events);
  assert.ok(latest?.object === "order");
  assert.deepEqual([latest.status, latest.data.domain_count, latest.eventsSeen], ["completed", 2, 2]);
  assert.equal(webhooks.latest([]), undefined);
  assert.throws(() => webhooks.latest([{ type: "order.completed" }] as never), ValidationError);
});

test("no secret is in an error, however it is printed", () => {
  const canary = "canary-webhook-secret";
  const attempts = [
    () => webhooks.verify(body, headers, { secrets: { live: canary } }),
    () => webhooks.verify(body, headers, { secrets: { live: `${canary}\n` }, now }),
    () => webhooks.verify(body, headers, { secrets: { live: [canary] } as never, now }),
    () => webhooks.verify(body, headers, { secrets: canary as never, now }),
    () => webhooks.verify(body, headers, { secrets: { live: canary }, secretEncoding: canary as never, now }),
    () => webhooks.verify(body, headers, { secrets: { live: canary }, tolerance: canary as never, now }),
    () => webhooks.sign(body, { secret: canary, secretEncoding: "hex" }),
    () => webhooks.diagnose(body, headers, { secrets: { live: canary }, secretEncoding: canary as never }),
  ];
  for (const attempt of attempts) {
    assert.throws(attempt, (error: Error) => {
      const printed = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), error.stack].join();
      assert.ok(!printed.includes("canary"), printed);
      return true;
    });
  }
  assert.ok(!JSON.stringify(webhooks.diagnose(body, headers, { secrets: { live: canary }, now })).includes(canary));
});

test("whatever the arguments are, the error is one of this package", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  const detached = new ArrayBuffer(8);
  structuredClone(detached, { transfer: [detached] });
  const throwing = Object.defineProperty({}, "secrets", {
    enumerable: true,
    get: () => {
      throw new RangeError("not today");
    },
  });
  const odd: unknown[] = [undefined, null, 0, Number.NaN, 2 ** 53, 1n, "", "x", Symbol("s"), () => 1, [], [1], {}];
  odd.push(
    { live: 1n },
    { secrets: cyclic },
    cyclic,
    revoked.proxy,
    throwing,
    detached,
    new Date(0),
    new Map([[1, 2]]),
  );
  odd.push([Symbol("s")], new Uint8Array(2), new SharedArrayBuffer(4), Object.create(null), /x/, new Proxy([], {}));
  const entries: ((...given: never[]) => unknown)[] = [
    webhooks.verify,
    webhooks.verifyWithMeta,
    webhooks.authenticate,
    webhooks.diagnose,
    webhooks.parse,
    webhooks.sign,
    webhooks.latest,
    webhooks.latestByObject,
    (store, options) => new webhooks.Deduplicator(store, options),
  ];
  let ran = 0;
  for (const entry of entries) {
    for (const [one, first] of odd.entries()) {
      for (const [other, second] of odd.entries()) {
        const third = odd[(one + 7 * other) % odd.length];
        try {
          entry(first as never, second as never, third as never);
        } catch (error) {
          assert.ok(error instanceof PeekerError, `${entry.name}: ${inspect(error)}`);
        }
        ran += 1;
      }
    }
  }
  assert.equal(ran, entries.length * odd.length ** 2);
});
