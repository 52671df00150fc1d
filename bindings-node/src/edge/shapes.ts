/**
 * Whether data fits the type of its event. The types are core's, generated into `generated/webhook.ts`; what stands
 * here is how they are read: what core's models say by `Deserialize`, and declarations cannot say.
 */
import { SHAPES } from "../generated/webhook.js";

/** Content that does not fit: the event is handed on as unknown. */
export class Unfit extends Error {}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Data as its type has it. Fields that no type names stay as they are; a `null` where nothing is required is absent. */
export function readShape(name: string, data: unknown, path: string): Fields {
  const value = (FORMS[name] ?? unchanged)(data);
  if (!isFields(value)) throw new Unfit(`${path}: it is no object`);
  const fields = new Map(Object.entries(value));
  for (const [field, kind] of Object.entries(SHAPES[name] ?? {})) {
    const key = field.replace(/\?$/, "");
    const found = fields.get(key);
    if (key !== field && (found ?? null) === null) fields.delete(key);
    else fields.set(key, read(kind, found, `${path}.${key}`));
  }
  if (name.endsWith("EventData") && fields.get("id") === "") throw new Unfit(`${path}.id: an id is not empty`);
  return Object.fromEntries(fields);
}

/** Forms besides the type's own. */
const FORMS: Readonly<Record<string, (data: unknown) => unknown>> = {
  // May's name of the personas.
  OrderEventData: (data) => {
    if (!isFields(data) || !Object.hasOwn(data, "users")) return data;
    if (Object.hasOwn(data, "personas")) throw new Unfit("data: it has both `users` and `personas`");
    const { users: personas, ...others } = data;
    return { ...others, personas };
  },
  // A bare text is an id or a name.
  DomainRef: (data) => {
    if (typeof data !== "string") return data;
    return data.startsWith("dom_") ? { id: data } : { domain: data };
  },
  ImportFailure: (data) => (typeof data === "string" ? { domain: data } : data),
  OrderDomains: (data) => {
    if (!isFields(data)) return data;
    return { ...data, registered: data.registered ?? [], imported: data.imported ?? [] };
  },
};

function unchanged(data: unknown): unknown {
  return data;
}

function read(kind: string, value: unknown, path: string): unknown {
  if (kind.includes(" | ")) return readOneOf(kind.split(" | "), value, path);
  if (kind.endsWith("[]")) {
    if (!Array.isArray(value)) throw new Unfit(`${path}: it is no list`);
    return value.map((item, index) => read(kind.slice(0, -2), item, `${path}[${index}]`));
  }
  if (kind === "string") {
    if (typeof value !== "string") throw new Unfit(`${path}: it is no text`);
    return value;
  }
  if (kind === "number") {
    if (!Number.isSafeInteger(value)) throw new Unfit(`${path}: it is no whole number`);
    return value;
  }
  return readShape(kind, value, path);
}

function readOneOf(kinds: string[], value: unknown, path: string): unknown {
  for (const kind of kinds) {
    try {
      return read(kind, value, path);
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
    }
  }
  throw new Unfit(`${path}: it has none of its forms`);
}
