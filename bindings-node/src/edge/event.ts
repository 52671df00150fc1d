/** From a body to an event. Core's `webhook/event/parse.rs` in TypeScript. */
import type { Event } from "../generated/events.js";
import { EVENTS, HEADERS, LIMITS } from "../generated/webhook.js";
import { malformedBody, webhookError } from "./errors.js";
import { checkEventId } from "./headers.js";
import { toHex } from "./hex.js";
import { type Fields, isFields, readShape, Unfit } from "./shapes.js";
import { checkUnambiguous } from "./unambiguous.js";

/** Reads a body whose signature was checked before. Whatever is odd in an event makes it unknown, and never an error. */
export async function readEvent(body: Uint8Array, headerId: string | undefined): Promise<Event> {
  if (body.length > LIMITS.body) throw malformedBody("it is larger than 1 MiB");
  const text = decoded(body);
  const envelope = readEnvelope(text);
  const type = textOf(envelope.type);
  if (type === undefined) throw malformedBody("it has no text `type`");
  const id = await identify(textOf(envelope.id), headerId, body);
  try {
    return typed(text, type, id, envelope);
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    const created_at = textOf(envelope.created_at);
    const when = created_at === undefined ? {} : { created_at };
    return { type: "unknown", id, event_type: type, ...when, raw: text, why: error.message };
  }
}

function decoded(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw malformedBody("it is not UTF-8");
  }
}

function readEnvelope(text: string): Fields {
  let envelope: unknown;
  try {
    envelope = JSON.parse(text);
  } catch {
    // What is no JSON is no object either.
  }
  if (isFields(envelope)) return envelope;
  throw malformedBody(text.startsWith("\ufeff") ? "it begins with a byte order mark" : "it is not a JSON object");
}

/** A member that is text. Half a surrogate pair in it is replaced: each of its three bytes is none of UTF-8. */
function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd\ufffd\ufffd") : undefined;
}

/** The event's id, of the three that it may have. */
async function identify(own: string | undefined, header: string | undefined, body: Uint8Array): Promise<string> {
  const checked = header ? checkEventId(header) : undefined;
  if (own && checked && own !== checked) {
    const message = `the body is of another event than the header ${HEADERS.eventId} names`;
    throw webhookError("malformed", message, { field: HEADERS.eventId });
  }
  if (own) return own;
  const hash = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(body))));
  return `${checked ?? "sha256"}:${hash}`;
}

function typed(text: string, type: string, id: string, envelope: Fields): Event {
  const shape = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
  if (shape === undefined) throw new Unfit("the type is newer than this SDK");
  checkUnambiguous(text);
  const { type: _type, id: ownId, created_at, data, ...extra } = envelope;
  for (const [name, value] of Object.entries({ id: ownId ?? null, created_at: created_at ?? null })) {
    if (value !== null && typeof value !== "string") throw new Unfit(`${name}: it is no text`);
  }
  if (data === undefined) throw new Unfit("it has no `data`");
  const fields = shape === "OrderEventData" ? hoistOrder(data) : data;
  const when = typeof created_at === "string" ? { created_at } : {};
  return { ...extra, type, id, ...when, data: readShape(shape, fields, "data") } as unknown as Event;
}

/** An order, flat (June) or nested under `order` with others beside it (May): its fields beside the others. */
function hoistOrder(data: unknown): unknown {
  if (!isFields(data) || (data.id ?? null) !== null || !isFields(data.order)) return data;
  const { order, ...beside } = data;
  const twice = Object.keys(order).find((name) => Object.hasOwn(beside, name));
  if (twice !== undefined) throw new Unfit(`\`${twice}\` stands both in data and in data.order`);
  return { ...beside, ...order };
}
