/** The vectors of what takes time or several calls, through the public methods, on a clock that jumps. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AbortedCall,
  Batch,
  type BatchItem,
  type Order,
  Peeker,
  PeekerError,
  type PeekerOptions,
  type Progress,
  type TransportRequest,
  type TransportResponse,
} from "peeker-partner";
import { Clock } from "./clock.js";
import { at, camelOptions, nameOf } from "./expecting.js";
import { inputsOf, invoke, methodOf } from "./invoke.js";
import { document, soundInputs, vectors } from "./vectors.js";

const KEY = "pk_test_vectors";
const SOUND = soundInputs();

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  fail?: "not_sent" | "broken" | "timed_out" | "given_up";
  after?: number;
  /** Of a wait: what differs from its object. */
  object?: object;
}

/** Answers as a vector says, `after` it was asked. */
async function play(clock: Clock, answer: Answer | undefined): Promise<TransportResponse> {
  assert.ok(answer, "one answer too few");
  const { status, headers = {}, body = "", fail, after = 100 } = answer;
  // What comes later than the SDK waits comes to a program that was busy: no timer has fired meanwhile.
  if (after > clock.lastDelay) clock.now += after;
  else await clock.sleep(after);
  if (fail === "timed_out") throw new DOMException("silent", "TimeoutError");
  if (fail) throw Object.assign(new Error("reset"), { notSent: fail === "not_sent" });
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) };
}

/** What became of a call, by core's word for it. */
async function outcome<T>(promise: Promise<T>, done: (result: T) => object, failed: (error: PeekerError) => object) {
  try {
    return { result: "ok", ...done(await promise) };
  } catch (error) {
    if (!(error instanceof PeekerError)) throw error;
    return failed(error);
  }
}

const causeOf = ({ cause }: PeekerError) => (cause instanceof PeekerError ? cause.code : null);

interface RetryVector {
  id: string;
  operation: string;
  input?: Record<string, unknown>;
  options?: Record<string, unknown>;
  seed?: number;
  answers: Answer[];
  expect: { result: string; steps: { send_at: number; timeout: number }[]; status?: number } & Record<
    string,
    unknown
  >;
}

test("retries", async (t) => {
  const all = vectors<RetryVector>("retries");
  for (const { id, operation, input = SOUND[operation] ?? {}, options, seed, answers, expect } of all) {
    await t.test(id, async (t) => {
      const clock = Clock.install(t, seed);
      const left = answers.values();
      const steps: object[] = [];
      const transport = async () => {
        steps.push({ send_at: clock.now, timeout: clock.lastDelay });
        return play(clock, left.next().value);
      };
      const peeker = new Peeker(KEY, { transport });
      const call = invoke(peeker, operation, input, camelOptions(options));
      const found = await clock.run(
        outcome(
          call,
          () => ({ status: expect.status }),
          (error) => {
            // The vectors' answers need not be readable: that one was answered is what counts here.
            const answered = ["UnexpectedResponseError", "UnreadableSuccessError"].includes(error.name);
            if (expect.result === "ok" && answered) return { result: "ok", status: error.status };
            const { name, code, replaySafe = null, retryAfter = null } = error;
            return { result: name, code, replay_safe: replaySafe, retry_after: retryAfter, cause: causeOf(error) };
          },
        ),
      );
      assert.equal(left.next().done, true, "one answer too many");
      const result = expect.result === "ok" ? "ok" : nameOf(expect.result);
      const seen = expect.steps.map(({ send_at, timeout }) => ({ send_at, timeout }));
      assert.deepEqual({ ...found, steps, ended_at: clock.now }, { ...expect, result, steps: seen });
    });
  }
  t.diagnostic(`${all.length} vectors`);
});

interface WaitVector {
  id: string;
  wait: string;
  object_id?: string;
  client?: Record<string, unknown>;
  options?: Record<string, unknown>;
  answers: Answer[];
  expect: Record<string, unknown> & { result: string; polls?: { deadline: number }[] };
}

