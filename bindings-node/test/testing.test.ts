import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as runner from "node:test";
import { test } from "node:test";
import { webhooks } from "peeker-partner";
import { checkStore, Sandbox, SandboxError, useSandbox } from "peeker-partner/testing";

const NAMES = ["acme-mail.com", "team-acme.com"];

test("a sandbox starts on a free port, answers, and ends", async () => {
  const sandbox = await Sandbox.start();
  const peeker = sandbox.peeker();
  assert.equal(peeker.environment, "test");
  assert.equal((await peeker.me()).api_key.environment, "test");
  await sandbox.close();
  await sandbox.close();
  await assert.rejects(fetch(sandbox.baseUrl), TypeError);
});

test("two sandboxes know nothing of each other", async () => {
  await using one = await Sandbox.start();
  await using other = await Sandbox.start();
  await one.peeker().me();
  assert.deepEqual([(await one.counters()).requests, (await other.counters()).requests], [1, 0]);
});

test("time passes when it is told to, and imports end", async () => {
  const sandbox = await Sandbox.start({ speed: 0, start: new Date("2026-05-08T12:00:00Z"), dns: "manual" });
  try {
    assert.equal((await sandbox.now()).toISOString(), "2026-05-08T12:00:00.000Z");
    await sandbox.peeker().imports.create(NAMES);
    assert.equal((await sandbox.advance(1800)).toISOString(), "2026-05-08T12:30:00.000Z");
    assert.deepEqual(
      (await sandbox.events()).map(({ type }) => type),
      ["domain_import.action_required"],
    );
    assert.deepEqual(await sandbox.moveNameservers(NAMES), NAMES);
    const events = await sandbox.events();
    assert.equal(events.at(-1)?.type, "domain_import.completed");
    assert.equal(webhooks.parse(events.at(-1)?.body ?? "").type, "domain_import.completed");
  } finally {
    await sandbox.close();
  }
});

test("webhooks arrive signed, and can be sent once more", async (t) => {
  const secret = "a secret of this test";
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push(webhooks.verify(Buffer.concat(chunks), request.headers, { secrets: { test: secret } }).id);
    response.writeHead(204).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const sandbox = await Sandbox.start({ speed: 0, dns: "manual" });
  t.after(() => sandbox.close());
  await sandbox.sendWebhooks({ url, secret });
  await sandbox.peeker().imports.create(NAMES);
  await sandbox.advance(1800);
  await sandbox.settle();
  const [event] = await sandbox.events();
  assert.ok(event);
  assert.deepEqual(seen, [event.id]);
  await sandbox.redeliver(event.id);
  await sandbox.settle();
  assert.deepEqual(seen, [event.id, event.id]);
  const deliveries = await sandbox.deliveries();
  assert.deepEqual(
    deliveries.map(({ attempt, status }) => [attempt, status]),
    [
      [1, 204],
      [0, 204],
    ],
  );
});

const sandbox = useSandbox(runner, { speed: 0 });

test("a fault hits the requests that it names, and is retried", async () => {
  await sandbox().fault("status;code=503", { method: "GET", path: "/me" });
  await sandbox().peeker().me();
  const requests = await sandbox().requests();
  assert.deepEqual(
    requests.map(({ path, status, fault }) => [path, status, fault !== null]),
    [
      ["/me", 503, true],
      ["/me", 200, false],
    ],
  );
});

test("each test of a file finds the sandbox as it was in the beginning", async () => {
  assert.deepEqual(await sandbox().counters(), { requests: 0, orders: 0, events: 0, deliveries: 0 });
  await sandbox().fault("status;code=503", { times: 9 });
  await sandbox().clearFaults();
  assert.equal((await sandbox().peeker({ maxRetries: 0 }).me()).api_key.environment, "test");
});

test("faults by chance hit as many as they are told to", async () => {
  await sandbox().chaos({ percent: 100, faults: ["status;code=503"] });
  await assert.rejects(sandbox().peeker({ maxRetries: 0 }).me(), (error: Error) => error.name === "ServerError");
  await sandbox().chaos({});
  await sandbox().peeker({ maxRetries: 0 }).me();
});

test("every option is one that the program knows", async () => {
  const all = await Sandbox.start({
    seed: 7,
    speed: 0,
    start: new Date("2026-05-08T12:00:00Z"),
    dns: "manual",
    shapes: "may",
    webhookUrl: "http://127.0.0.1:9/",
    webhookSecret: "one",
    webhookLiveSecret: "other",
    webhookConnections: 4,
    resignRetries: false,
    timestamps: "virtual",
    signedContent: "body",
    plan: "vip",
    chaos: 1,
    rateLimit: 60,
  });
  await all.close();
});

