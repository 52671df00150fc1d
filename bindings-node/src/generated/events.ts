// Generated from core by scripts/generate.sh; changes made here are lost.

import type {
  Costs,
  DomainCategory,
  DomainRef,
  DomainStatus,
  ForwardingFailure,
  ForwardingStatus,
  ImportFailure,
  ImportStatus,
  NameserverGroup,
  OrderDomains,
  OrderStatus,
  Persona,
  Provider,
  SwapStatus,
  SwapType,
  Timestamp,
} from "./models.js";

/** A delivery that is Peeker's and recent, and was not read. */
export interface Authentic {
  /** Which secret fits: the label that it was given. */
  label: string;
  /** When it was signed, in Unix seconds. */
  timestamp: number;
}

/** What came out of looking at a delivery that does not verify. */
export interface Diagnosis {
  /** Whether it verifies as it is. */
  verified: boolean;
  /** What was found; never empty. */
  findings: Array<Finding>;
}

/** A domain as an event carries it: only the id is sure. */
export interface DomainEventData {
  /** `dom_…`. */
  id: string;
  /** The name. */
  domain?: string;
  /** Whether it is on an order. */
  category?: DomainCategory;
  /** Where it stands. */
  status?: DomainStatus;
  /** Who hosts its mail. */
  provider?: Provider;
  /** Whose it is. */
  user_id?: string;
  /** The order it is on. */
  order_id?: string;
  /** Who can host its mail. */
  usable_for?: Array<Provider>;
  /** Where its web traffic goes. */
  forwarding_url?: string;
  /** When it was added. */
  created_at?: Timestamp;
  [field: string]: unknown;
}

/**
 * What a delivery says.
 *
 * An event that is verified is never refused for its shape: what is newer than this SDK, or does not fit, is
 * `Unknown`. Deliveries come in any order and more than once: the object as the API returns it now
 * is the truth, and `id` tells an event that came before.
 *
 * As JSON it is the API's envelope. An unknown event has the type `unknown` there, so that a `type` promises what
 * `data` is; the API's own word is in `event_type`.
 */
export type Event =
  | OrderInProgressEvent
  | OrderCompletedEvent
  | OrderFailedEvent
  | OrderActionRequiredEvent
  | OrderCancelScheduledEvent
  | OrderCancelledEvent
  | DomainConnectedEvent
  | DomainActionRequiredEvent
  | DomainForwardingUpdatedEvent
  | DomainForwardingFailedEvent
  | DomainImportCompletedEvent
  | DomainImportFailedEvent
  | DomainImportActionRequiredEvent
  | SwapCreatedEvent
  | SwapInProgressEvent
  | SwapCompletedEvent
  | SwapFailedEvent
  | SwapActionRequiredEvent
  | UnknownEvent;

/** An order was accepted and provisioning began. There is no `order.created`. */
export interface OrderInProgressEvent {
  type: "order.in_progress";
  id: string;
  created_at?: Timestamp;
  data: OrderEventData;
  [field: string]: unknown;
}

/** All domains and inboxes of an order are live. */
export interface OrderCompletedEvent {
  type: "order.completed";
  id: string;
  created_at?: Timestamp;
  data: OrderEventData;
  [field: string]: unknown;
}

/** Provisioning ended in an error that nobody can mend. */
export interface OrderFailedEvent {
  type: "order.failed";
  id: string;
  created_at?: Timestamp;
  data: OrderEventData;
  [field: string]: unknown;
}

/** The partner must act: read `orders.pending_actions`. */
export interface OrderActionRequiredEvent {
  type: "order.action_required";
  id: string;
  created_at?: Timestamp;
  data: OrderEventData;
  [field: string]: unknown;
}

/** A cancellation was accepted. */
export interface OrderCancelScheduledEvent {
  type: "order.cancel_scheduled";
  id: string;
  created_at?: Timestamp;
  data: OrderEventData;
  [field: string]: unknown;
}