const OBJECTS = document<{ objects: Record<string, { id: string }> }>("waits").objects;

/** Which operation an address belongs to, as far as waits ask. */
function pollOf(url: string): object {
  const [, path = "", id] = /\/partner\/v1\/(.+)\/([^/]+)$/.exec(url) ?? [];
  const operations: Record<string, string> = {
    orders: "orders.retrieve",
    swaps: "swaps.retrieve",
    "domains/import": "imports.retrieve",
    "domains/import/jobs": "imports.retrieve_job",
    "domains/forwarding": "forwarding.retrieve",
  };
  return { operation: operations[path], id };
}

test("waits", async (t) => {
  const all = vectors<WaitVector>("waits");
  for (const { id, wait, object_id, client = {}, options = {}, answers, expect } of all) {
    await t.test(id, async (t) => {
      const clock = Clock.install(t);
      const left = answers.values();
      const polls: { at: number; timeout: number }[] = [];
      let attempts = 0;
      const transport = async ({ url }: TransportRequest) => {
        const answer = left.next().value;
        if (attempts === 0) polls.push({ at: clock.now, ...pollOf(url), timeout: clock.lastDelay });
        attempts += 1;
        const body = answer?.object && { data: { ...OBJECTS[wait], ...answer.object } };
        return play(clock, body ? { ...answer, status: 200, body } : answer);
      };
      const progress: object[] = [];
      const onProgress = (seen: Progress) => {
        attempts = 0;
        const known = Object.entries(seen).filter(([, value]) => value !== null);
        progress.push(
          Object.fromEntries(known.map(([name, value]) => [name === "elapsedMs" ? "elapsed_ms" : name, value])),
        );
      };
      const { call, ...own } = options;
      const waitOptions = { ...camelOptions(own), ...camelOptions(call as Record<string, unknown>), onProgress };
      const waiting = async () => {
        const settings = { apiKey: KEY, maxRetries: 0, ...camelOptions(client), transport } as PeekerOptions;
        const method = methodOf(new Peeker(settings), wait);
        return (await method?.(object_id ?? OBJECTS[wait]?.id, waitOptions)) as Order;
      };
      const found = await clock.run(
        outcome(
          waiting(),
          ({ status }) => ({ status }),
          (error) => {
            const { name, code, operation, violations, last } = error;
            if (!expect.polls)
              return { result: name, code, operation, violations: violations?.map(({ code }) => code) ?? [] };
            return { result: name, code, operation, last: last?.status ?? null, cause: causeOf(error) };
          },
        ),
      );
      // A poll has no body, and its options know of none.
      if (expect.code === "no_room_for_extra")
        return assert.equal((found as { code?: string }).code, "invalid_option");
      const result = expect.result === "ok" ? "ok" : nameOf(expect.result);
      // A client that is set up wrongly knows of no wait yet.
      if (!("operation" in found) || found.operation === undefined) delete expect.operation;
      if ("operation" in found && found.operation === undefined) delete found.operation;
      if (!expect.polls) return assert.deepEqual(found, { ...expect, result });
      assert.equal(left.next().done, true, "one answer too many");
      const timeout = (deadline: number) => Math.min(30_000, deadline);
      const expected = expect.polls.map(({ deadline, ...rest }) => ({ ...rest, timeout: timeout(deadline) }));
      assert.deepEqual({ ...found, ended_at: clock.now, polls, progress }, { ...expect, result, polls: expected });
    });
  }
  t.diagnostic(`${all.length} vectors`);
});

interface BatchVector {
  id: string;
  operation: string;
  input: Record<string, unknown>;
  options?: Record<string, unknown>;
  runs: Run[];
}

interface Run {
  calls: { body: string; answer: Answer }[];
  given_up?: boolean;
  expect: { items?: Record<string, unknown>[]; error?: Record<string, unknown> };
}

