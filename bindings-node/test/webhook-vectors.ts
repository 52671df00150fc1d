/** The vectors of deliveries and events, for each implementation of them: core's, and the one for edge runtimes. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Event, Verified, WebhookError, webhooks } from "peeker-partner";
import { vectors } from "./vectors.js";

type Awaitable<T> = T | Promise<T>;

/** What both implementations have. */
export interface Implementation {
  verifyWithMeta(
    body: webhooks.RawBody,
    headers: webhooks.DeliveryHeaders,
    options?: webhooks.VerifyOptions,
  ): Awaitable<Verified>;
  authenticate(
    body: webhooks.RawBody,
    headers: webhooks.DeliveryHeaders,
    options?: webhooks.VerifyOptions,
  ): Awaitable<{ label: string; timestamp: number }>;
  parse(body: webhooks.RawBody, options?: webhooks.ParseOptions): Awaitable<Event>;
  sign(body: webhooks.RawBody, options: webhooks.SignOptions): Awaitable<Record<string, string>>;
  Verifier: new (
    options: webhooks.VerifierOptions,
  ) => {
    verifyWithMeta(body: webhooks.RawBody, headers: webhooks.DeliveryHeaders, now?: Date): Awaitable<Verified>;
    authenticate(
      body: webhooks.RawBody,
      headers: webhooks.DeliveryHeaders,
      now?: Date,
    ): Awaitable<{ label: string; timestamp: number }>;
  };
  PeekerError: new (facts: never) => { code: string; field?: string };
}

export interface EventVector {
  id: string;
  type: string;
  body: unknown;
  expect: Record<string, unknown>;
}

export interface WebhookVector {
  id: string;
  options: Record<string, unknown>;
  headers: [string, string][];
  body?: string;
  body_base64?: string;
  now: number;
  result: string;
  expect: Record<string, unknown>;
}

export function runWebhookVectors(implementation: Implementation): void {
  test("webhooks", async (t) => {
    await run<WebhookVector>(t, "webhooks", async (vector) => {
      const { result, expect } = vector;
      assert.deepEqual(await webhookFacts(implementation, vector), { ...ABSENT, result, ...expect }, vector.id);
    });
  });
  test("webhooks, by a verifier that was prepared", async (t) => {
    const { Verifier } = implementation;
    const prepared: Implementation = {
      ...implementation,
      verifyWithMeta: (body, headers, { now, ...options } = {}) =>
        new Verifier(options).verifyWithMeta(body, headers, now),
      authenticate: (body, headers, { now, ...options } = {}) =>
        new Verifier(options).authenticate(body, headers, now),
    };
    await run<WebhookVector>(t, "webhooks", async (vector) => {
      const facts = await webhookFacts(prepared, vector);
      assert.deepEqual(facts, await webhookFacts(implementation, vector), vector.id);
      const unread = await authenticFacts(prepared, vector);
      assert.deepEqual(unread, await authenticFacts(implementation, vector), vector.id);
    });
  });
  test("webhooks, without reading the body", async (t) => {
    let unread = 0;
    await run<WebhookVector>(t, "webhooks", async (vector) => {
      const [read, unreadFacts] = [
        await webhookFacts(implementation, vector),
        await authenticFacts(implementation, vector),
      ];
      const isUnread = unreadFacts.result === "ok" && read.result !== "ok";
      if (isUnread) {
        assert.deepEqual([read.result, read.authentic], ["webhook_malformed", true], vector.id);
        unread += 1;
      } else {
        const noEvent = { event_id: null, type: null, known: null };
        assert.deepEqual(unreadFacts, { ...read, ...noEvent }, vector.id);
      }
    });
    assert.ok(unread > 0, "no vector has a wrong body");
  });
  test("events", async (t) => {
    await run<EventVector>(t, "events", async ({ id, type, body, expect }) => {
      const text = JSON.stringify(body);
      const delivered = await throughADelivery(implementation, text);
      const header = (body as { id?: string }).id === undefined ? { eventId: OF_THE_HEADER } : {};
      assert.deepEqual(await implementation.parse(text, header), delivered, `${id}: parsed alone`);
      const unknown = delivered.type === "unknown";
      assert.equal(unknown ? delivered.event_type : delivered.type, type, id);
      assertExpected(unknown ? JSON.parse(delivered.raw).data : delivered.data, expect, id);
    });
  });
}

