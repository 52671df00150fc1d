export type { AbortedCall } from "./aborted.js";
export { AvailabilityBatch, Batch, type BatchItem, type NotSucceeded, type Succeeded } from "./batch.js";
export type { Call } from "./call.js";
export { type AnyRequest, Peeker } from "./client.js";
export {
  APIConnectionError,
  APIError,
  APITimeoutError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  ConflictError,
  DeadlineExceededError,
  type ErrorClasses,
  type ErrorFacts,
  InternalError,
  isPeekerError,
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
export type { WithMeta } from "./meta.js";
export type { CallOptions, PeekerOptions, PlaceOptions, RetryOptions, WaitOptions } from "./options.js";
export { List, type Page, type ToArrayOptions } from "./page.js";
export type { Bundles } from "./resources/bundles.js";
export type { Domains } from "./resources/domains.js";
export type { Imports } from "./resources/imports.js";
export type { Orders } from "./resources/orders.js";
export type { Swaps } from "./resources/swaps.js";
export type { Users } from "./resources/users.js";
export type { Transport, TransportRequest, TransportResponse } from "./transport.js";
export * as validate from "./validate.js";
export * as webhooks from "./webhooks.js";
