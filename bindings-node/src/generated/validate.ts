// Generated from core by scripts/generate.sh; changes made here are lost.

import type { Violation } from "./facts.js";
import type { Provider, RequiredDomains } from "./models.js";

/** How many domains a volume will probably take. The bundle's `required_domains` are the truth; this is not. */
export interface DomainEstimate {
  /** Domains for Google. The formula reproduces every published example. */
  google: number;
  /** Domains for Microsoft, as good as the capacity that was given. */
  microsoft: number;
  /** Both together. */
  total: number;
  /** The days of a month that volume is spread over: 22 or 30. */
  days: number;
  /** The capacity that was given. */
  microsoft_sends_per_domain_per_day: number;
  /** `microsoft_capacity_unconfirmed`, where Microsoft has a share: what speaks for and against the capacity given. */
  warnings: Array<Violation>;
}

/** The cheapest domains that make up a bundle. */
export interface DomainPlan {
  /** As many as required, the cheapest first. */
  domains: Array<PlannedDomain>;
  /** First-year registration of all, in cents. */
  total_cents: number;
  /** Each further year of all, in cents; absent if one has no renewal price. */
  renewal_total_cents?: number;
  /** Of all prices, in lower case; absent if there is no price at all. */
  currency?: string;
  /** Rows that could not be considered, in the order given. What is only dearer is not among them. */
  excluded: Array<ExcludedDomain>;
  /** `required_domains_unclear`, if a domain has no provider. */
  warnings: Array<Violation>;
}

/** What names are for. Each use has its own limit on how many one request takes. */
export type DomainUse = "import" | "import_job" | "availability" | "forwarding";

/** What is to be known of one name among many: either `root` or `violation` is there. */
export interface DomainVerdict {
  /** The domain, if the name is one that can be registered. */
  root?: RootDomain;
  /** Why it is none. */
  violation?: Violation;
  /** The index of the first name with the same domain. Names are compared in their normal form. */
  duplicate_of?: number;
}

/** What is to be known of many names. */
export interface DomainsReport {
  /** One for each name, in the order given. */
  verdicts: Array<DomainVerdict>;
  /** What to send: every root domain once, in its normal form, in the order of its first appearance. */
  domains: Array<string>;
  /** What is wrong with the set as a whole, for the use that was named: `empty_list`, `too_many_items`. */
  violations: Array<Violation>;
}

/** What an estimate starts from. */
export interface EstimateQuery {
  /** Emails per month. */
  monthly_sending_volume: number;
  /** Google's share. The recommended split is the server's and not known here, so both shares are needed. */
  google_percent: number;
  /** Microsoft's share; both add up to 100. */
  microsoft_percent: number;
  /** Spread volume over 30 days instead of 22 weekdays. */
  send_on_weekends?: boolean;
  /** 2 (40 Google sends per domain and day) or 3 (60). */
  google_inboxes_per_domain?: number;
  /**
   * What one Microsoft domain is taken to send per day. There is no default, because Peeker's own number is not
   * known: 250 is stated, and 143 to 151 fit the documentation's examples.
   */
  microsoft_sends_per_domain_per_day: number;
}

/** A row that could not be considered. */
export interface ExcludedDomain {
  /** Which row. */
  index: number;
  /** The name. */
  domain: string;
  /**
   * The API's own reason (`taken`, `premium`, `invalid`, `errored`, `stale`), or `unavailable` where it gives
   * none; `duplicate` (a later row has the name), `no_price`, `negative_price`, `no_currency`, `other_currency`
   * than the one that was named, `no_known_provider`.
   */
  reason: string;
}

/** A group of rules that could not be looked at, or not for all domains. */
export interface NotChecked {
  /** As in `checked`. */
  check: string;
  /** What was missing. */
  why: string;
}

/** Everything that is known of an order before it is sent. */
export interface OrderReport {
  /** Whether nothing speaks against the order. */
  ok: boolean;
  /** What the API would refuse, or a customer regret. */
  violations: Array<Violation>;
  /** What is allowed and probably not meant. */
  warnings: Array<Violation>;
  /** What was looked at: `form` (the order on its own), `bundle`, `domain_count`, `availability`, `provider_split`. */
  checked: Array<string>;
  /** What could not be looked at, and why. */
  not_checked: Array<NotChecked>;
  /** How many domains the order needs, where that is known. */
  required_domains?: RequiredDomains;
  /** A provider for each domain that meets them, where that can be said. */
  assignment?: ProviderAssignment;
}

/** A domain to order, and for whom. */
export interface PlannedDomain {
  /** The name. */
  domain: string;
  /** Who is to host its mail. Absent where the bundle requires a domain without saying for whom. */
  provider?: Provider;
  /** First-year registration in cents. */
  price_cents: number;
  /** Each further year in cents, where it is known. */
  renewal_price_cents?: number;
}

/** Which domain goes to which provider. Every list is in the order of the rows. */
export interface ProviderAssignment {
  /** For Google: as many as required. */
  google: Array<string>;
  /** For Microsoft: as many as required. */
  microsoft: Array<string>;
  /** Required without a word for whom: as many as the total goes beyond both numbers, which is mostly none. */
  either: Array<string>;
  /** Not needed, or not usable. What both providers can use is left over rather than what one can. */
  unassigned: Array<string>;
  /** `required_domains_unclear`, if there is anything in `either`. */
  warnings: Array<Violation>;
}

/** A registrable domain, and what is to be known of it. */
export interface RootDomain {
  /** As an A-label, in lower case: what is sent. */
  domain: string;
  /** As people read it. */
  unicode: string;
  /** The public suffix it is under. */
  suffix: string;
  /** What is odd about it, and no reason to refuse it: `private_suffix`, `mixed_script`. */
  warnings: Array<Violation>;
}
