/** Operations by their names, through the methods that a program calls. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Batch, CallOptions, Peeker } from "peeker-partner";

/** Every operation of the table, as the generated types list them. */
export const OPERATIONS = operationsOf(new URL("../../src/generated/operations.ts", import.meta.url));

function operationsOf(file: URL): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^ {2}"?([\w.]+)"?: \{ input:/gm)].map(([, name]) => name as string);
}

/** `orders.pending_actions` as `["orders", "pendingActions"]`. */
export function pathOf(operation: string): string[] {
  return operation.split(".").map((word) => word.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
}

export function methodOf(peeker: Peeker, operation: string): ((...inputs: unknown[]) => unknown) | undefined {
  const path = pathOf(operation);
  const name = path.pop() as string;
  let room: unknown = peeker;
  for (const step of path) room = (room as Record<string, unknown> | undefined)?.[step];
  const method = (room as Record<string, unknown> | undefined)?.[name];
  return typeof method === "function" ? method.bind(room) : undefined;
}

type Input = Record<string, unknown>;

/** What the method of an operation takes before its options. */
export function inputsOf(operation: string, input: Input): unknown[] {
  const { id, domains, forwarding_url, method, path, ...rest } = input;
  if (operation === "me") return [];
  if (operation === "request") return [method, path, rest];
  if (operation === "forwarding.set") return [domains, forwarding_url];
  if (operation.startsWith("imports.") && !operation.includes("retrieve")) return [domains];
  if (operation === "domains.check_availability") return [domains];
  if (/\.(retrieve\w*|delete|wait)$/.test(operation)) return [id];
  if (operation === "orders.cancel") return "domains" in input ? [id, { domains, ...rest }] : [id, rest];
  if (operation.endsWith(".update")) return [id, rest];
  return [input];
}

/** Makes the call of an operation. A batch is its only call. */
export async function invoke(
  peeker: Peeker,
  operation: string,
  input: Input,
  options?: CallOptions,
): Promise<unknown> {
  const method = methodOf(peeker, operation);
  assert.ok(method, `there is no method for ${operation}`);
  const result = await method(...inputsOf(operation, input), options);
  return BATCHES.has(operation) ? onlyResult(result as Batch<unknown>) : result;
}

/** The operations of the table that are made as batches. */
export const BATCHES = new Set(["domains.check_availability", "forwarding.set"]);

function onlyResult(batch: Batch<unknown>): unknown {
  const [result, ...more] = batch.unwrap();
  assert.equal(more.length, 0);
  return result;
}
