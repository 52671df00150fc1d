export type { Call, WithMeta } from "./call.js";
export type { Imports, Orders } from "./client.js";
export { Peeker } from "./client.js";
export {
  APIConnectionError,
  APIError,
  APITimeoutError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  ConflictError,
  DeadlineExceededError,
  InternalError,
  NotFoundError,
  NotSentError,
  OutcomeUnknownError,
  PeekerError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnexpectedResponseError,
  UnknownStateError,
  UnreadableSuccessError,
  ValidationError,
  WaitFailedError,
  WaitTimeoutError,
  WebhookError,
} from "./errors.js";
export type * from "./generated/events.js";
export type * from "./generated/facts.js";
export type * from "./generated/inputs.js";
export type * from "./generated/models.js";
export type * from "./generated/validate.js";
export type { HeaderOptions } from "./headers.js";
export type { AbortedCall } from "./machine.js";
export type { CallOptions, PeekerOptions } from "./options.js";
export type { Page } from "./page.js";
export type { Transport, TransportRequest, TransportResponse } from "./transport.js";
export * as validate from "./validate.js";
export * as webhooks from "./webhooks.js";
