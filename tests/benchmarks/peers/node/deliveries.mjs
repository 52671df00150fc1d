/** Webhook deliveries of the same event, signed as each SDK signs them; and the same with a forged body. */
import { createHmac } from "node:crypto";

export const SECRET = `whsec_${Buffer.from("a secret of the benchmark, 32 B.").toString("base64")}`;

/** The delivery's body, of the size of the case. */
export const event = (inputs) => inputs.bytes(`event-${inputs.case}.json`);

/** The same with one letter changed, as bytes or as text. */
export function forged(body) {
  const text = body.toString().replace("acme-mail-1.com", "acne-mail-1.com");
  return typeof body === "string" ? text : Buffer.from(text);
}

/** As Standard Webhooks has them, which Svix and OpenAI use. */
export async function standardHeaders(body, prefix = "webhook") {
  const { Webhook } = await import("standardwebhooks");
  const now = new Date();
  return {
    [`${prefix}-id`]: "evt_bench",
    [`${prefix}-timestamp`]: `${Math.floor(now.getTime() / 1000)}`,
    [`${prefix}-signature`]: new Webhook(SECRET).sign("evt_bench", now, body.toString()),
  };
}

/** As Stripe has it. */
export function stripeHeader(body) {
  const timestamp = Math.floor(Date.now() / 1000);
  return `t=${timestamp},v1=${createHmac("sha256", SECRET).update(`${timestamp}.${body}`).digest("hex")}`;
}