test("the hooks of other runners are called by their names", async () => {
  const order: string[] = [];
  const run: Record<string, () => Promise<void>> = {};
  const hook = (name: string) => (each: () => Promise<void>) => {
    order.push(name);
    run[name] = each;
  };
  const vitest = { beforeAll: hook("beforeAll"), afterAll: hook("afterAll"), beforeEach: hook("beforeEach") };
  const current = useSandbox(vitest);
  assert.throws(current, /inside of tests/);
  assert.deepEqual(order, ["beforeAll", "beforeEach", "afterAll"]);
  await run.beforeAll?.();
  await run.beforeEach?.();
  assert.match(current().baseUrl, /^http:\/\/127\.0\.0\.1:/);
  await run.afterAll?.();
  assert.throws(() => useSandbox({} as never), TypeError);
});

test("every control call has a method", async () => {
  const source = readFileSync(new URL("../../src/testing/sandbox.ts", import.meta.url), "utf8");
  const made = [...source.matchAll(/#control\("(\w+)", ["`](.*?)["`]/g)];
  const found = made.map(([, method, path]) => `${method} ${path?.replace(/\$\{.*\}/, "{id}")}`);
  const { calls } = (await (await fetch(new URL("/__sandbox", sandbox().baseUrl))).json()) as { calls: string[] };
  // The first is the clock once more; what waits is what the test itself asked for.
  const unused = new Set(["GET /health", "GET /faults", "GET /webhook-faults"]);
  assert.deepEqual(new Set(found), new Set(calls.filter((call) => !unused.has(call))));
});

test("webhooks go nowhere once they are stopped", async () => {
  await sandbox().sendWebhooks({ url: "http://127.0.0.1:9/", secret: "s" });
  await sandbox().stopWebhooks();
  await sandbox().peeker().imports.create(NAMES);
  await sandbox().advance(1800);
  await sandbox().settle();
  assert.deepEqual(await sandbox().deliveries(), []);
});

test("a store of one's own is tried in one call", async () => {
  await checkStore(new webhooks.MemoryStore());
  const events = new Map<string, webhooks.Claim>();
  const store: webhooks.DeduplicatorStore = {
    claim(id) {
      const known = events.get(id);
      if (known) return known;
      events.set(id, "in_progress");
      return "new";
    },
    complete: (id) => void events.set(id, "done"),
    release: (id) => void (events.get(id) === "in_progress" && events.delete(id)),
  };
  await checkStore(store);
  const wrong: [string, Partial<webhooks.DeduplicatorStore>, RegExp][] = [
    ["forgets claims", { claim: () => "new" }, /gave new and not in_progress/],
    ["forgets what is done", { release: (id) => void events.delete(id) }, /giving a claim back does not undo that/],
    ["keeps claims", { release: () => {} }, /gave in_progress and not new/],
    ["completes nothing", { complete: () => {} }, /not done/],
  ];
  for (const [name, change, message] of wrong)
    await assert.rejects(checkStore({ ...store, ...change }), message, name);
  const slow = {
    ...store,
    // It looks, and claims after that: two that look at the same time both find nothing.
    async claim(id: string) {
      const known = await Promise.resolve(events.get(id));
      if (!known) events.set(id, "in_progress");
      return known ?? "new";
    },
  };
  await assert.rejects(checkStore(slow), /of 8 claims at once 8 were new/);
});

test("what the control API refuses is an error with its reason", async () => {
  await assert.rejects(sandbox().redeliver("evt_nothing"), (error: Error) => {
    return error instanceof SandboxError && /no such event/.test(error.message);
  });
  await assert.rejects(sandbox().fault("teapot"), SandboxError);
  await assert.rejects(sandbox().fault("empty", { methd: "GET" } as never), /no option methd/);
  await assert.rejects(Sandbox.start({ sped: 0 } as never), /no option sped/);
});

test("a program that is missing, or does not start, is named", async (t) => {
  const program = process.env.PEEKER_SANDBOX;
  await assert.rejects(
    Sandbox.start({ program: "/nowhere/peeker-sandbox" }),
    /\/nowhere\/peeker-sandbox cannot be started/,
  );
  await assert.rejects(Sandbox.start({ program: process.execPath }), SandboxError);
  delete process.env.PEEKER_SANDBOX;
  t.after(() => {
    process.env.PEEKER_SANDBOX = program;
  });
  const named = /npm install --save-dev peeker-partner-sandbox; or set PEEKER_SANDBOX/;
  await assert.rejects(Sandbox.start(), named);
});

test("a sandbox that nobody closed keeps no process alive", async () => {
  const code = `const { Sandbox } = await import("peeker-partner/testing");
    const sandbox = await Sandbox.start();
    console.log(sandbox.baseUrl);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed: Buffer[] = [];
  for await (const chunk of child.stdout) printed.push(chunk as Buffer);
  const baseUrl = Buffer.concat(printed).toString().trim();
  assert.match(baseUrl, /^http:/);
  // It ends with its parent: at once, but not in the same moment.
  while (await isThere(baseUrl));
});

async function isThere(baseUrl: string): Promise<boolean> {
  return fetch(baseUrl).then(
    () => true,
    () => false,
  );
}
