import type { Call } from "../call.js";
import type { CancelOrder, NewOrder, OrderFilter, PendingActionFilter } from "../generated/inputs.js";
import type { Cancellation, Order, PendingAction } from "../generated/models.js";
import type { OrderReport } from "../generated/validate.js";
import type { CallOptions, PlaceOptions, WaitOptions } from "../options.js";
import type { List } from "../page.js";
import { Resource } from "./resource.js";

/** Orders. */
export class Orders extends Resource {
  /**
   * Everything that can be said of an order before it is placed: asks for its bundle, and for what is known of its
   * domains, then checks it. Nothing is placed, and what speaks against the order is in the report, and no error.
   */
  preflight(order: NewOrder, options?: CallOptions): Promise<OrderReport> {
    return this.caller.preflight(order, options);
  }

  /**
   * Places an order. The same order sent again within 24 hours returns the first one.
   *
   * It is checked on its own, and makes no request but one. `known` checks it against what you know; `preflight` asks
   * for it.
   *
   * @example
   * ```ts
   * const order = await peeker.orders.create(
   *   {
   *     user: "alex@acme.com",
   *     sequencer: { provider: "smartlead", client_id: 366_903, login_email: "peeker@acme.com", login_password: "…" },
   *     google_licenses: 2,
   *     domains: ["acme-mail.com"],
   *     personas: [{ first_name: "Alex", last_name: "Rivera" }],
   *   },
   *   { preflight: true },
   * );
   * const done = await peeker.orders.wait(order.id, { onProgress: ({ status }) => console.log(status) });
   * ```
   */
  create(order: NewOrder, options?: PlaceOptions): Call<Order> {
    return this.caller.place(order, options);
  }

  /** An order with its domains, personas and costs. */
  retrieve(id: string, options?: CallOptions): Call<Order> {
    return this.caller.call("orders.retrieve", { id }, options);
  }

  /** Orders, newest first, page after page. */
  list(filter?: OrderFilter, options?: CallOptions): List<Order> {
    return this.caller.list("orders.list", filter, options);
  }

  /** Cancels a whole order, or some of its domains, by their ids or names. Not replay-safe. */
  cancel(id: string, what?: Omit<CancelOrder, "id">, options?: CallOptions): Call<Cancellation> {
    return this.caller.callOn("orders.cancel", id, partOf(what), options);
  }

  /** What orders wait for. The rows do not say which order: filter by it. */
  pendingActions(filter?: PendingActionFilter, options?: CallOptions): List<PendingAction> {
    return this.caller.list("orders.pending_actions", filter, options);
  }

  /** Waits until an order has come to an end, or needs you: look at its status for which. */
  wait(id: string, options?: WaitOptions): Promise<Order> {
    return this.caller.wait("orders.wait", id, options);
  }
}

/** A list of domains that got lost on the way must not cancel all of the order: then it is `null`, which is refused. */
function partOf(what: Omit<CancelOrder, "id"> = {}): Omit<CancelOrder, "id"> {
  try {
    return Object.hasOwn(what, "domains") && what.domains === undefined ? ({ domains: null } as never) : what;
  } catch {
    // What cannot be read is refused where it is sent.
    return what;
  }
}
