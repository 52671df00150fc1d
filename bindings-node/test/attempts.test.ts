import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { type AttemptReport, Peeker } from "peeker-partner";
import { json, KEY, ME, NEW_ORDER, ORDER, rejection, serve } from "./server.js";

test("the hook hears of every attempt as soon as it is over, also of those that are made again", async (t) => {
  let calls = 0;
  const { peeker } = await serve(t, (request, response) => {
    calls += 1;
    json(calls === 1 ? {} : ME, calls === 1 ? 503 : 200)(request, response);
  });
  const reports: AttemptReport[] = [];
  await peeker({ onAttempt: (report) => reports.push(report) }).me({ extraQuery: { a: "b" } });
  assert.deepEqual(
    reports.map(({ operation, method, path, attempt, result }) => [
      operation,
      method,
      path,
      attempt.number,
      attempt.status,
      result,
    ]),
    [
      ["me", "GET", "/me", 1, 503, null],
      ["me", "GET", "/me", 2, 200, "ok"],
    ],
  );
  assert.ok((reports[0]?.retryInMs ?? -1) >= 0);
});

test("the hook hears of polls, of batches, of what is aborted, and of derived clients' calls", async () => {
  const heard: string[] = [];
  const onAttempt = ({ operation, result }: AttemptReport) => heard.push(`${operation} ${result}`);
  const ending = new AbortController();
  const peeker = new Peeker(KEY, {
    onAttempt,
    transport: async ({ url }) => {
      if (url.endsWith("/me")) {
        ending.abort();
        return new Promise<never>(() => {});
      }
      const data = url.includes("availability") ? { domains: [] } : { ...ORDER, status: "completed" };
      return { status: 200, headers: {}, body: JSON.stringify({ data }) };
    },
  });
  await peeker.orders.wait("ord_1");
  await peeker.domains.checkAvailability(["acme.com"]);
  await rejection(peeker.withOptions({ timeout: 5_000 }).me({ signal: ending.signal }));
  assert.deepEqual(heard, ["orders.retrieve ok", "domains.check_availability ok", "me interrupted"]);
});

test("a hook that throws costs no call its result, and the process warns of it", async () => {
  const transport = async () => ({ status: 201, headers: {}, body: JSON.stringify({ data: ORDER }) });
  const onAttempt = () => {
    throw new Error("the counter is broken");
  };
  const warned = once(process, "warning");
  const order = await new Peeker(KEY, { transport, onAttempt }).orders.create(NEW_ORDER);
  assert.equal(order.id, "ord_1");
  const [warning] = (await warned) as [Error];
  assert.equal(warning.name, "PeekerWarning");
  assert.match(warning.message, /the counter is broken/);
});

test("what onProgress throws ends the wait", async () => {
  const transport = async () => ({ status: 200, headers: {}, body: JSON.stringify({ data: ORDER }) });
  const onProgress = () => {
    throw new RangeError("enough");
  };
  await assert.rejects(new Peeker(KEY, { transport }).orders.wait("ord_1", { onProgress }), RangeError);
});