/** A cancellation is done; the domains can be used again. */
export interface OrderCancelledEvent {
  type: "order.cancelled";
  id: string;
  created_at?: Timestamp;
  data: OrderEventData;
  [field: string]: unknown;
}

/** One domain is set up with its mail provider. */
export interface DomainConnectedEvent {
  type: "domain.connected";
  id: string;
  created_at?: Timestamp;
  data: DomainEventData;
  [field: string]: unknown;
}

/** A domain needs the partner, for example because nameservers are unchanged. */
export interface DomainActionRequiredEvent {
  type: "domain.action_required";
  id: string;
  created_at?: Timestamp;
  data: DomainEventData;
  [field: string]: unknown;
}

/** A forwarding change was applied. */
export interface DomainForwardingUpdatedEvent {
  type: "domain.forwarding_updated";
  id: string;
  created_at?: Timestamp;
  data: ForwardingEventData;
  [field: string]: unknown;
}

/** A forwarding change failed. */
export interface DomainForwardingFailedEvent {
  type: "domain.forwarding_failed";
  id: string;
  created_at?: Timestamp;
  data: ForwardingEventData;
  [field: string]: unknown;
}

/** Every domain of an import finished. */
export interface DomainImportCompletedEvent {
  type: "domain_import.completed";
  id: string;
  created_at?: Timestamp;
  data: ImportEventData;
  [field: string]: unknown;
}

/** An import failed before any domain connected. */
export interface DomainImportFailedEvent {
  type: "domain_import.failed";
  id: string;
  created_at?: Timestamp;
  data: ImportEventData;
  [field: string]: unknown;
}

/** Nameservers are not pointed yet; arrives after about 30 minutes. */
export interface DomainImportActionRequiredEvent {
  type: "domain_import.action_required";
  id: string;
  created_at?: Timestamp;
  data: ImportEventData;
  [field: string]: unknown;
}

/** A swap was accepted. */
export interface SwapCreatedEvent {
  type: "swap.created";
  id: string;
  created_at?: Timestamp;
  data: SwapEventData;
  [field: string]: unknown;
}

/** A worker has picked a swap up. */
export interface SwapInProgressEvent {
  type: "swap.in_progress";
  id: string;
  created_at?: Timestamp;
  data: SwapEventData;
  [field: string]: unknown;
}

/** A swap's new domain is live. */
export interface SwapCompletedEvent {
  type: "swap.completed";
  id: string;
  created_at?: Timestamp;
  data: SwapEventData;
  [field: string]: unknown;
}

/** A swap ended in an error that nobody can mend: read `swaps.retrieve`. */
export interface SwapFailedEvent {
  type: "swap.failed";
  id: string;
  created_at?: Timestamp;
  data: SwapEventData;
  [field: string]: unknown;
}

/** A swap waits for the partner. */
export interface SwapActionRequiredEvent {
  type: "swap.action_required";
  id: string;
  created_at?: Timestamp;
  data: SwapEventData;
  [field: string]: unknown;
}

/** A type that this version does not know, or content that does not fit. */
export interface UnknownEvent {
  type: "unknown";
  id: string;
  /** The API's own word. */
  event_type: string;
  created_at?: Timestamp;
  /** The whole body as it was received: JSON text. */
  raw: string;
  /** What did not fit. */
  why: string;
}

/** One thing that was found. It holds no secret, also not a part of one. */
export interface Finding {
  /** `verified`, `settings`, `headers`, `recipe`, `body`, `clock`, `event` or `nothing_fits`. */
  code: string;
  /** What is wrong and what to do, for people. */
  message: string;
  /** The secret that fits. */
  label?: string;
  /** The setting that fits, where it is another. */
  signedContent?: string;
  /** The setting that fits, where it is another. */
  secretEncoding?: string;
  /** The setting that fits, where it is another; empty where none is to be taken off. */
  secretPrefix?: string;
  /** How old the signature is, in seconds; negative where it is from the future. */
  ageSeconds?: number;
}

