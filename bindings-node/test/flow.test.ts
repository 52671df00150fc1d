/** The whole of it against the sandbox, over real sockets: what a partner's program does on a good and on a bad day. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import {
  type Bundle,
  type Event,
  type NewOrder,
  OutcomeUnknownError,
  type Progress,
  ValidationError,
  validate,
  webhooks,
} from "peeker-partner";
import { Sandbox, type SandboxOptions } from "peeker-partner/testing";

/** What a customer pastes into a form. */
const PASTED = [
  " https://Acme-Mail.com/pricing ",
  "TEAM-ACME.com.",
  "mail.get-acme.com",
  "acme-mail.com",
  "try-acme.co.uk",
];
/** Waits are looked at this often, for the sandbox's time is fast. */
const FAST = { poll: 20 };

async function start(test: TestContext, options: SandboxOptions = {}) {
  const sandbox = await Sandbox.start({ seed: 7, speed: 30, ...options });
  test.after(() => sandbox.close());
  return { sandbox, peeker: sandbox.peeker({ expect: "sandbox" }) };
}

function orderOf({ id }: Bundle, domains: readonly string[], picture = "https://cdn.acme.com/alex.jpg"): NewOrder {
  return {
    user: "alex@acme.com",
    sequencer: {
      provider: "smartlead",
      client_id: 366_903,
      login_email: "peeker@yourcompany.com",
      login_password: "a-dedicated-login",
    },
    bundle_id: id,
    domains,
    personas: [
      { first_name: "Alex", last_name: "Rivera", profile_picture_url: picture },
      { first_name: "Sam", last_name: "Lee" },
    ],
    forwarding_url: "https://acme.com",
  };
}

/** Receives webhooks on this machine, and keeps the events that verify. */
async function receive(test: TestContext, sandbox: Sandbox): Promise<Event[]> {
  const secret = "a secret of this test";
  const events: Event[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    events.push(webhooks.verify(Buffer.concat(chunks), request.headers, { secrets: { test: secret } }));
    response.writeHead(204).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => server.close());
  await sandbox.sendWebhooks({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, secret });
  return events;
}

test("from pasted domains to an order that is live", async (t) => {
  const { sandbox, peeker } = await start(t);
  const events = await receive(t, sandbox);
  const { api_key, partner } = await peeker.me();
  assert.equal(api_key.environment, peeker.environment);
  assert.ok(partner.name);

  // A subdomain is refused before anything is sent, with what was probably meant.
  const refused = await peeker.imports.create(PASTED).catch((error: unknown) => error);
  assert.ok(refused instanceof ValidationError && refused.code === "not_root_domain");
  const meant = PASTED.map((text, index) => {
    const wrong = refused.violations.find(({ path }) => path === `domains[${index}]`);
    return validate.domain(wrong?.suggestion ?? text).domain;
  });
  const job = await peeker.imports.create(meant);
  assert.equal(job.submitted_count, 4);
  assert.ok(job.nameserver_groups.every((group) => group.nameserver_one && group.nameserver_two));
  const imported = await peeker.imports.wait(job.id, FAST);
  assert.equal(imported.status, "completed");
  const looked = await peeker.imports.lookup(meant);
  assert.equal(looked[0]?.id, job.id);

  const domains = [...new Set(meant)];
  const bundle = await peeker.bundles.create({ name: "Starter", monthly_sending_volume: 5_000 });
  assert.equal(bundle.required_domains?.total, domains.length);
  const order = await peeker.orders.create(orderOf(bundle, domains), { preflight: true });
  assert.equal(order.status, "in_progress");
  const seen: Progress[] = [];
  const done = await peeker.orders.wait(order.id, { ...FAST, onProgress: (progress) => seen.push(progress) });
  assert.deepEqual([done.status, done.domain_count], ["completed", domains.length]);
  assert.equal(seen.at(-1)?.status, "completed");
  assert.ok(seen.every(({ polls }, index) => polls === index + 1));

  // The same order again is the first one.
  const again = await peeker.orders.create(orderOf(bundle, domains)).withMeta();
  assert.deepEqual([again.data.id, again.meta.probablyOriginal], [order.id, true]);
  assert.equal((await peeker.orders.list().toArray()).length, 1);

  await sandbox.settle();
  const types = events.filter(({ type }) => type.startsWith("order.")).map(({ type }) => type);
  assert.deepEqual(types, ["order.in_progress", "order.completed"]);
  assert.equal(events.filter(({ type }) => type === "domain.connected").length, domains.length);
});

