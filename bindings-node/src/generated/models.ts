// Generated from core by scripts/generate.sh; changes made here are lost.

/** What is known of the key, never the key itself. */
export interface ApiKeyInfo {
  /** Sandbox or live. */
  environment: Environment;
  /** What the key may do. */
  permission_preset: PermissionPreset;
  [field: string]: unknown;
}

/** Which of the names asked for can be had. */
export interface Availability {
  /** One row per name. */
  domains: Array<DomainAvailability>;
  [field: string]: unknown;
}

/** A saved order size: a monthly volume, resolved into licences and domains. */
export interface Bundle {
  /** `bun_…`. */
  id: string;
  /** The label. */
  name: string;
  /** Emails per month. */
  monthly_sending_volume: number;
  /** The share asked for, or `undefined` for the recommended split. */
  google_percent?: number;
  /** The share asked for, or `undefined` for the recommended split. */
  microsoft_percent?: number;
  /** Whether volume is spread over 30 days instead of 22 weekdays. Absent before June. */
  send_on_weekends?: boolean;
  /** 2 (40 Google sends per domain and day) or 3 (60). Absent before June. */
  google_inboxes_per_domain?: number;
  /** The split in force. */
  effective?: Split;
  /** How many domains an order of this bundle must bring. Absent before June. */
  required_domains?: RequiredDomains;
  /** Where the bundle stands. */
  status: BundleStatus;
  /** When it was made. */
  created_at: Timestamp;
  /** Display only, in cents. May only. */
  customer_price_cents?: number;
  /** Currency of the display price. May only. */
  currency?: string;
  [field: string]: unknown;
}

/** Where a bundle stands. */
export type BundleStatus = "active" | "archived" | "deleted" | (string & {});

/** A cancellation that was accepted. */
export interface Cancellation {
  /** The order, `ord_…`. */
  id: string;
  /** `cancel_scheduled`, as documented. */
  status: OrderStatus;
  /** When it was accepted. */
  cancellation_scheduled_at?: Timestamp;
  /** When it takes effect. June documents the end of the renewal period in one place and a short grace window in another. */
  cancels_at?: Timestamp;
  /** The domains concerned. May answered with the whole order; its domains are read as well. */
  domains: Array<DomainRef>;
  [field: string]: unknown;
}

/** What an order costs. */
export interface Costs {
  /** The sum in cents. */
  total_cents: number;
  /** Lower case in June. */
  currency: string;
  /** What the sum is made of. Detail only. */
  line_items?: Array<LineItem>;
  [field: string]: unknown;
}

/** What a delete answers. */
export interface Deletion {
  /** What was deleted. */
  id: string;
  /** What became of it. One example still says `active`. */
  status?: DeletionStatus;
  [field: string]: unknown;
}

/** What became of an object that was deleted. */
export type DeletionStatus = "deleted" | "archived" | "active" | (string & {});

/** A domain of the account. */
export interface Domain {
  /** `dom_…`. */
  id: string;
  /** The name. */
  domain: string;
  /** Whether it is on an order. */
  category: DomainCategory;
  /** Where it stands. */
  status: DomainStatus;
  /** Who hosts its mail. Absent on inventory. */
  provider?: Provider;
  /** Whose it is. Absent on inventory. */
  user_id?: string;
  /** The order it is on. Absent on inventory. */
  order_id?: string;
  /** Who can host its mail. */
  usable_for: Array<Provider>;
  /** Where its web traffic goes. */
  forwarding_url?: string;
  /** When it was added. */
  created_at: Timestamp;
  [field: string]: unknown;
}

/** Whether one name can be had, and for how much. */
export interface DomainAvailability {
  /** The name. */
  domain: string;
  /** Whether it can be ordered. */
  available: boolean;
  /** First year's registration in cents. Absent where it cannot be had. */
  price_cents?: number;
  /** Each further year in cents. Absent where it cannot be had. */
  renewal_price_cents?: number;
  /** Of both prices; lower case in the examples. */
  currency?: string;
  /** Who could host its mail: a domain that must serve Microsoft needs `microsoft` here. */
  usable_for: Array<Provider>;
  /** Why it cannot be had. */
  reason?: UnavailableReason;
  /** Whether it is a premium name. Before June only. */
  premium?: boolean;
  [field: string]: unknown;
}

/** Whether a domain waits for an order or is on one. */
export type DomainCategory = "inventory" | "connected" | (string & {});

/**
 * A domain named by its id, its name, or both.
 *
 * Read from a row (`{"id","domain"}`) or from a bare text, since which of them the API sends is not known everywhere.
 */
export interface DomainRef {
  /** `dom_…`. */
  id?: string;
  /** The name. */
  domain?: string;
  [field: string]: unknown;
}

/** Where a domain stands. The API's full list is not known. */
export type DomainStatus = "active" | "available" | (string & {});

