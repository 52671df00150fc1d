/** Every example in the comments of the client, compiled strictly and run against the sandbox. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { Sandbox } from "peeker-partner/testing";

const HERE = resolve(import.meta.dirname, "../..");
const FOLDER = join(HERE, "test", "dist", "examples-in-docs");
const FILES = ["client.ts", "batch.ts", "page.ts", "errors.ts", "transport.ts", "validate.ts"];
const ROOMS = readdirSync(join(HERE, "src", "resources")).map((file) => join("resources", file));

/** What stands around an example: a client, and what its sentences speak of. */
const AROUND = `
import { type Bundle, isPeekerError, Peeker, type Transport, validate } from "peeker-partner";
const peeker = new Peeker();
const names = ["growth-1.com", "growth-2.com", "growth-3.com"];
const bundle = await peeker.bundles.create({ name: "Tiny", monthly_sending_volume: 1_000 });
const { rows } = await peeker.domains.checkAvailability(names);
const required = bundle.required_domains ?? { total: 2, google: 1, microsoft: 1 };
const error: unknown = await peeker.orders.retrieve("ord_none").catch((error: unknown) => error);
void [isPeekerError, validate, required, rows, error];
`;

function examples(file: string): string[] {
  const comments = readFileSync(join(HERE, "src", file), "utf8").replace(/^ *\* ?/gm, "");
  return [...comments.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code as string);
}

test("every example in the client's comments compiles and runs", { timeout: 120_000 }, async (t) => {
  const all = [...FILES, ...ROOMS].flatMap(examples);
  assert.ok(all.length >= 12, `${all.length} examples`);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const bodies = all.map((code) => `await (async () => {\n${code}})();\n`);
  writeFileSync(join(FOLDER, "all.ts"), `${AROUND}${bodies.join("")}declare const used: [Bundle, Transport];\n`);
  const compilerOptions = { noEmit: false, rootDir: ".", outDir: ".", declaration: false, noUnusedLocals: false };
  const config = { extends: "../../../tsconfig.json", compilerOptions, files: ["all.ts"], include: [] };
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config));
  const compiled = spawnSync(join(HERE, "node_modules", ".bin", "tsc"), ["-p", FOLDER], { encoding: "utf8" });
  assert.equal(compiled.status, 0, compiled.stdout);

  const sandbox = await Sandbox.start({ speed: 60 });
  t.after(() => sandbox.close());
  const { NODE_TEST_CONTEXT: _, ...env } = { ...process.env, ...sandbox.env } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, ["--enable-source-maps", join(FOLDER, "all.js")], { env });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => printed.push(chunk));
  const status = await new Promise((ended) => child.on("close", ended));
  assert.equal(status, 0, String(Buffer.concat(printed)));
  t.diagnostic(`${all.length} examples`);
});
