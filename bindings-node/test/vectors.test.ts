/** The vectors that every language runs; `tests/vectors/README.md` says when one passes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConfigurationError,
  PeekerError,
  type PeekerOptions,
  type TransportRequest,
  UnreadableSuccessError,
  ValidationError,
} from "peeker-partner";
import { Caller } from "#dist/call.js";
import { entering } from "#dist/errors.js";
import type { Operations } from "#dist/generated/operations.js";
import { native } from "#dist/native.js";
import { KEY, NEW_ORDER, rejection, serve } from "./server.js";
import { vectors as vectorsOf } from "./vectors.js";

interface Vector {
  id: string;
  operation: keyof Operations;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
  expect: Record<string, unknown>;
  next_page_token?: string | null;
  type: string;
  input: never;
  options?: Record<string, unknown>;
  client?: Record<string, unknown>;
}

function vectors(name: string): Vector[] {
  return vectorsOf<Vector>(name);
}

/** Any input that each operation takes. */
const INPUTS: { [Name in keyof Operations]: Operations[Name]["input"] } = {
  me: {},
  "bundles.create": { name: "Starter", monthly_sending_volume: 25_000 },
  "bundles.retrieve": { id: "bun_1" },
  "bundles.list": {},
  "bundles.update": { id: "bun_1", google_percent: null, microsoft_percent: null },
  "bundles.delete": { id: "bun_1" },
  "users.create": { email: "alex@acme.com", sequencer: NEW_ORDER.sequencer },
  "users.retrieve": { id: "usr_1" },
  "users.list": {},
  "users.update": { id: "usr_1", first_name: "Alex" },
  "users.delete": { id: "usr_1" },
  "domains.list": {},
  "domains.check_availability": { domains: ["acme-mail.com"] },
  "imports.create": { domains: ["acme-mail.com"] },
  "imports.retrieve": { id: "imp_1" },
  "imports.lookup": { domains: ["acme-mail.com"] },
  "imports.create_job": { domains: ["acme-mail.com"] },
  "imports.retrieve_job": { id: "imp_1" },
  "forwarding.set": { domains: ["dom_1"], forwarding_url: "https://acme.com" },
  "forwarding.retrieve": { id: "fwj_1" },
  "orders.create": NEW_ORDER,
  "orders.retrieve": { id: "ord_1" },
  "orders.list": {},
  "orders.cancel": { id: "ord_1" },
  "orders.pending_actions": {},
  "swaps.create": { type: "standard", domain_id: "dom_1", replacement_domain: "acme-mail.com" },
  "swaps.retrieve": { id: "swp_1" },
  "swaps.list": {},
  "swaps.rename_users": { domain_id: "dom_1", personas: [{ first_name: "Alex", last_name: "Doe" }] },
};

/** The value at a JSON pointer. */
function at(data: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce((value, name) => {
    const field = name.replaceAll("~1", "/").replaceAll("~0", "~");
    return (value as Record<string, unknown> | undefined)?.[field];
  }, data);
}

function assertExpected(data: unknown, expect: Record<string, unknown>, id: string): void {
  for (const [pointer, expected] of Object.entries(expect)) {
    const found = at(data, pointer) ?? null;
    const isTime = typeof expected === "string" && /^\d{4}-\d\d-\d\dT/.test(expected);
    if (expected === null && Array.isArray(found) && found.length === 0) continue;
    const comparable = isTime && typeof found === "string" ? Date.parse(found) : found;
    assert.deepEqual(comparable, isTime ? Date.parse(expected) : expected, `${id}: ${pointer}`);
  }
}

function caller(baseUrl: string): Caller {
  return new Caller({ apiKey: KEY, baseUrl, maxRetries: 0 });
}

