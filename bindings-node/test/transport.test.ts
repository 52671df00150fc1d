import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import {
  APIConnectionError,
  APITimeoutError,
  OutcomeUnknownError,
  Peeker,
  type PeekerOptions,
  type Transport,
  type TransportRequest,
} from "peeker-partner";
import { KEY, ME, NEW_ORDER, rejection } from "./server.js";

function peeker(transport: Transport, options: PeekerOptions = {}) {
  return new Peeker(KEY, { transport, maxRetries: 0, ...options });
}

const answer = { status: 200, headers: { "Peeker-Request-Id": "req_9" }, body: JSON.stringify(ME) };

test("a transport of one's own gets the request and gives the answer", async () => {
  let request: TransportRequest | undefined;
  const { meta } = await peeker(async (sent) => {
    request = sent;
    return answer;
  })
    .me()
    .withMeta();
  assert.equal(meta.requestId, "req_9");
  assert.equal(request?.method, "GET");
  assert.equal(request?.url, "https://api.peeker.ai/partner/v1/me");
  assert.equal(request?.headers.authorization, `Bearer ${KEY}`);
  assert.equal("body" in (request ?? {}), false);
});

test("a body may be text, bytes or an ArrayBuffer", async () => {
  const bytes = new TextEncoder().encode(answer.body);
  for (const body of [answer.body, bytes, Buffer.from(bytes), bytes.buffer as ArrayBuffer]) {
    assert.equal((await peeker(async () => ({ ...answer, body })).me()).partner.id, "org_1");
  }
});

test("a transport that throws is a failed connection; a write may have been done", async () => {
  const broken: Transport = () => {
    throw new Error("no route");
  };
  const error = await rejection(peeker(broken).me());
  assert.ok(error instanceof APIConnectionError);
  assert.match(error.message, /no route/);
  assert.ok((await rejection(peeker(broken).orders.create(NEW_ORDER))) instanceof OutcomeUnknownError);
});

test("a read is tried again", async () => {
  let calls = 0;
  const flaky: Transport = async () => {
    calls += 1;
    if (calls === 1) throw new Error("reset");
    return answer;
  };
  assert.equal((await peeker(flaky, { maxRetries: 1 }).me()).partner.id, "org_1");
  assert.equal(calls, 2);
});

test("a transport that never answers cannot hold a call, and is told to stop", async () => {
  let stopped = false;
  const silent: Transport = ({ signal }) => {
    signal.addEventListener("abort", () => {
      stopped = true;
    });
    return new Promise(() => {});
  };
  assert.ok((await rejection(peeker(silent, { timeout: 20 }).me())) instanceof APITimeoutError);
  assert.equal(stopped, true);
});

test("a late answer to one attempt is not taken for the next one's", async () => {
  let calls = 0;
  const late: Transport = async () => {
    calls += 1;
    if (calls > 1) return answer;
    // Later than the attempt's time, while the next one may be under way.
    await new Promise((later) => setTimeout(later, 60));
    return { ...answer, status: 404, body: "{}" };
  };
  const { data, meta } = await peeker(late, { timeout: 20, maxRetries: 1 }).me().withMeta();
  assert.equal(data.partner.id, "org_1");
  assert.deepEqual(
    meta.attempts.map((attempt) => attempt.outcome),
    ["timeout", "ok"],
  );
});

test("an answer that is none is the transport's fault, and the request may have arrived", async () => {
  for (const wrong of [
    undefined,
    {},
    { ...answer, status: "200" },
    { ...answer, body: {} },
    { ...answer, headers: 7 },
  ]) {
    const error = await rejection(peeker(async () => wrong as never).me());
    assert.ok(error instanceof APIConnectionError, JSON.stringify(wrong));
    assert.match(error.message, /^the transport failed: (its|the) response/);
    assert.ok(
      (await rejection(peeker(async () => wrong as never).orders.create(NEW_ORDER))) instanceof OutcomeUnknownError,
    );
  }
});

test("a request shows neither key nor body where it is printed, and copies of it have both", async () => {
  let request: TransportRequest | undefined;
  await rejection(
    peeker(async (sent) => {
      request = sent;
      throw new Error("no route");
    }).orders.create(NEW_ORDER, { extraQuery: { token: "canary-query" } }),
  );
  const sent = request as TransportRequest;
  for (const shown of [
    inspect(sent),
    JSON.stringify(sent),
    inspect(sent.headers),
    JSON.stringify({ ...sent.headers }),
  ]) {
    assert.ok(shown.includes("authorization"), shown);
  }
  for (const shown of [inspect(sent, { depth: 9 }), JSON.stringify(sent), inspect(sent.headers), `${sent}`]) {
    for (const secret of [KEY, NEW_ORDER.sequencer.login_password, "canary-query"]) {
      assert.ok(!shown.includes(secret), shown);
    }
  }
  const { headers, body } = { ...sent };
  assert.equal({ ...headers }.authorization, `Bearer ${KEY}`);
  assert.ok(body?.includes(NEW_ORDER.sequencer.login_password));
});

test("fetch is a transport in two lines", async (t) => {
  const { serve, json } = await import("./server.js");
  const { baseUrl } = await serve(t, json({ data: { id: "x" } }, 302, { location: "https://elsewhere.example/" }));
  const transport: Transport = async ({ url, ...init }) => {
    const response = await fetch(url, { ...init, redirect: "manual" });
    return { status: response.status, headers: response.headers, body: await response.arrayBuffer() };
  };
  const error = await rejection(peeker(transport, { baseUrl }).me());
  assert.equal((error as { code?: string }).code, "unexpected_redirect");
});
