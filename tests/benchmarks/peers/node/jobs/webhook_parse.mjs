/** Verify a delivery and read its event: the type, the order's fields, every domain of it. */
import { event, forged, SECRET, standardHeaders, stripeHeader } from "../deliveries.mjs";
import { Job } from "../harness.mjs";

const read = ({ type, id, data: order }) => [
  type,
  id,
  order.id,
  order.user_id,
  order.email,
  order.status,
  order.domain_count,
  order.costs.total_cents,
  order.costs.currency,
  order.domains.registered.length,
];

export const job = new Job("webhook-parse", {
  over: ["1kb", "10kb"],
  expected: (inputs) => read(inputs.json(`event-${inputs.case}.json`)),
})
  .ours(
    async (inputs) => {
      const { webhooks } = await import("peeker-partner");
      const [body, verifier] = [event(inputs), new webhooks.Verifier({ secrets: { live: SECRET } })];
      const headers = webhooks.sign(body, { secret: SECRET });
      return [() => read(verifier.verify(body, headers)), () => verifier.verify(forged(body), headers)];
    },
    { note: "`Verifier.verify`" },
  )
  .variant("peeker-partner, settings given with each call", async (inputs) => {
    const { webhooks } = await import("peeker-partner");
    const [body, options] = [event(inputs), { secrets: { live: SECRET } }];
    const headers = webhooks.sign(body, { secret: SECRET });
    return [
      () => read(webhooks.verify(body, headers, options)),
      () => webhooks.verify(forged(body), headers, options),
    ];
  })
  .peer(
    "standardwebhooks",
    async (inputs) => {
      const { Webhook } = await import("standardwebhooks");
      const [body, webhook] = [event(inputs), new Webhook(SECRET)];
      const headers = await standardHeaders(body);
      return [() => read(webhook.verify(body, headers)), () => webhook.verify(forged(body), headers)];
    },
    { note: "looks at no field" },
  )
  .peer(
    "svix",
    async (inputs) => {
      const { Webhook } = await import("svix");
      const [body, webhook] = [event(inputs), new Webhook(SECRET)];
      const headers = await standardHeaders(body, "svix");
      return [() => read(webhook.verify(body, headers)), () => webhook.verify(forged(body), headers)];
    },
    { note: "looks at no field" },
  )
  .peer(
    "stripe",
    async (inputs) => {
      const { default: Stripe } = await import("stripe");
      const { webhooks } = new Stripe("sk_test_bench");
      const body = event(inputs);
      const header = stripeHeader(body);
      return [
        () => read(webhooks.constructEvent(body, header, SECRET)),
        () => webhooks.constructEvent(forged(body), header, SECRET),
      ];
    },
    { note: "looks at no field" },
  )
  .peer(
    "openai",
    async (inputs) => {
      const { default: OpenAI } = await import("openai");
      const { webhooks } = new OpenAI({ apiKey: "sk-bench", webhookSecret: SECRET });
      const body = event(inputs).toString();
      const headers = await standardHeaders(body);
      return [async () => read(await webhooks.unwrap(body, headers)), () => webhooks.unwrap(forged(body), headers)];
    },
    { note: "takes the body as text only, and is given it so; looks at no field" },
  );