/** An item in the form of an expectation: of a result, the places that are expected to be so. */
function itemOf(item: BatchItem<unknown>, expected: { result?: object } | undefined): object {
  const { domains, outcome } = item;
  if (item.outcome === "succeeded") {
    assert.equal(item.meta.attempts.length > 0, true);
    const places = Object.keys(expected?.result ?? {});
    const result = Object.fromEntries(places.map((pointer) => [pointer, at(item.result, pointer) ?? null]));
    return { domains, outcome, result };
  }
  const { name, code, retryable, retryAfter = null } = item.error;
  return {
    domains,
    outcome,
    error: { kind: name, code, retryable, retry_after: retryAfter, cause: causeOf(item.error) },
  };
}

function expectedItem(item: Record<string, unknown>): object {
  const { error } = item as { error?: { kind: string } };
  return error ? { ...item, error: { ...error, kind: nameOf(error.kind) } } : item;
}

/** Runs a batch or its retry, whose every request is the one expected. */
async function runBatch(
  clock: Clock,
  run: Run,
  world: World,
  begin: () => Promise<Batch<unknown>>,
): Promise<Batch<unknown>> {
  Object.assign(world, { left: run.calls.values(), ending: new AbortController(), givenUp: run.given_up === true });
  const controller = world.ending;
  const ended = begin().catch((error: Partial<AbortedCall> & Error) => {
    if (!(error.batch instanceof Batch)) throw error;
    assert.equal(error.name, "AbortError");
    return error.batch;
  });
  if (run.given_up && run.calls.length === 0) controller.abort();
  const batch = await clock.run(ended);
  assert.equal(world.left.next().done, true, "a call too few");
  return batch;
}

interface World {
  left: IterableIterator<Run["calls"][number]>;
  ending: AbortController;
  givenUp: boolean;
  remaining: number;
}

test("batches", async (t) => {
  const all = vectors<BatchVector>("batches");
  for (const { id, operation, input, options, runs } of all) {
    await t.test(id, async (t) => {
      const clock = Clock.install(t);
      const world = {} as World;
      let made = 0;
      const transport = async ({ body }: TransportRequest) => {
        const call = world.left.next().value;
        assert.ok(call, "a call too many");
        assert.equal(body, call.body);
        made += 1;
        if (call.answer.fail === "given_up") {
          world.ending.abort();
          return new Promise<never>(() => {});
        }
        return play(clock, { after: 9, ...call.answer });
      };
      const peeker = new Peeker(KEY, { transport, onAttempt: () => endBetween() });
      let expectedCalls = 0;
      // Given up between two calls: as soon as the last of the run is answered.
      const endBetween = () => {
        if (world.givenUp && made === expectedCalls) world.ending.abort();
      };
      const method = methodOf(peeker, operation === "imports.create_many" ? "imports.create_many" : operation);
      let batch: Batch<unknown> | undefined;
      for (const run of runs) {
        made = 0;
        expectedCalls = run.calls.length;
        const before = batch;
        const begin = () => {
          const { signal } = world.ending;
          if (before) return before.retry({ signal });
          return method?.(...inputsOf(operation, input), { ...camelOptions(options), signal }) as Promise<
            Batch<unknown>
          >;
        };
        try {
          batch = await runBatch(clock, run, world, begin);
        } catch (error) {
          if (!(error instanceof PeekerError)) throw error;
          const { name, code, violations = [], retryAfter = null } = error;
          const seen = violations.map(({ path, code, suggestion = null }) => ({ path, code, suggestion }));
          const found = { kind: name, code, violations: seen, retry_after: retryAfter };
          const { error: wanted } = run.expect;
          assert.deepEqual(found, { ...wanted, kind: nameOf(String(wanted?.kind)) });
          continue;
        }
        const expected = run.expect.items ?? [];
        const found = batch.items.map((item, index) => itemOf(item, expected[index]));
        assert.deepEqual(found, expected.map(expectedItem));
        assert.equal(
          batch.isComplete,
          expected.every(({ outcome }) => outcome === "succeeded"),
        );
      }
    });
  }
  t.diagnostic(`${all.length} vectors`);
});
