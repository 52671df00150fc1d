import express, { type ErrorRequestHandler } from "express";
import { WebhookError, webhooks } from "peeker-partner";
import { fulfil } from "./fulfil.js";

const deduplicator = new webhooks.Deduplicator(new webhooks.MemoryStore());

export const app = express();

// Before any `app.use(express.json())`: the signature covers the bytes as they came.
app.post("/webhooks/peeker", express.raw({ type: () => true, limit: "1mb" }), async (request, response) => {
  // The secret is PEEKER_WEBHOOK_SECRET of the environment. Express hands over nothing where there is no body.
  const event = webhooks.verify(request.body ?? "", request.headers, { tolerance: 86_400 });
  response.sendStatus(await deduplicator.handle(event, fulfil));
});

const refuse: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof WebhookError) response.status(400).send(error.code);
  else next(error);
};
app.use(refuse);
