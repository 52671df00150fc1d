/** Jobs that need a process of their own, since what one contender has imported is there for the next. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Declaring, shuffled } from "./harness.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const executed = promisify(execFile);

/**
 * A job that is a program of its own: what is prepared is its text. The text finds `ADDRESS` and leaves its result in
 * `answer`. Measured is the time that it takes, or the most memory that its process ever had. Starting Node is not part
 * of it.
 */
export class Process extends Declaring {
  constructor(row, { measured, ...rest }) {
    super(row, rest);
    this.unit = { time: "ns", memory: "bytes" }[measured];
  }

  async ready(contender, inputs) {
    const program = (this.unit === "ns" ? timed : weighed)(contender.prepare(inputs), inputs.address);
    const run = async () => {
      const running = executed(process.execPath, ["--input-type=module", "-e", program], { cwd: HERE });
      const { stdout } = await running.catch(reason);
      const { answer, value } = JSON.parse(stdout);
      this.check(answer, inputs);
      return value;
    };
    return { run, first: await run() };
  }

  async rounds(name, runs, { processes }) {
    // Memory hardly differs from run to run, so the one that was checked is the first sample.
    const [taken, rounds] =
      this.unit === "ns"
        ? [runs.map(() => []), processes]
        : [runs.map(({ first }) => [first]), Math.floor(processes / 10)];
    for (const order of shuffled(name, runs.length, rounds)) {
      for (const index of order) taken[index].push(await runs[index].run());
    }
    return taken;
  }
}

/** What a program died of, without the program. */
function reason({ stderr, message }) {
  throw new Error(stderr.split("\n").find((line) => /^\w*Error/.test(line)) ?? message);
}

function timed(program, address) {
  return `const ADDRESS = ${JSON.stringify(address)};
let answer;
const begun = performance.now();
${program}
const value = (performance.now() - begun) * 1e6;
console.log(JSON.stringify({ answer, value }));
process.exit();`;
}

function weighed(program, address) {
  return `const ADDRESS = ${JSON.stringify(address)};
let answer;
${program}
const { readFileSync } = await import("node:fs");
const peak = readFileSync("/proc/self/status", "utf8").match(/VmHWM:\\s*(\\d+)/)[1];
console.log(JSON.stringify({ answer, value: peak * 1024 }));
process.exit();`;
}

/** What is on the disk after installing: what is prepared is the name of a package. */
export class Size extends Declaring {
  unit = "bytes";

  async ready(contender, inputs) {
    return [...installedWith(contender.prepare(inputs), HERE)].reduce((sum, folder) => sum + bytesOf(folder), 0);
  }

  async rounds(_name, sizes) {
    return sizes.map((size) => [size]);
  }
}

/** The folders of a package and of all that it cannot be installed without, found as Node finds them. */
function installedWith(name, from, found = new Set()) {
  const folder = folderOf(name, from);
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json")));
  for (const name of Object.keys(dependencies)) installedWith(name, folder, found);
  return found;
}

function folderOf(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === dirname(folder)) throw new Error(`${name} is not installed`);
  }
}

function bytesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    // What is below has its own count.
    if (entry.isDirectory()) return entry.name === "node_modules" ? sum : sum + bytesOf(path);
    return entry.isFile() ? sum + statSync(path).size : sum;
  }, 0);
}
