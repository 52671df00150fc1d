// Generated from core by scripts/generate.sh; changes made here are lost.

import type {
  BundleStatus,
  DomainCategory,
  DomainStatus,
  OrderStatus,
  PendingActionStatus,
  Provider,
  SequencerProvider,
  SwapStatus,
  SwapType,
  UserStatus,
} from "./models.js";

/** Names to check, at most 50. */
export interface AvailabilityQuery {
  /** Root domains. */
  domains: ReadonlyArray<string>;
}

/** Which bundles to list. */
export interface BundleFilter {
  /** `active` or `archived`. */
  status?: BundleStatus | undefined;
  /** Rows per page, 1 to 100. The API takes 25 when it is absent. */
  per_page?: number | undefined;
  /** Where to go on: taken from the page before, never built by hand. */
  page_token?: string | undefined;
}

/** A change to a bundle: fields left out stay as they are. */
export interface BundleUpdate {
  /** `bun_…`. */
  id: string;
  /** The label. */
  name?: string | undefined;
  /** Emails per month. */
  monthly_sending_volume?: number | undefined;
  /** Both percents `null` go back to the recommended split. */
  google_percent?: number | null | undefined;
  /** Both percents `null` go back to the recommended split. */
  microsoft_percent?: number | null | undefined;
  /** Spread volume over 30 days instead of 22 weekdays. */
  send_on_weekends?: boolean | undefined;
  /** 2 or 3. */
  google_inboxes_per_domain?: number | undefined;
}

/** The id of one object. */
export interface ById {
  /** The object's id, with the prefix of its kind. */
  id: string;
}

/** An order to cancel, whole or in part. */
export interface CancelOrder {
  /** `ord_…`. */
  id: string;
  /** Only these domains, `dom_…` ids or names; absent cancels all of the order. */
  domains?: ReadonlyArray<string> | undefined;
}

/** Which domains to list. */
export interface DomainFilter {
  /** `inventory` or `connected`. */
  category?: DomainCategory | undefined;
  /** Whose, by id. */
  user_id?: string | undefined;
  /** Whose, by address. */
  user_email?: string | undefined;
  /** Usable for this provider. */
  usable_for?: Provider | undefined;
  /** In this status. */
  status?: DomainStatus | undefined;
  /** Rows per page, 1 to 100. The API takes 25 when it is absent. */
  per_page?: number | undefined;
  /** Where to go on: taken from the page before, never built by hand. */
  page_token?: string | undefined;
}

/** A domain with a forwarding target of its own. */
export interface ForwardedDomain {
  /** The name. */
  domain: string;
  /** Where its web traffic goes, http or https. */
  forwarding_url: string;
}

/** The domains whose import jobs to look up. */
export interface ImportQuery {
  /** Root domains. */
  domains: ReadonlyArray<string>;
}

/** A bundle to create. */
export interface NewBundle {
  /** The label. */
  name: string;
  /** Emails per month. */
  monthly_sending_volume: number;
  /** Set both percents, adding up to 100, or neither for the recommended split. */
  google_percent?: number | undefined;
  /** Set both percents, adding up to 100, or neither for the recommended split. */
  microsoft_percent?: number | undefined;
  /** Spread volume over 30 days instead of 22 weekdays. The API takes `false` when it is absent. */
  send_on_weekends?: boolean | undefined;
  /** 2 or 3. The API takes 2 when it is absent. */
  google_inboxes_per_domain?: number | undefined;
}

/** Domains to forward, at most 25 in one call. */
export interface NewForwarding {
  /** `dom_…` ids or names, mixed as you like. */
  domains: ReadonlyArray<string>;
  /** The target, http or https. */
  forwarding_url: string;
}

/** Root domains to import at once, at most 25. */
export interface NewImport {
  /** Root domains; sent normalised, unique and sorted. */
  domains: ReadonlyArray<string>;
}

/** Root domains to import in the background, at most 500. */
export interface NewImportJob {
  /** Root domains; sent normalised, unique and sorted. */
  domains: ReadonlyArray<string>;
}

/**
 * An order to place: a bundle **or** licences of its own, never both.
 *
 * The same order sent again within 24 hours returns the first one: no second charge, no second provisioning.
 */
export interface NewOrder {
  /**
   * The customer: `usr_…`, or an email address, which creates or reuses the customer and overwrites the
   * routing saved for later orders.
   */
  user: string;
  /** Where the inboxes go. */
  sequencer: Sequencer;
  /** The bundle, `bun_…`. Excludes the licence fields. */
  bundle_id?: string | undefined;
  /** Custom order: one Google inbox each, 20 sends a day. */
  google_licenses?: number | undefined;
  /** Custom order: one Microsoft domain each. The documentation states 250 sends a day. */
  microsoft_licenses?: number | undefined;
  /** Custom order: 2 or 3. That the order calls it so is inferred from the bundle's field. */
  google_inboxes_per_domain?: number | undefined;
  /** The domains, in your order. */
  domains: ReadonlyArray<OrderDomain>;
  /** 1 to 10 people, used to name the inboxes. */
  personas: ReadonlyArray<NewPersona>;
  /** Where the web traffic of every domain goes that has no target of its own. */
  forwarding_url?: string | undefined;
}

