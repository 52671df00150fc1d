import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Peeker, type Transport, webhooks } from "peeker-partner";
import { NEW_ORDER, rejection } from "./server.js";

const CANARIES = ["canarykey7", "canary-header-8", NEW_ORDER.sequencer.login_password, "canary-webhook-0"];

/** Everything that a log, a debugger or a crash report may show of a value. */
function shown(value: unknown): string {
  const all = { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true };
  const texts = [inspect(value), inspect(value, all), String(value), JSON.stringify(value)];
  for (let error = value; error instanceof Error; error = error.cause) texts.push(error.stack ?? "", error.message);
  if (typeof value === "object" && value !== null)
    texts.push(JSON.stringify(Object.getOwnPropertyDescriptors(value)));
  return texts.join("\n");
}

function assertClean(value: unknown): void {
  const text = shown(value);
  for (const canary of CANARIES) assert.ok(!text.includes(canary), `${canary} in ${text}`);
}

function client(transport: Transport): Peeker {
  return new Peeker("pk_live_canarykey7", { transport, maxRetries: 0, headers: { "x-secret": "canary-header-8" } });
}

/** Says back all that it was told. */
const echo =
  (status: number): Transport =>
  async (request) => ({
    status,
    headers: { "peeker-request-id": "req_1" },
    body: JSON.stringify({
      error: { code: "invalid_request", message: JSON.stringify(request), details: { request } },
    }),
  });

test("a client shows its environment and no secret", () => {
  const peeker = client(echo(400));
  assertClean(peeker);
  assertClean(peeker.orders);
  assert.match(inspect(peeker), /^Peeker \{ environment: 'live'/);
});

test("no error shows a secret, whatever the server or the transport says", async () => {
  const transports: Transport[] = [
    ...[200, 302, 400, 401, 409, 422, 429, 500, 503].map(echo),
    async (request) => ({ status: 500, headers: {}, body: `<p>${request.headers.authorization} ${request.body}` }),
    async (request) => {
      throw new Error(`cannot send ${JSON.stringify(request)}`);
    },
    async (request) => {
      throw new Error("cannot send", { cause: new Error(`${request.body} ${request.headers["x-secret"]}`) });
    },
  ];
  for (const transport of transports) {
    assertClean(await rejection(client(transport).orders.create(NEW_ORDER)));
    assertClean(await rejection(client(transport).me()));
  }
});

test("no error about an input or an option shows a secret", async () => {
  const peeker = client(echo(400));
  const { sequencer } = NEW_ORDER;
  for (const wrong of [
    { ...NEW_ORDER, domains: [sequencer.login_password] },
    { ...NEW_ORDER, sequencer: { ...sequencer, client_id: sequencer.login_password } },
    { ...NEW_ORDER, sequencer: sequencer.login_password },
  ]) {
    const error = await rejection(peeker.orders.create(wrong as never));
    assert.ok(!(error as Error).message.includes("pk_live_canarykey7"));
    assert.ok(!shown(error).includes("canarykey7"));
  }
  for (const make of [
    () => new Peeker("canarykey7"),
    () => new Peeker("pk_live_canarykey7\n"),
    () => new Peeker({ apiKey: ["pk_live_canarykey7"] } as never),
    () => new Peeker("pk_live_canarykey7", { headers: { "x-secret": "canary-header-8\n" } }),
  ]) {
    assertClean(await rejection((async () => make())()));
  }
});

test("calls under way, lists, waits and batches show no secret", async () => {
  const peeker = client(() => new Promise(() => {}));
  const ending = new AbortController();
  const options = { signal: ending.signal, headers: { "x-secret": "canary-header-8" } };
  const call = peeker.orders.create(NEW_ORDER, options);
  const list = peeker.orders.list({}, options);
  const batch = peeker.imports.createMany(["acme-mail.com"], options);
  const wait = peeker.orders.wait("ord_1", options);
  const derived = peeker.withOptions({ headers: { "x-secret": "canary-header-8" } });
  const ended = Promise.allSettled([call, list, batch, wait]);
  for (const shown of [call, list, batch, wait, derived, peeker.orders]) assertClean(shown);
  // Begun, so that there is something to end.
  await new Promise((turn) => setTimeout(turn, 5));
  ending.abort();
  for (const result of await ended) {
    assert.equal(result.status, "rejected");
    assertClean((result as PromiseRejectedResult).reason);
  }
});

test("what a batch and a list are answered with shows no secret", async () => {
  const peeker = client(echo(400));
  for (const room of [peeker.orders, peeker.users, peeker.domains, peeker.swaps, peeker.bundles]) {
    assertClean(await rejection(room.list().toArray()));
  }
  const names = Array.from({ length: 60 }, (_, number) => `acme-${number}.com`);
  let calls = 0;
  const half: Transport = async (request) => {
    calls += 1;
    return calls === 1 ? { status: 200, headers: {}, body: '{"data":{"domains":[]}}' } : echo(500)(request);
  };
  const batch = await client(half).domains.checkAvailability(names);
  assert.equal(batch.failed.length, 1);
  assertClean(batch);
  assertClean(batch.failed[0]?.error);
});

test("what the hook hears of attempts shows no secret", async () => {
  const reports: unknown[] = [];
  const options = { transport: echo(500), maxRetries: 0, headers: { "x-secret": "canary-header-8" } };
  const peeker = new Peeker("pk_live_canarykey7", { ...options, onAttempt: (report) => reports.push(report) });
  await rejection(peeker.orders.create(NEW_ORDER));
  await rejection(peeker.request("GET", "/quotes", { query: { token: "canary-header-8" } }));
  assert.equal(reports.length, 2);
  assertClean(reports);
});

test("an aborted call shows no secret", async () => {
  const peeker = client(() => new Promise(() => {}));
  assertClean(await rejection(peeker.orders.create(NEW_ORDER, { signal: AbortSignal.timeout(10) })));
});

test("no error about a delivery shows a webhook secret", async () => {
  const secret = "canary-webhook-0";
  for (const options of [
    { secrets: { live: secret } },
    { secrets: { live: secret }, secretEncoding: "base64" as const },
    { secrets: { live: secret }, secretEncoding: secret as never },
    { secrets: [secret] as never },
  ]) {
    assertClean(await rejection((async () => webhooks.verify("{}", {}, options))()));
  }
});
