/**
 * What every fault does to every operation, beside `docs/reliability.md`, whose tables were measured with core's own
 * client: the same cells, through the public methods, the addon and real sockets.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import {
  Batch,
  type CallOptions,
  type Meta,
  type NewOrder,
  Peeker,
  PeekerError,
  type WithMeta,
} from "peeker-partner";
import { Sandbox } from "peeker-partner/testing";
import { methodOf, OPERATIONS } from "./invoke.js";

const DOMAINS = ["acme-mail.com", "team-acme.com"];
const sequencer = { provider: "smartlead", client_id: 366_903 };

/** Faults of the sandbox by the columns of the tables. */
const FAULTS: Record<string, string> = {
  429: "rate-limited;retry_after=0",
  "reset before": "reset-before",
  "reset after": "reset-after",
  timeout: "latency;ms=900",
  500: "status;code=500",
  "500 after": "status;code=500;processed=true",
  "torn body": "torn-body",
  "HTML 502": "html;code=502",
  redirect: "redirect;code=307;to=http://127.0.0.1:9/elsewhere",
  "HTML 200": "html;code=200",
  "wrong JSON": "wrong-json",
  "broken JSON": "broken-json",
  "empty 200": "empty",
};

type World = { sandbox: Sandbox; peeker: Peeker };

const bundle = async ({ peeker }: World) =>
  (await peeker.bundles.create({ name: "Starter", monthly_sending_volume: 1_000 })).id;
const user = async ({ peeker }: World) => (await peeker.users.create({ email: "alex@acme.com", sequencer })).id;
const imported = async ({ peeker }: World) => (await peeker.imports.create(DOMAINS)).id;
const order = async (world: World) => (await world.peeker.orders.create(orderOf(await bundle(world)))).id;
const ordered = async (world: World) => {
  await order(world);
  await world.sandbox.advance(60);
  return (await world.peeker.domains.list()).data[0]?.id ?? "";
};

function orderOf(bundle_id: string): NewOrder {
  const login = { login_email: "peeker@yourcompany.com", login_password: "a-dedicated-login" };
  const personas = [{ first_name: "Alex", last_name: "Rivera" }];
  return { user: "alex@acme.com", sequencer: { ...sequencer, ...login }, bundle_id, domains: DOMAINS, personas };
}

const swapOf = (domain_id: string) => ({ type: "standard", domain_id, replacement_domain: "fresh-acme.com" });
const nothing = async () => "";

/** What has to be there before a call, and what it is given then. */
const CALLS: Record<string, [prepare: (world: World) => Promise<string>, inputs: (id: string) => unknown[]]> = {
  me: [nothing, () => []],
  "bundles.create": [nothing, () => [{ name: "Starter", monthly_sending_volume: 1_000 }]],
  "bundles.retrieve": [bundle, (id) => [id]],
  "bundles.list": [bundle, () => [{}]],
  "bundles.update": [bundle, (id) => [id, { name: "Grown" }]],
  "bundles.delete": [bundle, (id) => [id]],
  "users.create": [nothing, () => [{ email: "alex@acme.com", sequencer }]],
  "users.retrieve": [user, (id) => [id]],
  "users.list": [user, () => [{}]],
  "users.update": [user, (id) => [id, { last_name: "Rivera" }]],
  "users.delete": [user, (id) => [id]],
  "domains.list": [imported, () => [{}]],
  "domains.check_availability": [nothing, () => [DOMAINS]],
  "imports.create": [nothing, () => [DOMAINS]],
  "imports.retrieve": [imported, (id) => [id]],
  "imports.lookup": [imported, () => [DOMAINS]],
  "imports.create_job": [nothing, () => [DOMAINS]],
  "imports.retrieve_job": [async ({ peeker }) => (await peeker.imports.createJob(DOMAINS)).id, (id) => [id]],
  "forwarding.set": [imported, () => [DOMAINS, "https://acme.com"]],
  "forwarding.retrieve": [
    async (world) => {
      await imported(world);
      return (await world.peeker.forwarding.set(DOMAINS, "https://acme.com")).unwrap()[0]?.id ?? "";
    },
    (id) => [id],
  ],
  "orders.create": [bundle, (id) => [orderOf(id)]],
  "orders.retrieve": [order, (id) => [id]],
  "orders.list": [order, () => [{}]],
  "orders.cancel": [order, (id) => [id, {}]],
  "orders.pending_actions": [order, (order_id) => [{ order_id }]],
  "swaps.create": [ordered, (id) => [swapOf(id)]],
  "swaps.retrieve": [
    async (world) => (await world.peeker.swaps.create(swapOf(await ordered(world)))).id,
    (id) => [id],
  ],
  "swaps.list": [async (world) => (await world.peeker.swaps.create(swapOf(await ordered(world)))).id, () => [{}]],
  "swaps.rename_users": [
    ordered,
    (domain_id) => [{ domain_id, personas: [{ first_name: "Jane", last_name: "Doe" }] }],
  ],
};

