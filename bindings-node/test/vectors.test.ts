/** The vectors that every language runs, through the public methods; `tests/vectors/README.md` says when one passes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConfigurationError,
  type Page,
  Peeker,
  PeekerError,
  type PeekerOptions,
  type TransportRequest,
  UnreadableSuccessError,
  ValidationError,
  type Violation,
} from "peeker-partner";
import { native } from "#dist/native.js";
import { assertExpected, camelOptions } from "./expecting.js";
import { BATCHES, invoke } from "./invoke.js";
import { KEY, rejection } from "./server.js";
import { soundInputs, vectors as vectorsOf } from "./vectors.js";

interface Vector {
  id: string;
  operation: string;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
  expect: Record<string, unknown>;
  next_page_token?: string | null;
  type: string;
  input: Record<string, unknown>;
  options?: Record<string, unknown>;
  client?: Record<string, unknown>;
}

function vectors(name: string): Vector[] {
  return vectorsOf<Vector>(name);
}

const INPUTS = soundInputs();

/** A client whose every request is answered alike. */
function answering({ status, headers = {}, body }: Pick<Vector, "status" | "headers" | "body">): Peeker {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Peeker(KEY, { maxRetries: 0, transport: async () => ({ status, headers, body: text }) });
}

test("responses", async (t) => {
  const all = vectors("responses");
  let ran = 0;
  for (const vector of all) {
    const result = await invoke(answering(vector), vector.operation, INPUTS[vector.operation] ?? {});
    const page = "next_page_token" in vector ? (result as Page<unknown>) : undefined;
    assertExpected(page ? page.data : result, vector.expect, vector.id);
    if (page) assert.equal(new native.Pager().next(JSON.stringify(page.page)), vector.next_page_token, vector.id);
    ran += 1;
  }
  assert.equal(ran, all.length);
  t.diagnostic(`${ran} vectors`);
});

test("errors", async (t) => {
  const all = vectors("errors");
  let ran = 0;
  for (const vector of all) {
    const error = await rejection(answering(vector).me());
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
    const client = new Peeker({
      ...options,
      maxRetries: 0,
      transport: async (request) => {
        sent = request;
        return { status: 400, headers: {}, body: '{"error":{"code":"seen","message":"enough"}}' };
      },
    });
    const error = await rejection(invoke(client, vector.operation, vector.input, camelOptions(vector.options)));
    assert.ok(error instanceof PeekerError, vector.id);
    if (vector.expect.code === "too_many_items" && BATCHES.has(vector.operation)) {
      // Too much for one call, and just right for two: the method sends the first of them.
      const { domains } = JSON.parse(sent?.body ?? "{}");
      assert.equal(domains?.length, (vector.input.domains as unknown[]).length - 1, vector.id);
    } else if (vector.expect.error) {
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

/** Of a client made as a program makes it, with its environment around it. */
function clientFacts(options: object, env: Record<string, string>): object {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    const { environment, baseUrl } = JSON.parse(JSON.stringify(new Peeker(camelOptions({ ...options }))));
    return { environment, base_url: baseUrl };
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return { error: "configuration", code: error.code };
  } finally {
    process.env = before;
  }
}

test("pages", async (t) => {
  const all = vectors("pages") as unknown as { id: string; next: (string | null)[]; expect: object }[];
  let ran = 0;
  for (const { id, next, expect } of all) {
    const links = next.values();
    const tokens: string[] = [];
    const transport = async ({ url }: TransportRequest) => {
      const token = new URL(url).searchParams.get("page_token");
      if (token !== null) tokens.push(token);
      const answer = { data: [], links: { next: links.next().value ?? null } };
      return { status: 200, headers: {}, body: JSON.stringify(answer) };
    };
    const walked = new Peeker(KEY, { transport, maxRetries: 0 }).orders.list().toArray();
    const code = await walked.then(
      () => null,
      (error: PeekerError) => error.code,
    );
    // A token is only sent where the list goes on: the last link of a vector may have one.
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
    const error = await rejection(invoke(answering({ status, body }), operation, INPUTS[operation] ?? {}));
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

/** Path, code and suggestion are the contract; the sentences are for people. */
function comparable(violation: object): object {
  const { path, code, suggestion = null } = violation as Violation;
  return { path, code, suggestion };
}