/** Which kind of key made the call. */
export type Environment = "test" | "live" | (string & {});

/** A job that changes where domains forward. */
export interface Forwarding {
  /** `fwj_…`. */
  id: string;
  /** Where the job stands. */
  status: ForwardingStatus;
  /** Domains done; those that were right already count. */
  completed_count: number;
  /** Domains failed. */
  failed_count: number;
  /** The target. */
  forwarding_url?: string;
  /** Domains done. */
  completed: Array<DomainRef>;
  /** Domains failed. One example lists a row here with `failed_count` 0. */
  failed: Array<ForwardingFailure>;
  /** When the job began. */
  created_at: Timestamp;
  /** When it ended. */
  completed_at?: Timestamp;
  [field: string]: unknown;
}

/** A domain whose forwarding could not be changed. */
export interface ForwardingFailure {
  /** The name. */
  domain?: string;
  /** Why. */
  reason?: ForwardingFailureReason;
  [field: string]: unknown;
}

/** Why forwarding could not be set on a domain. */
export type ForwardingFailureReason = "dns_lookup_failed" | "target_unreachable" | "invalid_target" | (string & {});

/** Where a forwarding job stands. */
export type ForwardingStatus = "in_progress" | "completed" | "partial_success" | "failed" | (string & {});

/** A job that imports domains. `completed` does not prove that DNS has moved. */
export interface Import {
  /** `imp_…`. */
  id: string;
  /** Where the job stands. */
  status: ImportStatus;
  /** Domains sent. */
  submitted_count: number;
  /** Domains done; 0 where the API leaves it out. */
  completed_count: number;
  /** Domains failed; 0 where the API leaves it out. */
  failed_count: number;
  /** What the customer must set at the registrar. */
  nameserver_groups: Array<NameserverGroup>;
  /** What failed. */
  failed: Array<ImportFailure>;
  /** When the job began. */
  created_at: Timestamp;
  /** When it ended. */
  completed_at?: Timestamp;
  [field: string]: unknown;
}

/** A domain that could not be imported. No example of such a row is known, so nothing in it is required. */
export interface ImportFailure {
  /** The name. */
  domain?: string;
  /** Why, in the API's own word. */
  reason?: string;
  [field: string]: unknown;
}

/**
 * The import jobs that concern the domains asked for.
 *
 * Whether the API answers with one job or with a list is not documented; both are read.
 */
export type ImportLookup = Array<Import>;

/** Where an import job stands. */
export type ImportStatus = "in_progress" | "completed" | "action_required" | "failed" | (string & {});

/** One line of an order's costs. */
export interface LineItem {
  /** What it is for. */
  type: LineItemType;
  /** How many. */
  quantity: number;
  /** In cents. */
  amount_cents: number;
  [field: string]: unknown;
}

/** What a line of an order's costs is for. */
export type LineItemType = "google_license" | "microsoft_license" | "domain_registration" | (string & {});

/** The addresses of other pages. Only the token of `next` is ever used, never the address. */
export interface Links {
  /** The first page, with its filters. */
  first?: string;
  /** The next page; `undefined` on the last. */
  next?: string;
  [field: string]: unknown;
}

/** The account and the key behind a call. */
export interface Me {
  /** The key that made the call. */
  api_key: ApiKeyInfo;
  /** The partner account. */
  partner: Partner;
  [field: string]: unknown;
}

/** Nameservers, and the domains to point at them. */
export interface NameserverGroup {
  /** The first nameserver. */
  nameserver_one: string;
  /** The second nameserver. */
  nameserver_two: string;
  /** The domains that use them. */
  domains: Array<string>;
  [field: string]: unknown;
}

/** An order. Creating and listing give the lean form; retrieving and `order.completed` give all of it. */
export interface Order {
  /** `ord_…`. */
  id: string;
  /** The customer. */
  user_id: string;
  /** The customer's address. */
  email: string;
  /** The bundle, or `undefined` for custom licences. */
  bundle_id?: string;
  /** Where the order stands. */
  status: OrderStatus;
  /** Number of domains. */
  domain_count: number;
  /** What it costs. */
  costs: Costs;
  /** When it renews. June only. */
  renews_at?: Timestamp;
  /** The domains. Detail only. */
  domains?: OrderDomains;
  /** The people on the inboxes (`users` in May). Detail only. */
  personas?: Array<Persona>;
  /** When it was accepted. */
  created_at: Timestamp;
  [field: string]: unknown;
}

/** The domains of an order, by where they came from. */
export interface OrderDomains {
  /** Bought with the order. */
  registered: Array<string>;
  /** Brought by the customer. */
  imported: Array<string>;
  [field: string]: unknown;
}

/** Where an order stands. */
export type OrderStatus =
  | "in_progress"
  | "completed"
  | "failed"
  | "action_required"
  | "cancel_scheduled"
  | "cancelled"
  | (string & {});

