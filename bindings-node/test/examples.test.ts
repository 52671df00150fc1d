/** Each example of an endpoint, through its own framework, with everything that may come. */
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { after, before, type TestContext, test } from "node:test";
import { webhooks } from "peeker-partner";
import { app as express } from "#examples/express.js";
import { app as fastify } from "#examples/fastify.js";
import { database } from "#examples/fulfil.js";
import { app as hono } from "#examples/hono.js";
import { POST } from "#examples/next-route.js";
import { gate } from "./server.js";

const PEEKER_WEBHOOK_SECRET = "the secret of the examples";
const PATH = "/webhooks/peeker";

type Deliver = (body: string, headers: Record<string, string>) => Promise<number>;

let expressUrl = "";
const server = express.listen(0, "127.0.0.1");

before(async () => {
  process.env.PEEKER_WEBHOOK_SECRET = PEEKER_WEBHOOK_SECRET;
  if (!server.listening) await new Promise((ready) => server.once("listening", ready));
  expressUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
  await fastify.ready();
});

after(async () => {
  server.close();
  server.closeAllConnections();
  await fastify.close();
  delete process.env.PEEKER_WEBHOOK_SECRET;
});

const EVENTS = new webhooks.MemoryStore();

const FRAMEWORKS: Record<string, Deliver> = {
  express: async (body, headers) => (await fetch(expressUrl, { method: "POST", body, headers })).status,
  fastify: async (payload, headers) =>
    (await fastify.inject({ method: "POST", url: PATH, payload, headers })).statusCode,
  // Next.js answers 500 where a handler throws.
  next: (body, headers) =>
    POST(new Request(`https://acme.com${PATH}`, { method: "POST", body, headers })).then(
      ({ status }) => status,
      () => 500,
    ),
  hono: async (body, headers) =>
    (await hono.request(PATH, { method: "POST", body, headers }, { PEEKER_WEBHOOK_SECRET, EVENTS })).status,
};

/** A delivery of an event that no other test uses. */
function delivery(name: string, age = 0) {
  const body = JSON.stringify({ id: `evt_${name}`, type: "order.completed", data: { id: `ord_${name}` } });
  const now = new Date(Date.now() - age * 1000);
  const headers = { ...webhooks.sign(body, { secret: PEEKER_WEBHOOK_SECRET, now, eventId: `evt_${name}` }) };
  return { body, headers: { "content-type": "application/json", ...headers }, order: `ord_${name}` };
}

function savesOf(t: TestContext) {
  return t.mock.method(database, "save").mock;
}

for (const [framework, deliver] of Object.entries(FRAMEWORKS)) {
  test(`${framework}: an event is handled once, however often it comes`, async (t) => {
    const saves = savesOf(t);
    const { body, headers, order } = delivery(`${framework}_once`);
    assert.deepEqual([await deliver(body, headers), await deliver(body, headers)], [200, 200]);
    assert.equal(database.statuses.get(order), "completed");
    assert.equal(saves.callCount(), 1);
  });

  test(`${framework}: a retry that is hours old is Peeker's as well`, async () => {
    const { body, headers, order } = delivery(`${framework}_old`, 20 * 3600);
    assert.equal(await deliver(body, headers), 200);
    assert.equal(database.statuses.get(order), "completed");
  });

  test(`${framework}: what is forged, malformed or too old is refused`, async (t) => {
    const saves = savesOf(t);
    const { body, headers } = delivery(`${framework}_refused`);
    assert.equal(await deliver(`${body} `, headers), 400, "another body");
    assert.equal(await deliver(body, { ...headers, "Peeker-Signature": `v1=${"0".repeat(64)}` }), 400, "forged");
    assert.equal(await deliver(body, { "content-type": "application/json" }), 400, "no headers");
    assert.equal(await deliver("", headers), 400, "no body");
    assert.equal(await deliver("{", { "content-type": "application/json" }), 400, "no JSON");
    const stale = delivery(`${framework}_stale`, 25 * 3600);
    assert.equal(await deliver(stale.body, stale.headers), 400, "stale");
    assert.equal(saves.callCount(), 0);
  });

  test(`${framework}: while an event is handled, another delivery of it is put off`, async (t) => {
    const { opened, open } = gate();
    const begun = gate();
    t.mock.method(database, "save", async () => {
      begun.open();
      await opened;
    });
    const { body, headers } = delivery(`${framework}_twice`);
    const first = deliver(body, headers);
    await begun.opened;
    assert.equal(await deliver(body, headers), 503);
    open();
    assert.equal(await first, 200);
  });

  test(`${framework}: an event whose handler fails is delivered again, and handled then`, async (t) => {
    const { body, headers, order } = delivery(`${framework}_failing`);
    const failing = t.mock.method(database, "save", async () => {
      throw new Error("the database is down");
    });
    assert.equal(await deliver(body, headers), 500);
    failing.mock.restore();
    assert.equal(await deliver(body, headers), 200);
    assert.equal(database.statuses.get(order), "completed");
  });
}
