/** The types say what the values are: every answer of the vectors, written as a literal of its type, compiles. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  type AttemptReport,
  type NewOrder,
  Peeker,
  PeekerError,
  type Progress,
  validate,
  webhooks,
} from "peeker-partner";
import { invoke } from "./invoke.js";
import { KEY, ORDER } from "./server.js";
import { soundInputs, vectors } from "./vectors.js";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));

/** A type, and a value that is said to be of it. */
type Line = [type: string, value: unknown];

const OUTPUT = (operation: string) => `Operations["${operation}"]["output"]`;

/** What the compiler says of a file with these constants. */
function compile(t: TestContext, lines: readonly string[]): string {
  const folder = join(PACKAGE, "test", "dist");
  mkdirSync(folder, { recursive: true });
  const own = mkdtempSync(join(folder, "honest-"));
  t.after(() => rmSync(own, { recursive: true }));
  const imports = [
    'import type * as api from "peeker-partner";',
    'import type { Operations } from "#dist/generated/operations.js";',
  ];
  writeFileSync(join(own, "values.ts"), [...imports, ...lines].join("\n"));
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { noEmit: true, noUnusedLocals: false, rootDir: PACKAGE },
  };
  writeFileSync(join(own, "tsconfig.json"), JSON.stringify({ ...config, include: ["values.ts"], exclude: [] }));
  const compiler = join(PACKAGE, "node_modules", ".bin", "tsc");
  const { stdout, stderr } = spawnSync(compiler, ["-p", own, "--pretty", "false"], { encoding: "utf8" });
  return stdout + stderr;
}

function constants(lines: readonly Line[]): string[] {
  return lines.map(([type, value], index) => `export const v${index}: ${type} = ${JSON.stringify(value)};`);
}

interface Response {
  operation: string;
  status: number;
  body: unknown;
}

async function answers(): Promise<Line[]> {
  const inputs = soundInputs();
  const lines: Line[] = [];
  for (const { operation, status, body } of vectors<Response>("responses")) {
    const transport = async () => ({ status, headers: {}, body: JSON.stringify(body) });
    const peeker = new Peeker(KEY, { transport, maxRetries: 0 });
    lines.push([OUTPUT(operation), await invoke(peeker, operation, inputs[operation] ?? {})]);
  }
  return lines;
}

test("every answer is what its type says", async (t) => {
  const lines = await answers();
  assert.equal(lines.length, vectors("responses").length);
  assert.equal(compile(t, constants(lines)), "");
  t.diagnostic(`${lines.length} vectors`);
});

test("every event is what its type says", (t) => {
  const all = vectors<{ body: unknown }>("events");
  const lines = all.map(({ body }): Line => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return ["api.Event", webhooks.parse(text)];
  });
  assert.equal(compile(t, constants(lines)), "");
  t.diagnostic(`${lines.length} vectors`);
});

test("every report, plan and verdict is what its type says", (t) => {
  const orders = vectors<{ order: NewOrder; known: validate.Known }>("orders");
  const lines: Line[] = [];
  const add = (type: string, value: () => unknown) => {
    try {
      lines.push([type, value()]);
    } catch (error) {
      assert.ok(error instanceof PeekerError);
      for (const violation of error.violations ?? []) lines.push(["api.Violation", violation]);
    }
  };
  for (const { order, known } of orders) add("api.OrderReport", () => validate.order(order, known));
  for (const { input } of vectors<{ input: string }>("domains")) add("api.RootDomain", () => validate.domain(input));
  for (const { query } of vectors<{ query: never }>("estimates"))
    add("api.DomainEstimate", () => validate.estimateDomains(query));
  type Places = { domains: never[]; required_domains: never };
  for (const { domains, required_domains } of vectors<Places>("plans"))
    add("api.DomainPlan", () => validate.plan(domains, required_domains));
  for (const { domains, required_domains } of vectors<Places>("assignments")) {
    add("api.ProviderAssignment", () => validate.assignProviders(domains, required_domains));
  }
  assert.ok(lines.length > 300);
  assert.equal(compile(t, constants(lines)), "");
  t.diagnostic(`${lines.length} values`);
});

test("what is known of calls and waits is what its type says", async (t) => {
  const lines: Line[] = [];
  const statuses = [503, 429, 200][Symbol.iterator]();
  const transport = async () => {
    const status = statuses.next().value ?? 200;
    return {
      status,
      headers: { "retry-after": "0" },
      body: JSON.stringify(status === 200 ? { data: { ...ORDER, status: "completed" } } : {}),
    };
  };
  const onAttempt = (report: AttemptReport) => lines.push(["api.AttemptReport", report]);
  const onProgress = (progress: Progress) => lines.push(["api.Progress", progress]);
  const peeker = new Peeker(KEY, { transport, onAttempt });
  await peeker.orders.wait("ord_1", { onProgress });
  lines.push(["api.Meta", (await peeker.orders.retrieve("ord_1").withMeta()).meta]);
  assert.deepEqual(
    lines.map(([type]) => type.slice(4)),
    ["AttemptReport", "AttemptReport", "AttemptReport", "Progress", "AttemptReport", "Meta"],
  );
  assert.equal(compile(t, constants(lines)), "");
});

test("a value that is not what its type says does not compile", async (t) => {
  const lies: Line[] = [];
  for (const [type, value] of await answers()) {
    const rows = (value as { data?: unknown[] }).data ?? [value];
    const row = (Array.isArray(value) ? value : rows)[0] as Record<string, unknown> | undefined;
    // Each field of the first object of each answer, of a type that no field has.
    const name = Object.keys(row ?? {}).find((field) => field === "id" || field === "domain");
    if (row && name && value === row) lies.push([type, { ...row, [name]: { lie: true } }]);
  }
  assert.ok(lies.length > 40);
  const found = compile(t, constants(lies)).match(/^.*values\.ts\(\d+/gm) ?? [];
  assert.equal(new Set(found).size, lies.length);
});
