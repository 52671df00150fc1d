import { errorFrom, type Facts, type PeekerError } from "../errors.js";
import type { Event } from "../generated/events.js";

/** What a webhook's error says besides its code. */
interface WebhookFacts {
  field?: string;
  authentic?: boolean;
  age_seconds?: number;
  event?: Event;
}

export function webhookError(code: string, message: string, facts: WebhookFacts = {}): PeekerError {
  const all: Facts & WebhookFacts = { kind: "webhook", code: `webhook_${code}`, message, ...facts };
  return errorFrom(all);
}

export function malformedHeader(name: string, why: string): PeekerError {
  return webhookError("malformed", `the header ${name} cannot be read: ${why}`, { field: name });
}

export function missingHeader(name: string): PeekerError {
  return webhookError("malformed", `the header ${name} is missing`, { field: name });
}

export function malformedBody(why: string): PeekerError {
  return webhookError("malformed", `the body cannot be read: ${why}`);
}
