/**
 * A GET over loopback to its data: a small object or a page of 100 orders, one after the other or 16 at once.
 *
 * Peers read the answer's JSON, since a client whose data cannot be read did less; without it they are floors.
 */
import { Job } from "../harness.mjs";

const [AT_ONCE, EACH] = [16, 8];
const headers = { authorization: "Bearer pk_test_bench", accept: "application/json" };

const isSmall = (inputs) => inputs.case.startsWith("small");
const path = (inputs) => (isSmall(inputs) ? "/me" : "/orders?per_page=100");
const right = (inputs) => (isSmall(inputs) ? "org_1" : "100 ord_000000000000000000000099");
const last = (orders) => `${orders.length} ${orders.at(-1).id}`;
/** From an answer's data to what is compared. */
const read = (inputs) => (isSmall(inputs) ? ({ data }) => data.partner.id : ({ data }) => last(data));

export const job = new Job("round-trip", {
  over: ["small-1", "page-1", "small-16", "page-16"],
  expected: (inputs) => (results) => results.every((result) => result === right(inputs)),
  perCall: (point) => (point.endsWith("16") ? AT_ONCE * EACH : 1),
})
  .ours(async (inputs) => {
    const { Peeker } = await import("peeker-partner");
    const peeker = new Peeker("pk_test_bench", { baseUrl: inputs.address });
    if (isSmall(inputs)) return repeated(inputs, async () => (await peeker.me()).partner.id);
    return repeated(inputs, async () => last((await peeker.orders.list({ per_page: 100 })).data));
  })
  .peer("undici", async (inputs) => {
    const get = await withUndici(inputs);
    const reading = read(inputs);
    return repeated(inputs, async () => reading(await (await get()).body.json()));
  })
  .floor(
    "undici, bytes alone",
    async (inputs) => {
      const [get, { length }] = [await withUndici(inputs), inputs.bytes(isSmall(inputs) ? "me.json" : "page.json")];
      const result = right(inputs);
      return repeated(inputs, async () =>
        (await (await get()).body.arrayBuffer()).byteLength === length ? result : "",
      );
    },
    { from: "undici", note: "the answer is not read" },
  )
  .peer(
    "fetch",
    (inputs) => {
      const [url, reading] = [inputs.address + path(inputs), read(inputs)];
      return repeated(inputs, async () => reading(await (await fetch(url, { headers })).json()));
    },
    { from: null, note: "Node's own" },
  )
  .peer(
    "stripe",
    async (inputs) => {
      const { default: Stripe } = await import("stripe");
      const { hostname: host, port } = new URL(inputs.address);
      const stripe = new Stripe("sk_test_bench", { host, port, protocol: "http" });
      const [reading, place] = [read(inputs), isSmall(inputs) ? "/v1/me" : "/v1/orders"];
      return repeated(inputs, async () => reading(await stripe.rawRequest("GET", place)));
    },
    { note: "its client's own way to an endpoint that it does not know" },
  )
  .peer(
    "openai",
    async (inputs) => {
      const { default: OpenAI } = await import("openai");
      const [openai, reading] = [new OpenAI({ apiKey: "sk-bench", baseURL: inputs.address }), read(inputs)];
      return repeated(inputs, async () => reading(await openai.get(path(inputs))));
    },
    { note: "its client's own way to an endpoint that it does not know" },
  );

async function withUndici(inputs) {
  const { Pool } = await import("undici");
  const pool = new Pool(inputs.address, { connections: AT_ONCE });
  const request = { method: "GET", path: path(inputs), headers };
  return () => pool.request(request);
}

/** One `get`, or some by each of 16 callers. */
function repeated(inputs, get) {
  if (inputs.case.endsWith("-1")) return async () => [await get()];
  const some = async () => {
    let result;
    for (let index = 0; index < EACH; index++) result = await get();
    return result;
  };
  return () => Promise.all(Array.from({ length: AT_ONCE }, some));
}
