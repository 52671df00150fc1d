/** Is a delivery authentic and recent. A prepared object is made once where an SDK has one. */
import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { event, forged, SECRET, standardHeaders, stripeHeader } from "../deliveries.mjs";
import { Job } from "../harness.mjs";

const TEXT = "takes the body as text only, and is given it so";

export const job = new Job("webhook-verify", { over: ["1kb", "10kb"], expected: true })
  .ours(
    withOurs((webhooks, options) => prepared(webhooks, options, "authenticate")),
    { note: "`Verifier.authenticate`" },
  )
  .variant(
    "peeker-partner, Verifier.verify",
    withOurs((webhooks, options) => prepared(webhooks, options, "verify")),
    { note: "reads the event, too" },
  )
  .variant(
    "peeker-partner, authenticate",
    withOurs((webhooks, options) => (body, headers) => webhooks.authenticate(body, headers, options)),
    { note: "settings given with each call" },
  )
  .peer("standardwebhooks", async (inputs) => {
    const { Webhook } = await import("standardwebhooks");
    const [body, webhook] = [event(inputs), new Webhook(SECRET)];
    const headers = await standardHeaders(body);
    return [
      () => webhook.verify(body, headers, { jsonParse: false }) === undefined,
      () => webhook.verify(forged(body), headers, { jsonParse: false }),
    ];
  })
  .peer(
    "svix",
    async (inputs) => {
      const { Webhook } = await import("svix");
      const [body, webhook] = [event(inputs), new Webhook(SECRET)];
      const headers = await standardHeaders(body, "svix");
      return [() => webhook.verify(body, headers) !== undefined, () => webhook.verify(forged(body), headers)];
    },
    { note: "reads the event's JSON, too" },
  )
  .peer("stripe", async (inputs) => {
    const { default: Stripe } = await import("stripe");
    const { signature } = new Stripe("sk_test_bench").webhooks;
    const body = event(inputs);
    const header = stripeHeader(body);
    return [
      () => signature.verifyHeader(body, header, SECRET, 300),
      () => signature.verifyHeader(forged(body), header, SECRET, 300),
    ];
  })
  .peer(
    "openai",
    async (inputs) => {
      const { default: OpenAI } = await import("openai");
      const { webhooks } = new OpenAI({ apiKey: "sk-bench", webhookSecret: SECRET });
      const body = event(inputs).toString();
      const headers = await standardHeaders(body);
      return [
        async () => (await webhooks.verifySignature(body, headers)) === undefined,
        () => webhooks.verifySignature(forged(body), headers),
      ];
    },
    { note: TEXT },
  )
  .peer(
    "@octokit/webhooks-methods",
    async (inputs) => {
      const { sign, verify } = await import("@octokit/webhooks-methods");
      const body = event(inputs).toString();
      const signature = await sign(SECRET, body);
      return [() => verify(SECRET, body, signature), () => verify(SECRET, forged(body), signature)];
    },
    { note: `${TEXT}; looks at no time` },
  )
  .floor(
    "createHmac",
    (inputs) => {
      const [key, body] = [createSecretKey(Buffer.from(SECRET)), event(inputs)];
      const tag = (body) => createHmac("sha256", key).update("1778241600.").update(body).digest();
      const expected = tag(body);
      return [() => timingSafeEqual(tag(body), expected), () => timingSafeEqual(tag(forged(body)), expected)];
    },
    { note: "the digest alone, key prepared: no header is read, no time is checked" },
  );

function withOurs(how) {
  return async (inputs) => {
    const { webhooks } = await import("peeker-partner");
    const [body, check] = [event(inputs), how(webhooks, { secrets: { live: SECRET } })];
    const headers = webhooks.sign(body, { secret: SECRET });
    return [() => check(body, headers) !== undefined, () => check(forged(body), headers)];
  };
}

function prepared(webhooks, options, name) {
  const verifier = new webhooks.Verifier(options);
  return (body, headers) => verifier[name](body, headers);
}