test("responses", async (t) => {
  const all = vectors("responses");
  let current: Vector | undefined;
  const { baseUrl } = await serve(t, (_, response) => {
    response.writeHead(current?.status ?? 0, current?.headers);
    response.end(JSON.stringify(current?.body));
  });
  const client = caller(baseUrl);
  let ran = 0;
  for (const vector of all) {
    current = vector;
    const result = await client.call(vector.operation, INPUTS[vector.operation]);
    const page = "next_page_token" in vector ? (result as { data: unknown; page: unknown }) : undefined;
    assertExpected(page ? page.data : result, vector.expect, vector.id);
    if (page) assert.equal(new native.Pager().next(JSON.stringify(page.page)), vector.next_page_token, vector.id);
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
});

test("errors", async (t) => {
  const all = vectors("errors");
  let current: Vector | undefined;
  const { baseUrl } = await serve(t, (_, response) => {
    response.writeHead(current?.status ?? 0, current?.headers);
    response.end(typeof current?.body === "string" ? current.body : JSON.stringify(current?.body));
  });
  const client = caller(baseUrl);
  let ran = 0;
  for (const vector of all) {
    current = vector;
    const error = await rejection(client.call("me", {}));
    assert.ok(error instanceof PeekerError, vector.id);
    const { code, status, field, retryable, requestId, retryAfter, details } = error;
    const found = { code, status, field, retryable, request_id: requestId, retry_after_seconds: retryAfter, details };
    for (const [name, expected] of Object.entries(vector.expect)) {
      const value = found[name as keyof typeof found] ?? null;
      if (name === "details" && !Array.isArray(expected)) {
        for (const [key, part] of Object.entries(expected as object)) {
          assert.deepEqual((value as Record<string, unknown>)[key], part, `${vector.id}: details.${key}`);
        }
      } else {
        assert.deepEqual(value, expected, `${vector.id}: ${name}`);
      }
    }
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
});

test("requests", async (t) => {
  const all = vectors("requests");
  let ran = 0;
  for (const vector of all) {
    let sent: TransportRequest | undefined;
    const options = { ...camelOptions(vector.client), apiKey: "pk_test_vectors" } as PeekerOptions;
    const client = new Caller({
      ...options,
      maxRetries: 0,
      transport: async (request) => {
        sent = request;
        return { status: 400, headers: {}, body: '{"error":{"code":"seen","message":"enough"}}' };
      },
    });
    const error = await rejection(client.call(vector.operation, vector.input, camelOptions(vector.options)));
    assert.ok(error instanceof PeekerError, vector.id);
    if (vector.expect.error) {
      assert.equal(sent, undefined, vector.id);
      assert.equal(error.code, vector.expect.code, vector.id);
      const refused = vector.expect.error === "validation" ? ValidationError : ConfigurationError;
      assert.ok(error instanceof refused, vector.id);
      assert.deepEqual(
        (error.violations ?? []).map(comparable),
        (vector.expect.violations as object[]).map(comparable),
        vector.id,
      );
    } else {
      assert.equal(error.code, "seen", vector.id);
      const { "user-agent": _, ...headers } = sent?.headers ?? {};
      const { method, url, body = null } = sent ?? {};
      assert.deepEqual({ method, url, headers, body }, vector.expect, vector.id);
    }
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
});

interface SettingsVector {
  id: string;
  options: object;
  env?: Record<string, string>;
  expect: object;
}

test("settings", (t) => {
  const all = vectors("settings") as unknown as SettingsVector[];
  let ran = 0;
  for (const { id, options, env = {}, expect } of all) {
    assert.deepEqual(clientFacts(options, env), expect, id);
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
});

function clientFacts(options: object, env: Record<string, string>): object {
  try {
    const { environment, baseUrl } = entering(() => new native.NativeClient(JSON.stringify(options), env));
    return { environment, base_url: baseUrl };
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return { error: "configuration", code: error.code };
  }
}

test("pages", (t) => {
  const all = vectors("pages") as unknown as { id: string; next: (string | null)[]; expect: object }[];
  let ran = 0;
  for (const { id, next, expect } of all) {
    const pager = new native.Pager();
    const tokens: string[] = [];
    let code: string | null = null;
    for (const link of next) {
      try {
        const token = entering(() => pager.next(JSON.stringify({ links: { next: link } })));
        if (token !== null) tokens.push(token);
      } catch (error) {
        assert.ok(error instanceof PeekerError, String(error));
        code = error.code;
      }
    }
    assert.deepEqual({ tokens, code }, expect, id);
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
});

test("unreadable", async (t) => {
  const all = vectors("unreadable");
  let ran = 0;
  for (const { id, operation, status, body, expect } of all) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const transport = async () => ({ status, headers: {}, body: text });
    const client = new Caller({ apiKey: KEY, maxRetries: 0, transport });
    const error = await rejection(client.call(operation, INPUTS[operation]));
    assert.ok(error instanceof UnreadableSuccessError, id);
    assert.notEqual(error.rawBody, undefined, id);
    const { code, retryable, objectId = null } = error;
    const found = { error: "unreadable_success", code, status: error.status, retryable, object_id: objectId };
    assert.deepEqual(found, expect, id);
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
});

/** Path and code are the contract; the sentences are for people. */
function comparable(violation: object): object {
  const { path, code } = violation as { path: string; code: string };
  return { path, code };
}

function camelOptions(options: Record<string, unknown> = {}): Record<string, unknown> {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]));
}
