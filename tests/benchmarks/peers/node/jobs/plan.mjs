/** How the cost of a plan grows with the rows that it picks from. */
import { Job } from "../harness.mjs";

export const job = new Job("plan", { over: [100, 300, 1_000, 3_000, 10_000], expected: 90 }).ours(async (inputs) => {
  const { validate } = await import("peeker-partner");
  const rows = inputs.json("availability.json").slice(0, inputs.case);
  const required = { google: 80, microsoft: 10, total: 90 };
  return () => validate.plan(rows, required).domains.length;
});
