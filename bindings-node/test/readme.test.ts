/** Every block of TypeScript in the README, compiled strictly and run against the sandbox. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import * as everything from "peeker-partner";
import { Sandbox } from "peeker-partner/testing";

const HERE = resolve(import.meta.dirname, "../..");
const README = readFileSync(join(HERE, "README.md"), "utf8");
/** Within the package, where it finds itself by its name. */
const FOLDER = join(HERE, "test", "dist", "readme");

const BLOCKS = [...README.matchAll(/^(#+ .*)$|^```ts\n([\s\S]*?)^```$/gm)].reduce<
  { heading: string; code: string }[]
>((blocks, [, heading, code]) => {
  if (heading !== undefined) blocks.push({ heading, code: "" });
  else if (code !== undefined) blocks.push({ heading: blocks.at(-1)?.heading ?? "", code });
  return blocks;
}, []);
const RUN = BLOCKS.filter(({ code }) => code !== "");

let sandbox: Sandbox;

before(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [index, { code }] of RUN.entries()) writeFileSync(join(FOLDER, `block${index}.ts`), code);
  const compilerOptions = { noEmit: false, rootDir: ".", outDir: ".", declaration: false, noUnusedLocals: false };
  const files = RUN.map((_, index) => `block${index}.ts`);
  const config = { extends: "../../../tsconfig.json", compilerOptions, files, include: [] };
  writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config));
  const { status, stdout } = spawnSync(join(HERE, "node_modules", ".bin", "tsc"), ["-p", FOLDER], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout);
  // Orders complete while they are waited for.
  sandbox = await Sandbox.start({ speed: 60 });
});

after(() => sandbox?.close());

for (const [index, { heading, code }] of RUN.entries()) {
  test(`README, ${heading.replace(/^#+ /, "")}, block ${index}`, async () => {
    const env = { ...process.env, ...sandbox.env, PEEKER_WEBHOOK_SECRET: "the secret of the portal" };
    // A test file runs by the same program as any other; the runner's own variables would make it one of its tests.
    const { NODE_TEST_CONTEXT: _, ...clean } = env as NodeJS.ProcessEnv;
    const child = spawn(process.execPath, [join(FOLDER, `block${index}.js`)], { cwd: FOLDER, env: clean });
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => printed.push(chunk));
    const status = await new Promise((ended) => child.on("close", ended));
    assert.equal(status, 0, `${Buffer.concat(printed)}\nof\n${code}`);
  });
}

test("the README's table names every class of errors", () => {
  const { PeekerError } = everything;
  const classes = Object.values(everything).filter(
    (value) => typeof value === "function" && (value === PeekerError || value.prototype instanceof PeekerError),
  ) as { name: string }[];
  const rows = [...README.matchAll(/^\| `(\w+Error)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(rows.sort(), classes.map(({ name }) => name).sort());
});

test("the README has as many blocks as were run", (t) => {
  assert.equal(README.split("```ts\n").length - 1, RUN.length);
  assert.ok(RUN.length > 5);
  t.diagnostic(`${RUN.length} blocks`);
});