/** A person to name inboxes after. */
export interface NewPersona {
  /** Given name. */
  first_name: string;
  /** Family name. */
  last_name: string;
  /** A public picture. The key is always sent: `undefined` goes as `null`, and `""` is allowed too. */
  profile_picture_url?: string | null | undefined;
}

/** A domain to replace, one per call. */
export interface NewSwap {
  /** `standard` or `premium`. Premium is for Microsoft domains, within the plan's quota, once in 30 days per domain. */
  type: SwapType;
  /** The domain to retire, `dom_…`. */
  domain_id: string;
  /** A root domain that can be bought, or that was imported. */
  replacement_domain: string;
}

/** A user to create. */
export interface NewUser {
  /** Unique within the partner account. */
  email: string;
  /** Where the inboxes of the user's orders go. */
  sequencer: Sequencer;
  /** Given name. */
  first_name?: string | undefined;
  /** Family name. */
  last_name?: string | undefined;
}

/** No input at all. */
export type Nothing = Record<symbol, never>;

/** A domain of an order: its name alone, or with a forwarding target of its own. */
export type OrderDomain = string | ForwardedDomain;

/** Which orders to list, newest first. */
export interface OrderFilter {
  /** Whose, by id. */
  user_id?: string | undefined;
  /** Whose, by address. */
  user_email?: string | undefined;
  /** Of this bundle. */
  bundle_id?: string | undefined;
  /** In this status. */
  status?: OrderStatus | undefined;
  /** Rows per page, 1 to 100. The API takes 25 when it is absent. */
  per_page?: number | undefined;
  /** Where to go on: taken from the page before, never built by hand. */
  page_token?: string | undefined;
}

/** Which pending actions to list. */
export interface PendingActionFilter {
  /** Of this order. */
  order_id?: string | undefined;
  /** Of this customer: `usr_…` or an email address. */
  user?: string | undefined;
  /** About this domain. */
  domain_id?: string | undefined;
  /** `open` or `resolved`. The API takes `open` when it is absent. */
  status?: PendingActionStatus | undefined;
  /** Rows per page, 1 to 100. The API takes 25 when it is absent. */
  per_page?: number | undefined;
  /** Where to go on: taken from the page before, never built by hand. */
  page_token?: string | undefined;
}

/** New names for the inboxes of a domain. */
export interface RenameUsers {
  /** `dom_…`. */
  domain_id: string;
  /** 1 to 10 people. */
  personas: ReadonlyArray<NewPersona>;
}

/** Where inboxes go: a typed Smartlead route, or any other provider's fields. */
export interface Sequencer {
  /** The tool. */
  provider: SequencerProvider;
  /** The client's number in that tool. */
  client_id?: number | undefined;
  /** The login that Peeker uses. Orders through Smartlead require it. */
  login_email?: string | undefined;
  /** That login's password. Orders through Smartlead require it. */
  login_password?: string | undefined;
  [field: string]: unknown;
}

/** Which swaps to list. */
export interface SwapFilter {
  /** Whose, by id. */
  user_id?: string | undefined;
  /** On this order. */
  order_id?: string | undefined;
  /** Of this domain, retired or new. */
  domain_id?: string | undefined;
  /** In this status. */
  status?: SwapStatus | undefined;
  /** Rows per page, 1 to 100. The API takes 25 when it is absent. */
  per_page?: number | undefined;
  /** Where to go on: taken from the page before, never built by hand. */
  page_token?: string | undefined;
}

/** Which users to list. */
export interface UserFilter {
  /** Exactly this address. */
  email?: string | undefined;
  /** `active` or `deleted`. */
  status?: UserStatus | undefined;
  /** Rows per page, 1 to 100. The API takes 25 when it is absent. */
  per_page?: number | undefined;
  /** Where to go on: taken from the page before, never built by hand. */
  page_token?: string | undefined;
}

/** A change to a user: fields left out stay as they are. New routing holds for future orders only. */
export interface UserUpdate {
  /** `usr_…`. */
  id: string;
  /** Unique within the partner account. */
  email?: string | undefined;
  /** Given name. */
  first_name?: string | undefined;
  /** Family name. */
  last_name?: string | undefined;
  /** Where the inboxes of future orders go. */
  sequencer?: Sequencer | undefined;
}
