import { Hono } from "hono";
import { Deduplicator, type DeduplicatorStore, verify, WebhookError } from "peeker-partner/edge";
import { fulfil } from "./fulfil.js";

/** What the runtime gives: variables, and a store that all isolates share. */
interface Bindings {
  PEEKER_WEBHOOK_SECRET: string;
  EVENTS: DeduplicatorStore;
}

export const app = new Hono<{ Bindings: Bindings }>();

app.post("/webhooks/peeker", async (context) => {
  const secrets = { live: context.env.PEEKER_WEBHOOK_SECRET };
  const body = await context.req.arrayBuffer();
  const event = await verify(body, context.req.raw.headers, { secrets, tolerance: 86_400 });
  const status = await new Deduplicator(context.env.EVENTS).handle(event, fulfil);
  return new Response(null, { status });
});

app.onError((error, context) => {
  if (error instanceof WebhookError) return context.text(error.code, 400);
  return context.text("not now", 500);
});
