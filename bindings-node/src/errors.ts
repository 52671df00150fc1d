/**
 * The errors of this SDK. Each is made from the facts that core gives, in {@link errorFrom} and nowhere else.
 *
 * ```text
 * PeekerError
 * ├─ APIError                    the API answered: status, code, message, field, details, requestId
 * │  ├─ BadRequestError          4xx without a class of its own
 * │  ├─ AuthenticationError      401
 * │  ├─ PermissionDeniedError    403
 * │  ├─ NotFoundError            404
 * │  ├─ ConflictError            409
 * │  ├─ RateLimitError           429
 * │  ├─ ServerError              5xx, on a read
 * │  └─ UnexpectedResponseError  a redirect, or an answer to a read that is not the documented JSON
 * ├─ APIConnectionError          no connection, or it broke; nothing was changed
 * ├─ APITimeoutError             an attempt took too long; nothing was changed
 * ├─ DeadlineExceededError       the call's time was used up; nothing was changed
 * ├─ OutcomeUnknownError         a write may or may not have happened
 * ├─ UnreadableSuccessError      a write happened, and its answer could not be read
 * ├─ WaitTimeoutError            what was waited for did not come to an end in time
 * ├─ UnknownStateError           what is waited for stays in a state that this version does not know
 * ├─ WaitFailedError             what was waited for failed, and that was to be raised
 * ├─ NotSentError                a part of a batch that was left out; nothing of it was changed
 * ├─ ValidationError             the input is wrong, and was not sent
 * ├─ ConfigurationError          the client or an option is set wrongly; nothing was sent
 * ├─ WebhookError                a delivery is forged, stale, malformed or signed with another secret
 * └─ InternalError               a fault of the SDK itself
 * ```
 */
import { camel, camelName } from "./camel.js";
import type { Event } from "./generated/events.js";
import type { Attempt, Violation } from "./generated/facts.js";
import type { Forwarding, Import, Order, Swap } from "./generated/models.js";

/** What every error of this SDK has. None of it shows a key, a password or a webhook secret. */
export class PeekerError extends Error {
  /** What happened, as a word that never changes; where the API answered, its own. */
  readonly code: string;
  /** As in `orders.create`. Absent outside a call. */
  declare readonly operation?: string;
  /** The HTTP status of the last answer. Absent if there was none. */
  declare readonly status?: number;
  /** `Peeker-Request-Id` of the last answer: quote it to support. */
  declare readonly requestId?: string;
  /** The input field that the API names. */
  declare readonly field?: string;
  /** What the API says besides, in its own field names. */
  declare readonly details?: unknown;
  /** Seconds to wait before trying again, where the API says so. */
  declare readonly retryAfter?: number;
  /** Whether sending the same again cannot do the work twice. On {@link OutcomeUnknownError}. */
  declare readonly replaySafe?: boolean;
  /** The id found in an answer that could not be read otherwise, or of what was waited for. */
  declare readonly objectId?: string;
  /** The answer's body where it could not be read. Not shown where the error is printed. */
  declare readonly rawBody?: string;
  /** Whether the same call may well succeed later, unchanged, without doing anything twice. */
  readonly retryable: boolean;
  /** Everything that is wrong with the input. On {@link ValidationError}. */
  declare readonly violations?: readonly Violation[];
  /** What was tried, in order. */
  declare readonly attempts?: readonly Attempt[];
  /** What was waited for, as it was last seen. On errors that ended a wait; absent if no poll was answered. */
  declare readonly last?: Order | Import | Forwarding | Swap;

  /** From facts, as core gives them, or as a test of yours makes them up. */
  constructor(facts: ErrorFacts) {
    super(facts.message, facts.cause ? { cause: errorFrom(facts.cause) } : undefined);
    const { message: _message, cause: _cause, attempts, raw_body, kind: _kind, ...rest } = facts as Facts;
    this.code = facts.code;
    this.retryable = false;
    Object.assign(this, camel(rest));
    if (attempts) Object.assign(this, { attempts: attempts.map(camel) });
    // Up to 16 MiB, and whatever the server wrote: there to be read, not to be logged.
    if (raw_body !== undefined) Object.defineProperty(this, "rawBody", { value: raw_body });
  }

  /** The error as plain data, for logs. */
  toJSON(): Record<string, unknown> {
    const { name, message } = this;
    const data: Record<string, unknown> = { name, message, ...(this as object) };
    if (this.cause instanceof PeekerError) data.cause = this.cause.toJSON();
    return data;
  }
}

