/**
 * What can be said without asking the API: is it a domain, is the order sound, which domains make up a bundle.
 *
 * Nothing is sent, and no client is needed. What has no answer throws a {@link ValidationError} with every reason.
 *
 * @example
 * ```ts
 * validate.domain(" HTTPS://Acme-Mail.com/pricing ").domain; // "acme-mail.com"
 * const plan = validate.plan(rows, required); // rows of an availability check, and a bundle's `required_domains`
 * ```
 */
import { entering } from "./errors.js";
import type { NewOrder } from "./generated/inputs.js";
import type { Bundle, Domain, DomainAvailability, Provider, RequiredDomains } from "./generated/models.js";
import type {
  DomainEstimate,
  DomainPlan,
  DomainsReport,
  DomainUse,
  EstimateQuery,
  OrderReport,
  ProviderAssignment,
  RootDomain,
} from "./generated/validate.js";
import { inputText, invalid, violation } from "./json.js";
import { native } from "./native.js";
import { reading } from "./webhooks/reading.js";

export { PeekerError, ValidationError } from "./errors.js";

/**
 * Reads what people paste as a root domain: scheme, path, capitals, white space and Unicode are fine.
 *
 * @throws {@link ValidationError} if it is none; its violation suggests the root that was probably meant.
 */
export function domain(text: string): RootDomain {
  if (typeof text !== "string") throw invalid(undefined, [violation("", "a domain is a string")]);
  return parsed(() => native.validateDomain(text));
}

/** What names are looked at for. */
export interface DomainsOptions {
  /** What they are for: the set is held against the limit of that use. */
  use?: DomainUse | undefined;
}

/** Looks at up to 10,000 names at once: a verdict for each, and the set to send. */
export function domains(names: readonly string[], options: DomainsOptions = {}): DomainsReport {
  const query = inputText(
    undefined,
    reading(() => ({ ...options, domains: names })),
  );
  return parsed(() => native.validateDomains(query));
}

/** What is known besides the order itself: with more of it, more is checked. */
export interface Known {
  /** The bundle of the order, as the API gave it. */
  bundle?: Bundle | undefined;
  /** Rows of an availability check, of the list of domains, or of both. */
  domains?: readonly (Domain | DomainAvailability)[] | undefined;
}

/** Everything that is wrong with an order, and what could not be looked at. */
export function order(order: NewOrder, known: Known = {}): OrderReport {
  const texts = [inputText(undefined, order), inputText(undefined, known)] as const;
  return parsed(() => native.validateOrder(...texts));
}

/** A domain, and who can host its mail: a row of the API, or made up. */
export interface Candidate {
  domain: string;
  usable_for?: readonly Provider[] | undefined;
}

/**
 * Gives each provider as many domains as a bundle requires, whenever there is a way to.
 *
 * @throws {@link ValidationError} if there is none; its details say how many are missing for whom.
 */
export function assignProviders(domains: readonly Candidate[], requiredDomains: RequiredDomains): ProviderAssignment {
  const query = inputText(undefined, { domains, required_domains: requiredDomains });
  return parsed(() => native.assignProviders(query));
}

/** How domains are picked. */
export interface PlanOptions {
  /** Needed where the prices are in several currencies: they cannot be compared. */
  currency?: string | undefined;
}

/**
 * Picks the cheapest available domains that make up a bundle, from the rows of an availability check.
 *
 * @throws {@link ValidationError} if they do not make it up; its details say how many are missing for whom.
 */
export function plan(
  domains: readonly DomainAvailability[],
  requiredDomains: RequiredDomains,
  options: PlanOptions = {},
): DomainPlan {
  const query = inputText(
    undefined,
    reading(() => ({ ...options, domains, required_domains: requiredDomains })),
  );
  return parsed(() => native.planDomains(query));
}

/** Estimates how many domains a volume takes. The bundle's `required_domains` are the truth; this is not. */
export function estimateDomains(query: EstimateQuery): DomainEstimate {
  const text = inputText(undefined, query);
  return parsed(() => native.estimateDomains(text));
}

function parsed<T>(entry: () => string): T {
  return JSON.parse(entering(entry)) as T;
}
