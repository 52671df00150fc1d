import type { Call } from "../call.js";
import type { BundleFilter, BundleUpdate, NewBundle } from "../generated/inputs.js";
import type { Bundle, Deletion } from "../generated/models.js";
import type { CallOptions } from "../options.js";
import type { List } from "../page.js";
import { Resource } from "./resource.js";

/** Saved order sizes. */
export class Bundles extends Resource {
  /**
   * Saves an order size. Not replay-safe: it is not sent again where it may have arrived.
   *
   * @example
   * ```ts
   * const bundle = await peeker.bundles.create({ name: "Starter", monthly_sending_volume: 25_000 });
   * console.log(bundle.required_domains?.total);
   * ```
   */
  create(bundle: NewBundle, options?: CallOptions): Call<Bundle> {
    return this.caller.call("bundles.create", bundle, options);
  }

  /** A bundle with the domains that it requires. */
  retrieve(id: string, options?: CallOptions): Call<Bundle> {
    return this.caller.call("bundles.retrieve", { id }, options);
  }

  /** Your bundles, page after page. */
  list(filter?: BundleFilter, options?: CallOptions): List<Bundle> {
    return this.caller.list("bundles.list", filter, options);
  }

  /** Changes what is given; both percents `null` go back to the recommended split. */
  update(id: string, change: Omit<BundleUpdate, "id">, options?: CallOptions): Call<Bundle> {
    return this.caller.callOn("bundles.update", id, change, options);
  }

  /** Removes a bundle that was never ordered; archives one that was. */
  delete(id: string, options?: CallOptions): Call<Deletion> {
    return this.caller.call("bundles.delete", { id }, options);
  }
}