test("buying: candidates, the cheapest plan, a preflight, the order", async (t) => {
  const { peeker } = await start(t);
  const bundle = await peeker.bundles.create({ name: "Growth", monthly_sending_volume: 25_000 });
  const kinds = ["taken-", "premium-", "", "", "", "", "", "google-only-", "", ""];
  const names = Array.from({ length: 60 }, (_, number) => `${kinds[number % 10]}growth-${number}.com`);
  const batch = await peeker.domains.checkAvailability(names);
  assert.deepEqual([batch.items.length, batch.isComplete], [2, true]);
  assert.deepEqual(
    batch.rows.map(({ domain }) => domain),
    names,
  );
  const required = bundle.required_domains ?? assert.fail("no required_domains");
  const plan = validate.plan(batch.rows, required);
  const picked = plan.domains.map(({ domain }) => domain);
  const order = orderOf(bundle, picked);

  const report = await peeker.orders.preflight(order);
  assert.deepEqual([report.ok, report.not_checked], [true, []]);
  assert.equal((await peeker.orders.list()).data.length, 0);
  const placed = await peeker.orders.create(order, { known: { bundle, domains: batch.rows } });
  const done = await peeker.orders.wait(placed.id, FAST);
  assert.deepEqual([done.status, done.domain_count], ["completed", required.total]);
});

test("an order that the preflight speaks against is not placed", async (t) => {
  const { sandbox, peeker } = await start(t);
  const bundle = await peeker.bundles.create({ name: "Tiny", monthly_sending_volume: 1_000 });
  const order = orderOf(bundle, ["taken-acme.com", "acme-mail.com"]);
  const report = await peeker.orders.preflight(order);
  assert.equal(report.ok, false);
  const error = await peeker.orders.create(order, { preflight: true }).catch((error: unknown) => error);
  assert.ok(error instanceof ValidationError);
  assert.deepEqual(
    error.violations.map(({ code }) => code),
    report.violations.map(({ code }) => code),
  );
  const gone = await peeker.orders
    .create({ ...order, bundle_id: "bun_nowhere" }, { preflight: true })
    .catch((error: unknown) => error);
  assert.ok(gone instanceof ValidationError);
  assert.equal(gone.violations[0]?.path, "bundle_id");
  const posted = (await sandbox.requests()).filter(({ method, path }) => method === "POST" && path === "/orders");
  assert.equal(posted.length, 0);
});

test("a picture that nobody can fetch: the order waits, and says for what", async (t) => {
  const { sandbox, peeker } = await start(t);
  const bundle = await peeker.bundles.create({ name: "Tiny", monthly_sending_volume: 1_000 });
  const domains = ["photo-acme.com", "smile-acme.com"];
  const placed = await peeker.orders.create(orderOf(bundle, domains, "https://unreachable.test/alex.jpg"));
  assert.equal((await peeker.orders.wait(placed.id, FAST)).status, "action_required");
  const actions = [];
  for await (const action of peeker.orders.pendingActions({ order_id: placed.id })) actions.push(action);
  assert.equal(actions[0]?.reason, "profile_picture_not_accessible");
  const waiting = peeker.orders.wait(placed.id, { ...FAST, stopOnAction: false, raiseOnFailure: true });
  for (const { id } of actions) await sandbox.resolveAction(id);
  assert.equal((await waiting).status, "completed");
});

test("thirty domains are imported and forwarded, which is more than one call takes", async (t) => {
  const { peeker } = await start(t);
  const domains = Array.from({ length: 30 }, (_, number) => `campaign-${number}.com`);
  for (const { id } of (await peeker.imports.createMany(domains)).unwrap()) {
    assert.equal((await peeker.imports.wait(id, FAST)).completed_count, 30);
  }
  const batch = await peeker.forwarding.set(domains, "https://acme.com/summer");
  assert.deepEqual(
    batch.items.map((item) => item.domains.length),
    [25, 5],
  );
  const done = await Promise.all(batch.unwrap().map(({ id }) => peeker.forwarding.wait(id, FAST)));
  assert.equal(
    done.reduce((sum, job) => sum + job.completed_count, 0),
    30,
  );
});

