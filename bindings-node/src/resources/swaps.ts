import type { Call } from "../call.js";
import type { NewSwap, RenameUsers, SwapFilter } from "../generated/inputs.js";
import type { Swap, SwapBatch } from "../generated/models.js";
import type { CallOptions, WaitOptions } from "../options.js";
import type { List } from "../page.js";
import { Resource } from "./resource.js";

/** Another domain, or other names, on an order. */
export class Swaps extends Resource {
  /** Replaces a domain. Not replay-safe. */
  create(swap: NewSwap, options?: CallOptions): Call<Swap> {
    return this.caller.call("swaps.create", swap, options);
  }

  /** A swap, and where it stands. */
  retrieve(id: string, options?: CallOptions): Call<Swap> {
    return this.caller.call("swaps.retrieve", { id }, options);
  }

  /** Your swaps, page after page. */
  list(filter?: SwapFilter, options?: CallOptions): List<Swap> {
    return this.caller.list("swaps.list", filter, options);
  }

  /** Gives the inboxes of a domain other names. Not replay-safe. */
  renameUsers(names: RenameUsers, options?: CallOptions): Call<SwapBatch> {
    return this.caller.call("swaps.rename_users", names, options);
  }

  /** Waits until a swap has come to an end, or needs you. The swaps of one renaming end separately. */
  wait(id: string, options?: WaitOptions): Promise<Swap> {
    return this.caller.wait("swaps.wait", id, options);
  }
}