/** A forwarding job as an event carries it: only the id is sure. */
export interface ForwardingEventData {
  /** `fwj_…`. Inferred for `domain.forwarding_failed`. */
  id: string;
  /** Where the job stands. */
  status?: ForwardingStatus;
  /** Domains done; those that were right already count. */
  completed_count?: number;
  /** Domains failed. */
  failed_count?: number;
  /** The target. */
  forwarding_url?: string;
  /** Domains done. */
  completed?: Array<DomainRef>;
  /** Domains failed. */
  failed?: Array<ForwardingFailure>;
  /** When the job began. */
  created_at?: Timestamp;
  /** When it ended. */
  completed_at?: Timestamp;
  [field: string]: unknown;
}

/** An import job as an event carries it: only the id is sure. */
export interface ImportEventData {
  /** `imp_…`. */
  id: string;
  /** Where the job stands. */
  status?: ImportStatus;
  /** Domains sent. */
  submitted_count?: number;
  /** Domains done. */
  completed_count?: number;
  /** Domains failed. */
  failed_count?: number;
  /** What the customer must set at the registrar. */
  nameserver_groups?: Array<NameserverGroup>;
  /** What failed. */
  failed?: Array<ImportFailure>;
  /** When the job began. */
  created_at?: Timestamp;
  /** When it ended. */
  completed_at?: Timestamp;
  [field: string]: unknown;
}

/** What events say of an object, all of them together. */
export type Latest = {
  /** The object's id: `ord_…`, `dom_…`. */
  id: string;
  /** Where the object stands by its newest event; `undefined` where that does not say. The same as in `data`. */
  status?: string;
  /** The newest event, as it was delivered. */
  event: Event;
  /** How many different events were seen of it. */
  eventsSeen: number;
} & (
  | { object: "order"; data: OrderEventData }
  | { object: "domain"; data: DomainEventData }
  | { object: "forwarding"; data: ForwardingEventData }
  | { object: "import"; data: ImportEventData }
  | { object: "swap"; data: SwapEventData }
  | { object: "unknown"; data: { [field: string]: unknown } }
);

/**
 * An order as an event carries it: only the id is sure. Examples have three fields, or all of them.
 *
 * May nested it (`data.order`); its fields are read as these, and what stood beside it (`api_key`,
 * `pending_actions`) is a field here too.
 */
export interface OrderEventData {
  /** `ord_…`. */
  id: string;
  /** The customer. */
  user_id?: string;
  /** The customer's address. */
  email?: string;
  /** The bundle. */
  bundle_id?: string;
  /** Where the order stands. */
  status?: OrderStatus;
  /** Number of domains. */
  domain_count?: number;
  /** What it costs. */
  costs?: Costs;
  /** When it renews. */
  renews_at?: Timestamp;
  /** Its domains, or those that are cancelled. */
  domains?: OrderEventDomains;
  /** The people on the inboxes (`users` in May). */
  personas?: Array<Persona>;
  /** When a cancellation was accepted. */
  cancellation_scheduled_at?: Timestamp;
  /** When a cancellation takes effect. */
  cancels_at?: Timestamp;
  /** When the order was accepted. */
  created_at?: Timestamp;
  [field: string]: unknown;
}

/** The domains of an order, in the form that the event has: an order groups them, a cancellation lists them. */
export type OrderEventDomains = Array<DomainRef> | OrderDomains;

/** A swap as an event carries it: only the id is sure. No example is known. */
export interface SwapEventData {
  /** `swp_…`. */
  id: string;
  /** Its kind. */
  type?: SwapType;
  /** The domain it is about, `dom_…`. */
  domain_id?: string;
  /** The new name; absent where inboxes are renamed. */
  replacement_domain?: string;
  /** Where it stands. */
  status?: SwapStatus;
  /** When it was accepted. */
  created_at?: Timestamp;
  [field: string]: unknown;
}

/** A delivery that is Peeker's, and recent. */
export interface Verified {
  /** What it says. */
  event: Event;
  /** Which secret fits: the label that it was given. */
  label: string;
  /** When it was signed, in Unix seconds. */
  timestamp: number;
}