/** The API answered, and not with what was asked for. */
export class APIError extends PeekerError {
  declare readonly status: number;
}
/** The API refused the request: 4xx without a class of its own. */
export class BadRequestError extends APIError {}
/** 401: the key is missing, malformed or revoked. */
export class AuthenticationError extends APIError {}
/** 403: the key may not do this. */
export class PermissionDeniedError extends APIError {}
/** 404: nothing by that id in this account. */
export class NotFoundError extends APIError {}
/** 409: the request contradicts the state of things. */
export class ConflictError extends APIError {}
/** 429, and waiting longer was not allowed. */
export class RateLimitError extends APIError {}
/** 5xx, on a read. */
export class ServerError extends APIError {}
/** A redirect, or an answer to a read that is not the documented JSON. */
export class UnexpectedResponseError extends APIError {}
/** No connection, or it broke; nothing was changed. */
export class APIConnectionError extends PeekerError {}
/** An attempt took too long; nothing was changed. */
export class APITimeoutError extends PeekerError {}
/** The call's total time was used up; nothing was changed. */
export class DeadlineExceededError extends PeekerError {}
/** A write may or may not have happened: the message says what to do. */
export class OutcomeUnknownError extends PeekerError {
  declare readonly replaySafe: boolean;
}
/** A write happened, and its answer could not be read. */
export class UnreadableSuccessError extends PeekerError {
  declare readonly status: number;
}
/** What was waited for did not come to an end in time: `last` has it, and `cause` is why the last poll failed. */
export class WaitTimeoutError extends PeekerError {}
/** What is waited for stays in a state that this version does not know: see `last`, and update the package. */
export class UnknownStateError extends PeekerError {}
/** What was waited for failed or was cancelled, and the wait was told to raise that: see `last`. */
export class WaitFailedError extends PeekerError {}
/** A part of a batch that was left out, with nothing wrong about it: `cause` is why. Nothing was changed. */
export class NotSentError extends PeekerError {}
/** The input is wrong, and was not sent. */
export class ValidationError extends PeekerError {
  declare readonly violations: readonly Violation[];
}
/** The client or an option is set wrongly; nothing was sent. */
export class ConfigurationError extends PeekerError {}
/** A webhook delivery is forged, stale, malformed or signed with another secret. */
export class WebhookError extends PeekerError {
  /** Whether the signature is right. Absent where it could not be compared. */
  declare readonly authentic?: boolean;
  /** How long ago a stale delivery was signed, in seconds; negative where it is from the future. */
  declare readonly ageSeconds?: number;
  /** What a stale delivery says. Its signature is right: whoever remembers events durably may accept it. */
  declare readonly event?: Event;
}
/** A fault of the SDK itself: please report it. */
export class InternalError extends PeekerError {}

const CLASSES = {
  APIError,
  BadRequestError,
  AuthenticationError,
  PermissionDeniedError,
  NotFoundError,
  ConflictError,
  RateLimitError,
  ServerError,
  UnexpectedResponseError,
  APIConnectionError,
  APITimeoutError,
  DeadlineExceededError,
  OutcomeUnknownError,
  UnreadableSuccessError,
  WaitTimeoutError,
  UnknownStateError,
  WaitFailedError,
  NotSentError,
  ValidationError,
  ConfigurationError,
  WebhookError,
  InternalError,
  PeekerError,
};

/** Core's kinds whose class is not called as they are. */
const RENAMED: Record<string, keyof typeof CLASSES> = {
  permission: "PermissionDeniedError",
  connection: "APIConnectionError",
  timeout: "APITimeoutError",
  deadline: "DeadlineExceededError",
};

/** The classes by their names. */
export type ErrorClasses = typeof CLASSES;

/** The same in every copy of this package that a program may have loaded. */
const BRAND = Symbol.for("peeker-partner.error");
Object.defineProperty(PeekerError.prototype, BRAND, { value: true });

/**
 * Whether something is an error of this SDK, of a class and those below it.
 *
 * `instanceof` says the same, but for errors of another copy of the package: two versions in one program, or one in each
 * module system.
 *
 * @example
 * ```ts
 * if (isPeekerError(error, "RateLimitError")) console.log(error.retryAfter);
 * ```
 */
export function isPeekerError<Name extends keyof ErrorClasses = "PeekerError">(
  value: unknown,
  name: Name = "PeekerError" as Name,
): value is InstanceType<ErrorClasses[Name]> {
  if (typeof value !== "object" || value === null || !(BRAND in value)) return false;
  for (let of: object | null = value; of !== null; of = Object.getPrototypeOf(of)) {
    if (Object.getOwnPropertyDescriptor(of, "name")?.value === name) return true;
  }
  return false;
}

// On the prototype, as `Error` itself has it: so it is no field of every error, and survives a minifier.
for (const [name, of] of Object.entries(CLASSES)) {
  Object.defineProperty(of.prototype, "name", { value: name, configurable: true, writable: true });
}

function classOf(kind: string): typeof PeekerError {
  const pascal = camelName(`_${kind}`);
  return CLASSES[RENAMED[kind] ?? (`${pascal}Error` as keyof typeof CLASSES)] ?? PeekerError;
}

/** What an error is made of. */
export interface ErrorFacts {
  code: string;
  message: string;
  operation?: string;
  status?: number;
  request_id?: string;
  field?: string;
  details?: unknown;
  retry_after?: number;
  replay_safe?: boolean;
  object_id?: string;
  raw_body?: string;
  retryable?: boolean;
  violations?: readonly Violation[];
  attempts?: readonly object[];
  last?: Order | Import | Forwarding | Swap;
  cause?: Facts;
}

/** An error as core writes it. */
export interface Facts extends ErrorFacts {
  kind: string;
}

/** The error of these facts, of the class of its kind. */
export function errorFrom(facts: Facts): PeekerError {
  return new (classOf(facts.kind))(facts);
}

/** What the native half threw: its message is the facts. Anything else is a fault of this SDK. */
export function errorThrown(thrown: unknown): PeekerError {
  if (thrown instanceof PeekerError) return thrown;
  // Not `instanceof Error`: in a test runner's realm the native half's errors are of another one.
  const told = (thrown as { message?: unknown } | undefined)?.message;
  const message = typeof told === "string" ? told : "the native half threw no error";
  if (message.startsWith('{"kind":')) return errorFrom(JSON.parse(message) as Facts);
  return errorFrom({ kind: "internal", code: "internal", message });
}

/** A call into the native half. */
export function entering<T>(entry: () => T): T {
  try {
    return entry();
  } catch (thrown) {
    throw errorThrown(thrown);
  }
}

/** What is wrong with an option that core never sees. */
export function configurationError(message: string, code = "invalid_option"): PeekerError {
  return errorFrom({ kind: "configuration", code, message });
}
