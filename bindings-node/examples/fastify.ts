import Fastify, { type FastifyPluginAsync } from "fastify";
import { WebhookError, webhooks } from "peeker-partner";
import { fulfil } from "./fulfil.js";

const deduplicator = new webhooks.Deduplicator(new webhooks.MemoryStore());

/** A plugin, so that the parser of raw bodies is for this route alone. */
const peekerWebhooks: FastifyPluginAsync = async (app) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof WebhookError) return reply.code(400).send(error.code);
    throw error;
  });

  app.post("/webhooks/peeker", async (request, reply) => {
    const body = (request.body ?? "") as Buffer | string;
    const event = webhooks.verify(body, request.headers, { tolerance: 86_400 });
    return reply.code(await deduplicator.handle(event, fulfil)).send();
  });
};

export const app = Fastify();
app.register(peekerWebhooks);
