import type { Batch } from "../batch.js";
import type { Call } from "../call.js";
import type { Import, ImportLookup } from "../generated/models.js";
import type { CallOptions, WaitOptions } from "../options.js";
import { Resource } from "./resource.js";

/** Imports: domains that customers already own. */
export class Imports extends Resource {
  /**
   * Imports up to 25 root domains at once; the answer names the nameservers to set at the registrar.
   *
   * @example
   * ```ts
   * const job = await peeker.imports.create(["acme-mail.com", "team-acme.com"]);
   * for (const group of job.nameserver_groups) console.log(group.nameserver_one, group.nameserver_two, group.domains);
   * ```
   */
  create(domains: readonly string[], options?: CallOptions): Call<Import> {
    return this.caller.call("imports.create", { domains }, options);
  }

  /** An import, and what became of its domains. */
  retrieve(id: string, options?: CallOptions): Call<Import> {
    return this.caller.call("imports.retrieve", { id }, options);
  }

  /** The import jobs that concern these domains. It is no history of imports. */
  lookup(domains: readonly string[], options?: CallOptions): Call<ImportLookup> {
    return this.caller.call("imports.lookup", { domains }, options);
  }

  /** Imports up to 500 root domains in the background. */
  createJob(domains: readonly string[], options?: CallOptions): Call<Import> {
    return this.caller.call("imports.create_job", { domains }, options);
  }

  /** A job that runs in the background, and what became of its domains. */
  retrieveJob(id: string, options?: CallOptions): Call<Import> {
    return this.caller.call("imports.retrieve_job", { id }, options);
  }

  /**
   * Imports any number of root domains in the background: as many jobs as it takes, of 500 each.
   *
   * Jobs are never refused because the accounts that hold the domains are busy, as `create` may be. The same names again
   * give the same jobs; one more name at the end changes the last job alone. It rejects only if the first job was
   * certainly not made: later errors are in the batch's items, so that no id is lost.
   *
   * @example
   * ```ts
   * const batch = await peeker.imports.createMany(["acme-mail.com", "team-acme.com"]);
   * for (const job of batch.results) console.log(job.id, job.submitted_count);
   * ```
   */
  createMany(domains: readonly string[], options?: CallOptions): Promise<Batch<Import>> {
    return this.caller.batch("imports.create_many", { domains }, options);
  }

  /**
   * Waits until an import has come to an end.
   *
   * An import that says `completed` does **not** prove that DNS has moved: one that was just made says so while its
   * nameservers are still to be set. The documentation lets the event `domain_import.completed` follow DNS.
   */
  wait(id: string, options?: WaitOptions): Promise<Import> {
    return this.caller.wait("imports.wait", id, options);
  }
}
