/** Whatever is passed, wherever: a typed error or a result, and the process goes on. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Batch, List, Peeker, PeekerError, validate, webhooks } from "peeker-partner";
import { inputsOf, methodOf, OPERATIONS } from "./invoke.js";
import { anything, bent, Dice } from "./random.js";
import { KEY } from "./server.js";
import { soundInputs } from "./vectors.js";

/** As many odd values each entry is given, several in a call. */
const VALUES = 10_000;
const SOUND = soundInputs();

/** What is called, and what it takes when all is well. */
type Entry = [name: string, call: (...inputs: unknown[]) => unknown, sound: unknown[]];

/** Answers at once: nothing here is about the network. */
const transport = async () => ({ status: 404, headers: {}, body: '{"error":{"code":"not_found","message":"No."}}' });
const peeker = new Peeker(KEY, { transport, maxRetries: 0 });
const options = { timeout: 50, headers: { a: "b" }, waive: ["unknown_suffix"], extraQuery: { a: 1 } };

const operations = OPERATIONS.map((operation): Entry => {
  const method = methodOf(peeker, operation) ?? assert.fail(operation);
  return [operation, method, [...inputsOf(operation, SOUND[operation] ?? {}), options]];
});

const besides: Entry[] = [
  [
    "new Peeker",
    (...inputs) => new Peeker(...(inputs as [])),
    [KEY, { timeout: 5, headers: { a: "b" }, maxRetries: 1 }],
  ],
  ["withOptions", (change) => peeker.withOptions(change as never), [{ timeout: 5, allowHosts: ["acme.com"] }]],
  [
    "request",
    (...inputs) => peeker.request(...(inputs as [never, never])),
    ["POST", "/quotes", { body: { a: 1 } }, options],
  ],
  [
    "imports.createMany",
    (...inputs) => peeker.imports.createMany(...(inputs as [never])),
    [["acme-mail.com"], options],
  ],
  [
    "orders.preflight",
    (...inputs) => peeker.orders.preflight(...(inputs as [never])),
    [SOUND["orders.create"], options],
  ],
  ...(["imports", "forwarding", "orders", "swaps"] as const).map(
    (room): Entry => [
      `${room}.wait`,
      (...inputs) => peeker[room].wait(...(inputs as [never])),
      ["ord_1", { timeout: 1, poll: 1, stopOnAction: false }],
    ],
  ),
  ["toArray", (how) => peeker.orders.list().toArray(how as never), [{ limit: 3 }]],
];

const ROW = { domain: "acme-mail.com", available: true, usable_for: ["google"], price_cents: 1300, currency: "usd" };
const REQUIRED = { total: 1, google: 1, microsoft: 0 };
const BODY = '{"id":"evt_1","type":"order.completed","created_at":"2026-05-08T12:00:00Z","data":{"id":"ord_1"}}';

const pure: Entry[] = [
  ["validate.domain", validate.domain as never, ["acme-mail.com"]],
  ["validate.domains", validate.domains as never, [["acme-mail.com"], { use: "import" }]],
  ["validate.order", validate.order as never, [SOUND["orders.create"], { domains: [ROW] }]],
  ["validate.assignProviders", validate.assignProviders as never, [[ROW], REQUIRED]],
  ["validate.plan", validate.plan as never, [[ROW], REQUIRED, { currency: "usd" }]],
  ["validate.estimateDomains", validate.estimateDomains as never, [{ monthly_sending_volume: 25_000 }]],
  ["webhooks.parse", webhooks.parse as never, [BODY]],
  [
    "webhooks.verify",
    webhooks.verify as never,
    [BODY, { "peeker-timestamp": "1" }, { secrets: { live: "s" }, tolerance: 300 }],
  ],
  ["webhooks.diagnose", webhooks.diagnose as never, [BODY, { "peeker-timestamp": "1" }, { secrets: { live: "s" } }]],
  ["webhooks.sign", webhooks.sign as never, [BODY, { secret: "s" }]],
];

/** Calls it with a sound input of which a part is odd, or with nothing but what is odd. */
async function strain([name, call, sound]: Entry): Promise<{ calls: number; refused: number }> {
  const dice = new Dice(name.length);
  let refused = 0;
  let time = 0;
  for (; dice.values < VALUES; time += 1) {
    const length = 1 + dice.roll(sound.length + 1);
    const inputs = Array.from({ length }, (_, index) => {
      return dice.roll(3) === 0 ? sound[index] : index in sound ? bent(sound[index], dice) : anything(dice);
    });
    try {
      await settle(call(...inputs));
    } catch (error) {
      const isOwn = error instanceof PeekerError || (error instanceof DOMException && error.name === "AbortError");
      assert.ok(isOwn, `${name}, time ${time}: ${(error as Error)?.stack}`);
      if (error instanceof PeekerError)
        assert.notEqual(error.code, "internal", `${name}, time ${time}: ${error.message}`);
      refused += 1;
    }
  }
  return { calls: time, refused };
}

async function settle(result: unknown): Promise<void> {
  const value = result instanceof List ? await result : await result;
  if (value instanceof Batch) void value.isComplete;
}

describe(`${VALUES} odd values at each entry end in a typed error or a result`, () => {
  const { emitWarning } = process;
  before(() => {
    process.emitWarning = () => {};
  });
  after(() => {
    process.emitWarning = emitWarning;
  });
  for (const entry of [...operations, ...besides, ...pure]) {
    test(entry[0], async (t) => {
      const { calls, refused } = await strain(entry);
      assert.ok(refused > calls / 10, `only ${refused} of ${calls} were refused`);
      t.diagnostic(`${calls} calls`);
    });
  }
});

test("an array that says of itself that it is endless is refused", async () => {
  const endless = new Proxy([], { get: (_, name) => (name === "length" ? 2 ** 40 : "acme.com") });
  await assert.rejects(peeker.imports.create(endless), { name: "ValidationError" });
  await assert.rejects(peeker.me({ headers: endless as never }), { name: "ConfigurationError" });
  await assert.rejects(peeker.me({ waive: endless }), { name: "ConfigurationError" });
});

test("what is read once cannot change after it was looked at", async () => {
  let reads = 0;
  const shifty = {
    get domain_id() {
      reads += 1;
      return reads === 1 ? "dom_1" : Number.NaN;
    },
    replacement_domain: "acme.com",
    type: "standard",
  };
  await assert.rejects(peeker.swaps.create(shifty as never), { name: "NotFoundError" });
  assert.equal(reads, 1);
});
