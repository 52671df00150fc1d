/** What the sandbox remembers, in the names of its control API. */

/** A request as it arrived. */
export interface SandboxRequest {
  number: number;
  /** In the sandbox's time. */
  at: string;
  request_id: string;
  method: string;
  /** Below the base URL: `/orders`. */
  path: string;
  query: string;
  /** `Authorization` is redacted. */
  headers: [name: string, value: string][];
  body: string;
  /** The fault that it met. */
  fault: string | null;
  /** Whether it was carried out. */
  processed: boolean;
  /** `null` where it was not answered. */
  status: number | null;
}

/** Something that happened. */
export interface SandboxEvent {
  id: string;
  type: string;
  object_id: string;
  created_at: string;
  /** The body of its webhook. */
  body: string;
  fault: string | null;
}

/** One attempt to deliver an event. */
export interface SandboxDelivery {
  event_id: string;
  type: string;
  /** From 1; 0 of a redelivery. */
  attempt: number;
  at: string;
  /** Unix seconds. */
  timestamp: number;
  signature: string;
  /** What your endpoint answered; `null` where it did not. */
  status: number | null;
  /** Why there is no status. */
  error: string | null;
}

/** How many there were. */
export interface SandboxCounters {
  requests: number;
  orders: number;
  events: number;
  deliveries: number;
}
