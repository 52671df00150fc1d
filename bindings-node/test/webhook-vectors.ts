/** The vectors of deliveries and events, for each implementation of them: core's, and the one for edge runtimes. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Authentic, Event, Verified, WebhookError, webhooks } from "peeker-partner";
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
  ): Awaitable<Authentic>;
  parse(body: webhooks.RawBody, options?: webhooks.ParseOptions): Awaitable<Event>;
  sign(body: webhooks.RawBody, options: webhooks.SignOptions): Awaitable<Record<string, string>>;
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

async function webhookFacts(implementation: Implementation, vector: WebhookVector): Promise<object> {
  const { options, headers, body, body_base64, now } = vector;
  const { tolerance_s: tolerance, ...rest } = options;
  const settings = { ...camelOptions(rest), now: new Date(now * 1000), tolerance } as webhooks.VerifyOptions;
  const raw = body ?? Buffer.from(body_base64 ?? "", "base64");
  try {
    const { event, label, timestamp } = await implementation.verifyWithMeta(raw, headers, settings);
    assert.deepEqual({ ...(await implementation.authenticate(raw, headers, settings)) }, { label, timestamp });
    return { ...ABSENT, result: "ok", ...eventFacts(event), label };
  } catch (error) {
    assert.ok(error instanceof implementation.PeekerError, String(error));
    const { code, field = null } = error;
    const { authentic = null, ageSeconds = null, event } = error as WebhookError;
    await authenticatesAlike(implementation, [raw, headers, settings], error as WebhookError);
    return { ...ABSENT, result: code, ...eventFacts(event), authentic, age_seconds: ageSeconds, field };
  }
}

/** What is only wrong inside of a body that is authentic is not seen without reading it. */
async function authenticatesAlike(
  { authenticate, PeekerError }: Implementation,
  delivery: Parameters<Implementation["authenticate"]>,
  { code, authentic }: WebhookError,
): Promise<void> {
  const checked = async () => authenticate(...delivery);
  if (code === "webhook_malformed" && authentic) await checked();
  else await assert.rejects(checked, (error) => error instanceof PeekerError && error.code === code);
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
