import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { gate, json, KEY, ME, serve } from "./server.js";

const SDK = import.meta.resolve("peeker-partner");

test("32 calls under way leave the event loop and libuv's threads free", async (t) => {
  const { opened, open } = gate();
  let waiting = 0;
  const all = gate();
  const { peeker } = await serve(t, async (request, response) => {
    waiting += 1;
    if (waiting === 32) all.open();
    await opened;
    json(ME)(request, response);
  });
  const client = peeker();
  const calls = Promise.all(Array.from({ length: 32 }, () => client.me()));
  await all.opened;
  // All 32 are held by the server: whatever happens now happens beside them.
  let ticks = 0;
  await new Promise<void>((done) => {
    const interval = setInterval(() => {
      ticks += 1;
      if (ticks < 5) return;
      clearInterval(interval);
      done();
    }, 10);
  });
  const files = await Promise.all(Array.from({ length: 8 }, () => readFile(new URL(import.meta.url))));
  assert.ok(files.every((file) => file.length > 0));
  open();
  assert.equal((await calls).length, 32);
});

/** Runs a script in a process of its own to its end. */
function run(script: string, env: Record<string, string>): Promise<{ code: number | null; out: string }> {
  const preamble = `import { Peeker } from ${JSON.stringify(SDK)}; const { BASE: baseUrl } = process.env;`;
  const node = spawn(process.execPath, ["--input-type=module", "-e", preamble + script], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  node.stdout.on("data", (chunk) => {
    out += chunk;
  });
  return new Promise((done) => node.on("close", (code) => done({ code, out })));
}

test("a process ends by itself once its calls are done", { timeout: 20_000 }, async (t) => {
  const { baseUrl } = await serve(t, json(ME));
  const script = `const p = new Peeker("${KEY}", { baseUrl }); await Promise.all([p.me(), p.me()]); console.log("done")`;
  assert.deepEqual(await run(script, { BASE: baseUrl }), { code: 0, out: "done\n" });
});

test("a call under way keeps the process alive", { timeout: 20_000 }, async (t) => {
  const { baseUrl } = await serve(t, (request, response) => {
    setTimeout(() => json(ME)(request, response), 200);
  });
  const script = `new Peeker("${KEY}", { baseUrl }).me().then((me) => console.log(me.partner.id))`;
  assert.deepEqual(await run(script, { BASE: baseUrl }), { code: 0, out: "org_1\n" });
});

test("an aborted call does not keep the process alive", { timeout: 20_000 }, async (t) => {
  const { baseUrl } = await serve(t, () => {});
  const script = `
    const signal = AbortSignal.timeout(50);
    await new Peeker("${KEY}", { baseUrl, timeout: 600_000, deadline: 600_000 }).me({ signal }).catch((e) => console.log(e.name))`;
  assert.deepEqual(await run(script, { BASE: baseUrl }), { code: 0, out: "TimeoutError\n" });
});

const WORKER = `
  const { parentPort, workerData } = require("node:worker_threads");
  import(${JSON.stringify(SDK)}).then(async ({ Peeker }) => {
    const call = new Peeker("${KEY}", workerData).me();
    parentPort.postMessage("begun");
    parentPort.postMessage((await call).partner.id);
  });
`;

function messages(worker: Worker, count: number): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const got: unknown[] = [];
    worker.on("error", reject);
    worker.on("message", (message) => {
      got.push(message);
      if (got.length === count) resolve(got);
    });
  });
}

test("Worker threads have clients of their own", { timeout: 20_000 }, async (t) => {
  const { baseUrl, peeker } = await serve(t, json(ME));
  const workers = Array.from({ length: 3 }, () => new Worker(WORKER, { eval: true, workerData: { baseUrl } }));
  const ended = workers.map((worker) => new Promise((done) => worker.on("exit", done)));
  const got = await Promise.all([...workers.map((worker) => messages(worker, 2)), peeker().me()]);
  assert.deepEqual(got.slice(0, 3), Array(3).fill(["begun", "org_1"]));
  assert.deepEqual(await Promise.all(ended), [0, 0, 0]);
});

test("a Worker may be ended in the middle of a call", { timeout: 20_000 }, async (t) => {
  const held = gate();
  const { opened, open } = gate();
  const { baseUrl, peeker } = await serve(t, async (request, response) => {
    held.open();
    await opened;
    json(ME)(request, response);
  });
  const worker = new Worker(WORKER, { eval: true, workerData: { baseUrl } });
  await held.opened;
  await worker.terminate();
  open();
  // The answer comes to a thread whose JavaScript is gone; this one goes on.
  assert.equal((await peeker().me()).partner.id, "org_1");
});
