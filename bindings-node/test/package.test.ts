/** What is published: packed, installed into an empty project, and used there as each kind of module. */
import assert from "node:assert/strict";
import { type ExecFileSyncOptions, execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

/** The package's folder in the repository. */
const HERE = resolve(import.meta.dirname, "../..");
const BIN = join(HERE, "node_modules", ".bin");
const CONSUMERS = join(HERE, "test", "consumers");

let folder = "";
let project = "";
let tarball = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "peeker-package-"));
  const packed = join(folder, "packed");
  const tarballs = run(process.execPath, [join(HERE, "scripts", "pack.mjs"), packed], HERE)
    .trim()
    .split("\n");
  tarball = tarballs.find((name) => /peeker-partner-\d/.test(name)) ?? "";
  project = emptyProject("project", tarballs);
});

after(() => rmSync(folder, { recursive: true }));

function run(command: string, args: string[], cwd: string, options: ExecFileSyncOptions = {}): string {
  return execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  }) as string;
}

/** Offline: the packages of other platforms are optional, and whether they are published must not matter here. */
function emptyProject(name: string, tarballs: string[]): string {
  const at = join(folder, name);
  mkdirSync(at);
  writeFileSync(join(at, "package.json"), '{ "private": true }');
  run("npm", ["install", "--offline", "--loglevel=error", ...tarballs], at);
  return at;
}

/** A file of `consumers/` beside the installed package. */
function consumer(name: string): string {
  cpSync(join(CONSUMERS, name), join(project, name));
  return join(project, name);
}

for (const name of ["plain.mjs", "plain.cjs", "realm.mjs"]) {
  test(`${name} runs in an empty project`, () => {
    assert.equal(run(process.execPath, [consumer(name)], project), "smoke: ok\n");
  });
}

/** As strict as TypeScript is, and with every declaration of the package checked as well. */
const STRICT = {
  target: "es2023",
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: false,
  skipLibCheck: false,
};

for (const type of ["module", "commonjs"]) {
  test(`a strict project compiles and runs as ${type}`, () => {
    const at = join(project, type);
    mkdirSync(at);
    cpSync(join(CONSUMERS, "smoke.ts"), join(at, "smoke.ts"));
    writeFileSync(join(at, "package.json"), JSON.stringify({ type }));
    compile(at, { ...STRICT, lib: ["es2023"], types: ["node"], typeRoots: [join(HERE, "node_modules", "@types")] });
    assert.equal(run(process.execPath, [join(at, "smoke.js")], at), "smoke: ok\n");
  });
}

test("the declarations need no types of Node", () => {
  const at = join(project, "without-types");
  mkdirSync(at);
  writeFileSync(join(at, "package.json"), '{ "type": "module" }');
  const entries = ["", "/webhooks", "/validate", "/edge", "/testing"];
  const lines = entries.map((entry, index) => `export * as e${index} from "peeker-partner${entry}";\n`);
  writeFileSync(join(at, "smoke.ts"), lines.join(""));
  compile(at, { ...STRICT, lib: ["es2023", "dom", "esnext.disposable"], types: [] });
});

function compile(at: string, compilerOptions: object): void {
  writeFileSync(join(at, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["smoke.ts"] }));
  const { status, stdout } = spawnSync(join(BIN, "tsc"), ["-p", at], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
}

test("the sandbox's program is found where its package is installed", () => {
  const code = `const { Sandbox } = await import("peeker-partner/testing");
    const sandbox = await Sandbox.start();
    console.log((await sandbox.peeker().me()).api_key.environment);
    await sandbox.close();`;
  const { PEEKER_SANDBOX: _elsewhere, ...env } = process.env;
  assert.equal(run(process.execPath, ["--input-type=module", "-e", code], project, { env }), "test\n");
  assert.match(run("npx", ["--offline", "peeker-sandbox", "--version"], project), /^peeker-sandbox \d/);
});

test("without its program, the sandbox says which package is missing", () => {
  const modules = join(project, "node_modules");
  const name = readdirSync(modules).find((other) => /^peeker-partner-sandbox-/.test(other)) ?? "";
  renameSync(join(modules, name), join(folder, name));
  try {
    const code = `const { Sandbox } = await import("peeker-partner/testing");
      await Sandbox.start().catch(({ code, message }) => console.log(code, message));`;
    const told = run(process.execPath, ["--input-type=module", "-e", code], project);
    assert.match(
      told,
      new RegExp(`^PEEKER_SANDBOX_MISSING .*needs the package ${name}, .*npm install --save-dev ${name}`),
    );
  } finally {
    renameSync(join(folder, name), join(modules, name));
  }
});

