import type { Batch } from "../batch.js";
import type { Call } from "../call.js";
import type { Forwarding as Job } from "../generated/models.js";
import type { CallOptions, WaitOptions } from "../options.js";
import { Resource } from "./resource.js";

/** Where web traffic of domains goes. */
export class Forwarding extends Resource {
  /**
   * Forwards domains, by their ids or names, to an http or https address. Any number of them: each job has 25.
   *
   * Not replay-safe. The first job whose outcome is unknown ends the batch: what comes after it is not sent.
   */
  set(domains: readonly string[], forwardingUrl: string, options?: CallOptions): Promise<Batch<Job>> {
    return this.caller.batch("forwarding.set", { domains, forwarding_url: forwardingUrl }, options);
  }

  /** A forwarding job, and what became of its domains. */
  retrieve(id: string, options?: CallOptions): Call<Job> {
    return this.caller.call("forwarding.retrieve", { id }, options);
  }

  /** Waits until a forwarding job has come to an end. */
  wait(id: string, options?: WaitOptions): Promise<Job> {
    return this.caller.wait("forwarding.wait", id, options);
  }
}
