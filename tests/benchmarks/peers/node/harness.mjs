/**
 * In every round each contender takes one sample, in an order that is shuffled with a fixed seed: what slows the machine
 * down for a while slows all of them. A contender is measured only if its result is the one that is expected.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** A row whose contenders are slow ends after some seconds, though not before the least of rounds. */
export const FULL = { rounds: 101, seconds: 60, leastRounds: 21, sampleMs: 4, warmMs: 300, processes: 21 };
export const QUICK = { rounds: 7, seconds: 5, leastRounds: 3, sampleMs: 1, warmMs: 30, processes: 3 };
const SEED = 20_260_508;

/** What a contender is given: the same files for all languages, and the server's address. */
class Inputs {
  constructor(folder, point) {
    this.folder = folder;
    this.case = point;
    this.address = readFileSync(join(folder, "address"), "utf8");
  }

  bytes(name) {
    return readFileSync(join(this.folder, name));
  }

  json(name) {
    return JSON.parse(this.bytes(name));
  }
}

/**
 * A job's contenders, each with a function that prepares it: it does once what a program does once.
 *
 * - `ours`: the call that the documentation tells to use; `variant`: another way of ours
 * - `peer`: who does the same job; `floor`: what nobody can do without, or who does less
 */
export class Declaring {
  constructor(row, { over = [undefined], expected } = {}) {
    this.row = row;
    this.over = over;
    this.expected = expected;
    this.contenders = [];
  }

  ours(prepare, { note } = {}) {
    return this.#declare("ours", "peeker-partner", "peeker-partner", note, prepare);
  }

  variant(name, prepare, { note } = {}) {
    return this.#declare("variant", name, "peeker-partner", note, prepare);
  }

  peer(name, prepare, { note, from = name } = {}) {
    return this.#declare("peer", name, from, note, prepare);
  }

  floor(name, prepare, { note, from } = {}) {
    return this.#declare("floor", name, from, note, prepare);
  }

  #declare(role, contender, from, note, prepare) {
    this.contenders.push({ role, contender, from, note, prepare });
    return this;
  }

  /** The row of a case: numbers are points of one curve, all else is a row of its own. */
  named(point) {
    if (typeof point === "number") return { row: this.row, n: point };
    return { row: point === undefined ? this.row : `${this.row}-${point}` };
  }

  /** A record for each contender of a case. */
  async measure(folder, effort, point) {
    const inputs = new Inputs(folder, point);
    const [ready, failed] = [[], []];
    for (const contender of this.contenders.filter(isPinned)) {
      try {
        ready.push([contender, await this.ready(contender, inputs)]);
      } catch (error) {
        failed.push({ ...this.named(point), ...about(contender), failed: `${error}`.split("\n")[0].slice(0, 300) });
      }
    }
    const rounds = await this.rounds(
      `${this.row} ${point}`,
      ready.map(([, run]) => run),
      effort,
      point,
    );
    const measured = ready.map(([contender], index) => {
      return { ...this.named(point), ...about(contender), unit: this.unit, samples: rounds[index] };
    });
    return [...failed, ...measured];
  }

  check(result, inputs) {
    const expected = typeof this.expected === "function" ? this.expected(inputs) : this.expected;
    const right = typeof expected === "function" ? expected(result) : isDeepStrictEqual(result, expected);
    if (!right) throw new Error(`its result is not right: ${JSON.stringify(result)?.slice(0, 200)}`);
  }
}

/**
 * A job that contenders do in this process. What is prepared is called without arguments, and may give a promise; a
 * second function, if there is one, has to fail: it is the same with a forged input. `expected` is the result, or makes
 * of the inputs what judges one. One call does the job once, or as often as `perCall` says of the case.
 */
export class Job extends Declaring {
  unit = "ns";

  constructor(row, { perCall = () => 1, ...rest } = {}) {
    super(row, rest);
    this.perCall = perCall;
  }

  async ready(contender, inputs) {
    const prepared = await contender.prepare(inputs);
    const [run, forged] = Array.isArray(prepared) ? prepared : [prepared];
    const first = run();
    this.check(await first, inputs);
    if (forged && (await accepts(forged))) throw new Error("it accepts what is forged");
    return typeof first?.then === "function" ? awaited(run) : called(run);
  }

  async rounds(name, runs, effort, point) {
    const batches = [];
    for (const run of runs) batches.push(await batchOf(run, effort));
    const taken = runs.map(() => []);
    const until = performance.now() + effort.seconds * 1e3;
    for (const order of shuffled(name, runs.length, effort.rounds)) {
      if (taken[0]?.length >= effort.leastRounds && performance.now() > until) break;
      for (const index of order) {
        const ms = await runs[index](batches[index]);
        taken[index].push((ms * 1e6) / batches[index] / this.perCall(point));
      }
    }
    return taken;
  }
}

/** Does it that often, and gives the milliseconds. What is not asynchronous is not made so. */
function called(run) {
  return (times) => {
    const begun = performance.now();
    for (let index = 0; index < times; index++) kept = run();
    return performance.now() - begun;
  };
}

function awaited(run) {
  return async (times) => {
    const begun = performance.now();
    for (let index = 0; index < times; index++) kept = await run();
    return performance.now() - begun;
  };
}

/** A result that somebody might look at is not optimised away. */
export let kept;

/** How many calls fill a sample, once the code is warm. */
async function batchOf(run, { sampleMs, warmMs }) {
  let [batch, warm] = [1, 0];
  for (;;) {
    const took = await run(batch);
    warm += took;
    if (took >= sampleMs && warm >= warmMs) return Math.max(1, Math.ceil((batch * sampleMs) / took));
    if (took < sampleMs) batch *= 2;
  }
}

/** An order for every round, the same ones whenever it runs. */
export function* shuffled(name, contenders, rounds) {
  let seed = [...name].reduce((seed, letter) => Math.imul(seed, 31) + letter.codePointAt(0), SEED);
  // mulberry32
  const chance = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = [...Array(contenders).keys()];
  for (let round = 0; round < rounds; round++) {
    for (let last = contenders - 1; last > 0; last--) {
      const other = Math.floor(chance() * (last + 1));
      [order[last], order[other]] = [order[other], order[last]];
    }
    yield [...order];
  }
}

async function accepts(forged) {
  try {
    return (await forged()) !== false;
  } catch {
    return false;
  }
}

function about({ contender, role, note, from }) {
  return {
    language: "node",
    runtime: `Node ${process.versions.node}`,
    contender,
    role,
    note,
    version: version(from),
  };
}

/** What this Node is too old for stands in no list of its, and is not missed. */
function isPinned({ from }) {
  const { dependencies } = JSON.parse(readFileSync(new URL("wanted.json", import.meta.url)));
  return !from || from === "peeker-partner" || from in dependencies;
}

function version(name) {
  try {
    return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
  } catch {
    return undefined;
  }
}
