import { AvailabilityBatch } from "../batch.js";
import type { DomainFilter } from "../generated/inputs.js";
import type { Domain } from "../generated/models.js";
import type { CallOptions } from "../options.js";
import type { List } from "../page.js";
import { Resource } from "./resource.js";

/** Domains: owned, and to be had. */
export class Domains extends Resource {
  /** The account's domains, page after page: those in its inventory, and those on orders. */
  list(filter?: DomainFilter, options?: CallOptions): List<Domain> {
    return this.caller.list("domains.list", filter, options);
  }

  /**
   * Which names can be had, for how much, and for which provider. Any number of them: each call checks 50.
   *
   * @example
   * ```ts
   * const { rows } = await peeker.domains.checkAvailability(["acme-mail.com", "get-acme.com"]);
   * for (const row of rows.filter((row) => row.available)) console.log(row.domain, row.price_cents);
   * ```
   */
  checkAvailability(domains: readonly string[], options?: CallOptions): Promise<AvailabilityBatch> {
    return this.caller.batch("domains.check_availability", { domains }, options, AvailabilityBatch);
  }
}
