// app/webhooks/peeker/route.ts
import { WebhookError, webhooks } from "peeker-partner";
import { fulfil } from "./fulfil.js";

/** The addon needs Node. For `"edge"` import from `peeker-partner/edge`, as the example for Hono does. */
export const runtime = "nodejs";

const deduplicator = new webhooks.Deduplicator(new webhooks.MemoryStore());

export async function POST(request: Request): Promise<Response> {
  try {
    const event = webhooks.verify(await request.arrayBuffer(), request.headers, { tolerance: 86_400 });
    return new Response(null, { status: await deduplicator.handle(event, fulfil) });
  } catch (error) {
    if (error instanceof WebhookError) return new Response(error.code, { status: 400 });
    throw error; // Next.js answers 500, and Peeker delivers the event again.
  }
}
