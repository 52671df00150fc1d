/**
 * Measures the contenders of each job in turn, in rounds, and writes what it found as JSON lines.
 *
 *     node main.mjs INPUTS OUT [ROW] [--quick]
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FULL, QUICK } from "./harness.mjs";

const [folder, out, wanted = ""] = process.argv.slice(2).filter((argument) => argument !== "--quick");
const effort = process.argv.includes("--quick") ? QUICK : FULL;
const jobs = new URL("jobs/", import.meta.url);

mkdirSync(out, { recursive: true });
for (const file of readdirSync(jobs).sort()) {
  const { job } = await import(new URL(file, jobs));
  const points = job.over.filter((point) => job.named(point).row.startsWith(wanted));
  if (points.length > 0) await measured(job, points);
}
// Contenders keep connections open, and some keep the process alive with them.
process.exit();

async function measured(job, points) {
  const [begun, records] = [performance.now(), []];
  for (const point of points) records.push(...(await job.measure(folder, effort, point)));
  for (const row of new Set(records.map((record) => record.row))) {
    const dated = records.filter((record) => record.row === row).map(dating);
    writeFileSync(join(out, `${row}.jsonl`), dated.map((record) => `${JSON.stringify(record)}\n`).join(""));
  }
  console.error(`  node ${job.row} (${((performance.now() - begun) / 1e3).toFixed(1)} s)`);
}

function dating(record) {
  if (record.failed) console.error(`  ${record.row}: ${record.contender} is left out: ${record.failed}`);
  return { ...record, date: new Date().toISOString().slice(0, 10) };
}
