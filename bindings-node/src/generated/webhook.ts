// Generated from core by scripts/generate.sh; changes made here are lost.

/** The headers of a delivery. */
export const HEADERS = {
  eventId: "Peeker-Event-Id",
  signature: "Peeker-Signature",
  timestamp: "Peeker-Timestamp",
} as const;

/** What is looked at, at most: bytes, digits, or how many. */
export const LIMITS = {
  body: 1048576,
  eventId: 256,
  header: 4096,
  secrets: 16,
  signatures: 16,
  timestampDigits: 12,
  version: 16,
} as const;

/** Seconds between signing and now, where nothing else is said. */
export const TOLERANCE_S = 300 as const;

/** How long a claim lasts, in milliseconds, and how near to its end it is not released any more. */
export const LEASE = { longest: 3600000, margin: 1000, remembered: 172800000, shortest: 5000, usual: 60000 } as const;

/** What to answer to an event that is not new. */
export const ANSWERS = { done: 200, in_progress: 503 } as const;

/** The type of each event's data. */
export const EVENTS: Readonly<Record<string, string>> = {
  "order.in_progress": "OrderEventData",
  "order.completed": "OrderEventData",
  "order.failed": "OrderEventData",
  "order.action_required": "OrderEventData",
  "order.cancel_scheduled": "OrderEventData",
  "order.cancelled": "OrderEventData",
  "domain.connected": "DomainEventData",
  "domain.action_required": "DomainEventData",
  "domain.forwarding_updated": "ForwardingEventData",
  "domain.forwarding_failed": "ForwardingEventData",
  "domain_import.completed": "ImportEventData",
  "domain_import.failed": "ImportEventData",
  "domain_import.action_required": "ImportEventData",
  "swap.created": "SwapEventData",
  "swap.in_progress": "SwapEventData",
  "swap.completed": "SwapEventData",
  "swap.failed": "SwapEventData",
  "swap.action_required": "SwapEventData",
};

/** The known fields of each type; any other field may be there too. */
export const SHAPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Costs: { total_cents: "number", currency: "string", "line_items?": "LineItem[]" },
  DomainEventData: {
    id: "string",
    "domain?": "string",
    "category?": "string",
    "status?": "string",
    "provider?": "string",
    "user_id?": "string",
    "order_id?": "string",
    "usable_for?": "string[]",
    "forwarding_url?": "string",
    "created_at?": "string",
  },
  DomainRef: { "id?": "string", "domain?": "string" },
  ForwardingEventData: {
    id: "string",
    "status?": "string",
    "completed_count?": "number",
    "failed_count?": "number",
    "forwarding_url?": "string",
    "completed?": "DomainRef[]",
    "failed?": "ForwardingFailure[]",
    "created_at?": "string",
    "completed_at?": "string",
  },
  ForwardingFailure: { "domain?": "string", "reason?": "string" },
  ImportEventData: {
    id: "string",
    "status?": "string",
    "submitted_count?": "number",
    "completed_count?": "number",
    "failed_count?": "number",
    "nameserver_groups?": "NameserverGroup[]",
    "failed?": "ImportFailure[]",
    "created_at?": "string",
    "completed_at?": "string",
  },
  ImportFailure: { "domain?": "string", "reason?": "string" },
  LineItem: { type: "string", quantity: "number", amount_cents: "number" },
  NameserverGroup: { nameserver_one: "string", nameserver_two: "string", domains: "string[]" },
  OrderDomains: { registered: "string[]", imported: "string[]" },
  OrderEventData: {
    id: "string",
    "user_id?": "string",
    "email?": "string",
    "bundle_id?": "string",
    "status?": "string",
    "domain_count?": "number",
    "costs?": "Costs",
    "renews_at?": "string",
    "domains?": "DomainRef[] | OrderDomains",
    "personas?": "Persona[]",
    "cancellation_scheduled_at?": "string",
    "cancels_at?": "string",
    "created_at?": "string",
  },
  Persona: { "first_name?": "string", "last_name?": "string", "profile_picture_url?": "string" },
  SwapEventData: {
    id: "string",
    "type?": "string",
    "domain_id?": "string",
    "replacement_domain?": "string",
    "status?": "string",
    "created_at?": "string",
  },
};
