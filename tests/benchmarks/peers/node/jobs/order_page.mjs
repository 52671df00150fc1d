/** A page of 100 orders from its bytes to typed objects, and every field of them read. */
import { Job } from "../harness.mjs";

const read = (order) => [
  order.id,
  order.user_id,
  order.email,
  order.bundle_id,
  order.status,
  order.domain_count,
  order.costs.total_cents,
  order.costs.currency,
  order.renews_at,
  order.created_at,
];

export const job = new Job("order-page", { expected: (inputs) => inputs.json("page.json").data.map(read) })
  .ours(
    async (inputs) => {
      const { Peeker } = await import("peeker-partner");
      const answer = { status: 200, headers: {}, body: inputs.bytes("page.json") };
      const peeker = new Peeker("pk_test_bench", { transport: async () => answer });
      return async () => (await peeker.orders.list({ per_page: 100 })).data.map(read);
    },
    { note: "a whole call, `orders.list`, answered from memory: the request is built and the answer checked, too" },
  )
  .peer("zod", async (inputs) => {
    const { z } = await import("zod");
    const costs = z.object({ total_cents: z.int(), currency: z.string() });
    const order = z.object({
      id: z.string(),
      user_id: z.string(),
      email: z.string(),
      bundle_id: z.string().nullish(),
      status: z.string(),
      domain_count: z.int(),
      costs,
      renews_at: z.string().nullish(),
      created_at: z.string(),
    });
    const page = z.object({
      data: z.array(order),
      links: z.record(z.string(), z.string()),
      meta: z.object({ path: z.string(), per_page: z.int(), returned: z.int() }),
    });
    const body = inputs.bytes("page.json");
    return () => page.parse(JSON.parse(body)).data.map(read);
  })
  .floor(
    "JSON.parse",
    (inputs) => {
      const body = inputs.bytes("page.json");
      return () => JSON.parse(body).data.map(read);
    },
    { note: "nothing is checked" },
  );