/** What a page of a list says besides its rows. */
export interface PageInfo {
  /** Where the next page is. */
  links: Links;
  /** How many rows there are. */
  meta?: PageMeta;
  [field: string]: unknown;
}

/** How many rows a page has. */
export interface PageMeta {
  /** The path listed. */
  path?: string;
  /** The most a page has. */
  per_page?: number;
  /** How many it has. */
  returned?: number;
  [field: string]: unknown;
}

/** A partner account. */
export interface Partner {
  /** `org_…`. */
  id: string;
  /** The account's name. */
  name: string;
  [field: string]: unknown;
}

/** Something an order waits for. The row does not say which order: filter by it. */
export interface PendingAction {
  /** `act_…`. */
  id: string;
  /** What is to be done. */
  type: PendingActionType;
  /** Why. */
  reason?: PendingActionReason;
  /** Whether it still waits. */
  status: PendingActionStatus;
  /** The domain it is about. */
  domain_id?: string;
  /** That domain's name. */
  domain?: string;
  /** The person it is about. */
  user?: Persona;
  /** For people; it may change. */
  message?: string;
  /** Since when. */
  created_at: Timestamp;
  [field: string]: unknown;
}

/** Why it has to be done. */
export type PendingActionReason =
  | "profile_picture_not_accessible"
  | "profile_picture_public_link_required"
  | "profile_picture_resubmit"
  | "provider_workspace_problem"
  | "update_nameservers"
  | "replace_domain"
  | (string & {});

/** Whether a pending action still waits. */
export type PendingActionStatus = "open" | "resolved" | (string & {});

/**
 * What has to be done about an order. Whether the API puts the last two in `type` or in
 * `reason` is not known; both fields read the same.
 */
export type PendingActionType = "google_profile_picture" | "update_nameservers" | "replace_domain" | (string & {});

/** What a key may do. */
export type PermissionPreset = "full" | "limited" | "read" | (string & {});

/** A person as the name on inboxes. */
export interface Persona {
  /** Given name. */
  first_name?: string;
  /** Family name. */
  last_name?: string;
  /** A public picture. */
  profile_picture_url?: string;
  [field: string]: unknown;
}

/** A mail provider, in `provider` and `usable_for`. */
export type Provider = "google" | "microsoft" | (string & {});

/** How many domains an order must bring. The server's numbers are the truth; a local estimate is only that. */
export interface RequiredDomains {
  /** Domains for Google inboxes. */
  google: number;
  /** Domains that Microsoft can use. */
  microsoft: number;
  /** All domains of the order. */
  total: number;
  [field: string]: unknown;
}

/** The tool that sends from the inboxes. */
export type SequencerProvider = "smartlead" | (string & {});

/** Where a user's inboxes go. Credentials are never part of it. */
export interface SequencerRoute {
  /** The tool. */
  provider: SequencerProvider;
  /** The client's number in that tool; an id that is no number is a field here too. */
  client_id?: number | string;
  [field: string]: unknown;
}

/** How volume is shared between the providers, in percent. */
export interface Split {
  /** Google's share. */
  google_percent: number;
  /** Microsoft's share. */
  microsoft_percent: number;
  [field: string]: unknown;
}

/** A domain replaced, or an inbox renamed. */
export interface Swap {
  /** `swp_…`. */
  id: string;
  /** Its kind. */
  type: SwapType;
  /** The domain it is about, `dom_…`. */
  domain_id: string;
  /** The new name; `undefined` where inboxes are renamed. */
  replacement_domain?: string;
  /** Where it stands. */
  status: SwapStatus;
  /** When it was accepted. */
  created_at: Timestamp;
  [field: string]: unknown;
}

/** What renaming gives: one swap per inbox of the domain, not per persona sent. */
export interface SwapBatch {
  /** They may finish separately. */
  swaps: Array<Swap>;
  [field: string]: unknown;
}

/** Where a swap stands. */
export type SwapStatus = "created" | "in_progress" | "completed" | "failed" | "action_required" | (string & {});

/** The kind of a swap. */
export type SwapType = "standard" | "premium" | "user_names" | (string & {});

/** A point in time: RFC 3339 text, in UTC. */
export type Timestamp = string;

/** Why a domain cannot be had. */
export type UnavailableReason = "taken" | "premium" | "invalid" | "errored" | "stale" | (string & {});

/** A partner's customer. */
export interface User {
  /** `usr_…`. */
  id: string;
  /** Unique within the partner account. */
  email: string;
  /** Given name. */
  first_name?: string;
  /** Family name. */
  last_name?: string;
  /** Where the user stands. */
  status: UserStatus;
  /** Where the inboxes of future orders go. */
  sequencer?: SequencerRoute;
  /** When the user was made. */
  created_at: Timestamp;
  [field: string]: unknown;
}

/** Where a user (a partner's customer) stands. */
export type UserStatus = "active" | "deleted" | (string & {});