test("a batch that failed in part says so, and is completed", async (t) => {
  const { sandbox, peeker } = await start(t);
  const names = Array.from({ length: 120 }, (_, number) => `candidate-${number}.com`);
  await sandbox.fault("status;code=503", { path: "/domains/availability", skip: 1, times: 1 });
  const batch = await peeker.domains.checkAvailability(names, { maxRetries: 0 });
  assert.deepEqual(
    batch.items.map(({ outcome }) => outcome),
    ["succeeded", "failed", "succeeded"],
  );
  assert.equal(batch.failed[0]?.error.name, "ServerError");
  assert.throws(() => batch.unwrap(), batch.failed[0]?.error);
  const completed = await batch.retry();
  assert.ok(completed.isComplete);
  assert.equal(completed.rows.length, 120);
});

test("a domain is swapped, people are renamed, and the order is cancelled", async (t) => {
  const { peeker } = await start(t);
  const bundle = await peeker.bundles.create({ name: "Starter", monthly_sending_volume: 5_000 });
  const order = await peeker.orders.create(
    orderOf(bundle, ["one-acme.com", "two-acme.com", "three-acme.com", "four-acme.com"]),
  );
  await peeker.orders.wait(order.id, FAST);
  const [old, renamed] = await peeker.domains.list({ category: "connected" }).toArray({ limit: 2 });
  assert.ok(old && renamed);
  const swap = await peeker.swaps.create({
    type: "standard",
    domain_id: old.id,
    replacement_domain: "fresh-acme.com",
  });
  assert.equal((await peeker.swaps.wait(swap.id, { ...FAST, raiseOnFailure: true })).status, "completed");
  const personas = [{ first_name: "Jane", last_name: "Doe" }];
  const { swaps } = await peeker.swaps.renameUsers({ domain_id: renamed.id, personas });
  assert.ok(swaps.length > 0);
  assert.equal((await peeker.swaps.list().toArray()).length, 1 + swaps.length);

  // A list that got lost on the way must not cancel all of it.
  const lost = await peeker.orders.cancel(order.id, { domains: undefined }).catch((error: unknown) => error);
  assert.ok(lost instanceof ValidationError);
  const cancelled = await peeker.orders.cancel(order.id);
  assert.equal(cancelled.status, "cancel_scheduled");
  assert.ok(cancelled.cancels_at);
});

test("customers and bundles are kept", async (t) => {
  const { peeker } = await start(t);
  const user = await peeker.users.create({
    email: "alex@acme.com",
    sequencer: { provider: "smartlead", client_id: 366_903 },
  });
  assert.equal((await peeker.users.update(user.id, { first_name: "Alex" })).first_name, "Alex");
  assert.equal((await peeker.users.retrieve(user.id)).email, "alex@acme.com");
  for (let number = 0; number < 5; number += 1) {
    await peeker.bundles.create({
      name: `Size ${number}`,
      monthly_sending_volume: 5_000,
      google_percent: 70,
      microsoft_percent: 30,
    });
  }
  const sizes = [];
  for await (const page of peeker.bundles.list({ per_page: 2 }).pages()) sizes.push(page.data.length);
  assert.deepEqual(sizes, [2, 2, 1]);
  const [first] = (await peeker.bundles.list()).data;
  const recommended = { google_percent: null, microsoft_percent: null };
  const updated = await peeker.bundles.update(first?.id ?? "", recommended);
  assert.notEqual(updated.effective_google_percent, 70);
  assert.equal((await peeker.bundles.delete(first?.id ?? "")).id, first?.id);
  assert.equal((await peeker.users.delete(user.id)).id, user.id);
  const raw = await peeker.request<{ data: Bundle[] }>("GET", "/bundles", { query: { per_page: 3 } });
  assert.equal(raw.data.length, 3);
});

test("a bad day: every answer is lost once, and nothing is done twice", async (t) => {
  const { sandbox, peeker } = await start(t);
  const bundle = await peeker.bundles.create({ name: "Tiny", monthly_sending_volume: 1_000 });
  await sandbox.fault("reset-after", { method: "POST", path: "/orders" });
  const order = await peeker.orders.create(orderOf(bundle, ["one-acme.com", "two-acme.com"])).withMeta();
  assert.deepEqual(
    order.meta.attempts.map(({ outcome }) => outcome),
    ["connection_failed", "ok"],
  );
  assert.equal((await sandbox.counters()).orders, 1);
  await sandbox.fault("reset-after", { method: "POST", path: "/bundles" });
  const error = await peeker.bundles
    .create({ name: "Lost", monthly_sending_volume: 1_000 })
    .catch((error: unknown) => error);
  assert.ok(error instanceof OutcomeUnknownError && error.replaySafe === false);
  const found = await peeker.bundles.list().toArray();
  assert.equal(found.filter(({ name }) => name === "Lost").length, 1);
});