test("publint has nothing to say", () => {
  const { status, stdout, stderr } = spawnSync(join(BIN, "publint"), [tarball, "--strict"], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});

test("the types are right for every way of importing", () => {
  const { status, stdout } = spawnSync(join(BIN, "attw"), [tarball, "--no-emoji"], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("without its addon, the package says which other package is missing, and what to do", () => {
  const modules = join(project, "node_modules");
  const name = addonPackage(modules);
  renameSync(join(modules, name), join(folder, name));
  try {
    const fix = new RegExp(`needs the package ${name}, .*--omit=optional.*npm install ${name}`);
    for (const file of ["plain.mjs", "plain.cjs"]) {
      const { status, stderr } = spawnSync(process.execPath, [consumer(file)], { cwd: project, encoding: "utf8" });
      assert.equal(status, 1);
      assert.match(stderr, fix);
      assert.match(stderr, /code: 'PEEKER_ADDON_MISSING'/);
    }
    const edge = "import('peeker-partner/edge').then(({ verify }) => console.log(typeof verify))";
    assert.equal(run(process.execPath, ["-e", edge], project), "function\n", "the edge needs no addon");
  } finally {
    renameSync(join(folder, name), join(modules, name));
  }
});

function addonPackage(modules: string): string {
  return readdirSync(modules).find((other) => /^peeker-partner-(linux|darwin|win32)/.test(other)) ?? "";
}

test("an addon that does not load is told from one that is missing", () => {
  const modules = join(project, "node_modules");
  const name = addonPackage(modules);
  const [addon = ""] = readdirSync(join(modules, name)).filter((file) => file.endsWith(".node"));
  const file = join(modules, name, addon);
  renameSync(file, join(folder, addon));
  writeFileSync(file, "no library");
  try {
    const code =
      "try { require('peeker-partner') } catch (error) { console.log(error.message, Boolean(error.cause)) }";
    const told = run(process.execPath, ["-e", code], project);
    assert.match(told, new RegExp(`^${name} is installed and cannot be loaded: .* true`));
  } finally {
    renameSync(join(folder, addon), file);
  }
});

test("what edge runtimes load is nothing of Node, and no addon", (t) => {
  const root = join(project, "node_modules", "peeker-partner", "dist", "edge");
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from = ""] of readFileSync(file, "utf8").matchAll(/^(?:im|ex)port .* from "(.*)";$/gm)) {
      assert.match(from, /^\.\.?\//, `${file} imports ${from}`);
      visit(resolve(file, "..", from));
    }
  };
  visit(join(root, "edge.js"));
  assert.ok(seen.size > 5 && ![...seen].some((file) => /native|binding/.test(file)), [...seen].join("\n"));
  const bytes = [...seen].reduce((sum, file) => sum + statSync(file).size, 0);
  t.diagnostic(`edge: ${seen.size} files, ${kilobytes(bytes)} before any minifier`);
});

test("the edge entry runs where there is nothing of Node", () => {
  const args = ["--experimental-vm-modules", "--no-warnings", consumer("bare.mjs")];
  assert.equal(run(process.execPath, args, project), "smoke: ok\n");
});

test("every platform that a package is made for is one that the loader tries", () => {
  const { platforms } = JSON.parse(
    run(
      process.execPath,
      ["-e", "import('./scripts/platform.mjs').then((all) => console.log(JSON.stringify(all)))"],
      HERE,
    ),
  ) as { platforms: { name: string }[] };
  const loader = readFileSync(join(HERE, "src", "binding.cts"), "utf8");
  const tried = [...loader.matchAll(/require\("peeker-partner-(.*?)"\)/g)].map(([, name]) => name);
  assert.deepEqual(tried.sort(), platforms.map(({ name }) => name).sort());
});

test("sizes and import times, for information", (t) => {
  for (const name of readdirSync(join(folder, "packed"))) {
    t.diagnostic(`${name}: ${kilobytes(statSync(join(folder, "packed", name)).size)} to download`);
  }
  const addon = statSync(join(HERE, "native", readdirSync(join(HERE, "native")).find(isAddon) ?? "")).size;
  t.diagnostic(`addon: ${kilobytes(addon)} (a release build has some 5 MiB, see scripts/build.sh)`);
  for (const entry of ["peeker-partner", "peeker-partner/webhooks", "peeker-partner/edge"]) {
    const wall = `const t = performance.now(); await import("${entry}"); console.log(performance.now() - t)`;
    const one = () => Number(run(process.execPath, ["--input-type=module", "-e", wall], project));
    const times = Array.from({ length: 3 }, one).sort((a, b) => a - b);
    t.diagnostic(`import ${entry}: ${times[0]?.toFixed(1)} ms, the best of 3 processes`);
  }
});

function isAddon(name: string): boolean {
  return name.endsWith(".node");
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}