/** Runs all vectors of a file, and counts them. */
export async function run<V>(t: TestContext, name: string, each: (vector: V) => Awaitable<void>): Promise<void> {
  const all = vectors<V>(name);
  let ran = 0;
  for (const vector of all) {
    await each(vector);
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
}

const OF_THE_HEADER = "evt_of_the_header";

async function throughADelivery({ sign, verifyWithMeta }: Implementation, body: string): Promise<Event> {
  const secret = "s3cret-of-the-vectors";
  const now = new Date("2026-05-08T12:00:00Z");
  const headers = await sign(body, { secret, now, eventId: JSON.parse(body).id ?? OF_THE_HEADER });
  return (await verifyWithMeta(body, headers, { secrets: { test: secret }, now })).event;
}

/** What a vector does not name is absent. */
const ABSENT = {
  event_id: null,
  type: null,
  known: null,
  label: null,
  authentic: null,
  age_seconds: null,
  field: null,
};

type Facts = typeof ABSENT & { result: string };

async function webhookFacts({ verifyWithMeta, PeekerError }: Implementation, vector: WebhookVector): Promise<Facts> {
  const check = async (...delivery: Delivery) => {
    const { event, label } = await verifyWithMeta(...delivery);
    return { ...eventFacts(event), label };
  };
  return outcome(check, PeekerError, vector);
}

async function authenticFacts({ authenticate, PeekerError }: Implementation, vector: WebhookVector): Promise<Facts> {
  return outcome(
    async (...delivery: Delivery) => ({ label: (await authenticate(...delivery)).label }),
    PeekerError,
    vector,
  );
}

type Delivery = [webhooks.RawBody, webhooks.DeliveryHeaders, webhooks.VerifyOptions];

async function outcome(
  check: (...delivery: Delivery) => Promise<object>,
  expected: Implementation["PeekerError"],
  { options, headers, body, body_base64, now }: WebhookVector,
): Promise<Facts> {
  const { tolerance_s: tolerance, ...rest } = options;
  const settings = { ...camelOptions(rest), now: new Date(now * 1000), tolerance } as webhooks.VerifyOptions;
  try {
    return {
      ...ABSENT,
      result: "ok",
      ...(await check(body ?? Buffer.from(body_base64 ?? "", "base64"), headers, settings)),
    };
  } catch (error) {
    assert.ok(error instanceof expected, String(error));
    const { code, field = null } = error;
    const { authentic = null, ageSeconds = null, event } = error as WebhookError;
    return { ...ABSENT, result: code, ...eventFacts(event), authentic, age_seconds: ageSeconds, field } as never;
  }
}

function eventFacts(event?: Event): object {
  if (!event) return {};
  const known = event.type !== "unknown";
  return { event_id: event.id, type: known ? event.type : event.event_type, known };
}

function camelOptions(options: Record<string, unknown>): Record<string, unknown> {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]));
}

/** Whether data has what a vector expects of it, by pointers. */
export function assertExpected(data: unknown, expect: Record<string, unknown>, id: string): void {
  for (const [pointer, expected] of Object.entries(expect)) {
    const found = at(data, pointer) ?? null;
    const isTime = typeof expected === "string" && /^\d{4}-\d\d-\d\dT/.test(expected);
    if (expected === null && Array.isArray(found) && found.length === 0) continue;
    const comparable = isTime && typeof found === "string" ? Date.parse(found) : found;
    assert.deepEqual(comparable, isTime ? Date.parse(expected) : expected, `${id}: ${pointer}`);
  }
}

/** The value at a JSON pointer. */
function at(data: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce((value, name) => {
    const field = name.replaceAll("~1", "/").replaceAll("~0", "~");
    return (value as Record<string, unknown> | undefined)?.[field];
  }, data);
}