/** A cell as the document writes it. */
async function cellOf(call: Promise<Meta>, sent: () => Promise<number>): Promise<string> {
  try {
    const { attempts, alreadyGone } = await call;
    const waits = attempts.filter(({ status, waitedMs }) => status === 429 && waitedMs > 0).length;
    const how = waits > 0 ? `waited ×${waits}` : `retried ×${attempts.length - 1}`;
    return `${how} → ok${alreadyGone ? ", already gone" : ""}`;
  } catch (error) {
    if (!(error instanceof PeekerError)) throw error;
    const { code, replaySafe } = error;
    const advice = replaySafe === undefined ? "" : replaySafe ? ", repeatable" : ", look first";
    return `${code}${advice} (${await sent()} sent)`;
  }
}

/** The call's metadata, of a batch those of its only call. */
async function metaOf(result: unknown): Promise<Meta> {
  const ended = await (result as { withMeta?: () => Promise<WithMeta<unknown>> });
  if (!(ended instanceof Batch))
    return (await (result as { withMeta: () => Promise<WithMeta<unknown>> }).withMeta()).meta;
  ended.unwrap();
  return ended.succeeded[0]?.meta as Meta;
}

async function measure(world: World, operation: string, column: string, times: number): Promise<string> {
  const { sandbox, peeker } = world;
  const [prepare, inputs] = CALLS[operation] ?? assert.fail(`no call of ${operation}`);
  await sandbox.reset();
  const given = inputs(await prepare(world));
  const before = (await sandbox.requests()).length;
  const sent = async () => (await sandbox.requests()).length - before;
  // Refused connections: to a port that nobody listens at.
  const refused = () => new Peeker(sandbox.key, { baseUrl: "http://127.0.0.1:9/partner/v1" });
  if (column !== "refused") await sandbox.fault(FAULTS[column] ?? assert.fail(`no fault ${column}`), { times });
  const options: CallOptions = column === "timeout" ? { timeout: 400 } : {};
  const method = methodOf(column === "refused" ? refused() : peeker, operation);
  return cellOf(metaOf(method?.(...given, options)), sent);
}

interface Table {
  columns: string[];
  rows: Map<string, string[]>;
}

/** The table below a heading. */
function table(heading: string): Table {
  const text = readFileSync(new URL("../../../docs/reliability.md", import.meta.url), "utf8");
  const [, section = assert.fail(heading)] = text.split(`\n## ${heading}\n`);
  const lines = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("| "));
  const cells = (line: string) => line.slice(2, -2).split(" | ");
  const [head = "", ...rows] = lines.filter((line) => !line.startsWith("|---"));
  const entries = rows.map(cells).map(([name = "", ...rest]): [string, string[]] => [name.replaceAll("`", ""), rest]);
  return { columns: cells(head).slice(1), rows: new Map(entries) };
}

const TABLES: [heading: string, times: number, columns: (name: string) => boolean][] = [
  // A port that refuses once cannot be had.
  ["A fault that passes", 1, (name) => name !== "refused"],
  ["A fault that stays", 1_000, () => true],
  ["Answers that no repetition makes better", 1_000, () => true],
];

describe("every fault does to every operation what the documentation says", { concurrency: 8 }, () => {
  const { random } = Math;
  before(() => {
    // Decides what is waited between attempts: as little as there is.
    Math.random = () => SEED / 2 ** 32;
  });
  after(() => {
    Math.random = random;
  });
  for (const operation of OPERATIONS) {
    test(operation, async () => {
      const sandbox = await Sandbox.start({ speed: 0, seed: 11 });
      try {
        const world = { sandbox, peeker: sandbox.peeker() };
        let cells = 0;
        for (const [heading, times, isMeasured] of TABLES) {
          const { columns, rows } = table(heading);
          for (const [index, column] of columns.entries()) {
            if (!isMeasured(column)) continue;
            // Three times 30 s are the deadline; three times less are three timeouts.
            const expected = rows.get(operation)?.[index]?.replace("deadline_exceeded", "timeout");
            assert.equal(await measure(world, operation, column, times), expected, `${heading}: ${column}`);
            cells += 1;
          }
        }
        assert.equal(cells, 8 + 9 + 5);
      } finally {
        await sandbox.close();
      }
    });
  }
});

/** Of the seeds below 3000, the one whose waits are the shortest. */
const SEED = 251;
