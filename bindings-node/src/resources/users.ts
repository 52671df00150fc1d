import type { Call } from "../call.js";
import type { NewUser, UserFilter, UserUpdate } from "../generated/inputs.js";
import type { Deletion, User } from "../generated/models.js";
import type { CallOptions } from "../options.js";
import type { List } from "../page.js";
import { Resource } from "./resource.js";

/** Your customers. */
export class Users extends Resource {
  /** Adds a customer. Not replay-safe. An order by email address does it too. */
  create(user: NewUser, options?: CallOptions): Call<User> {
    return this.caller.call("users.create", user, options);
  }

  /** A customer and the routing saved for later orders. */
  retrieve(id: string, options?: CallOptions): Call<User> {
    return this.caller.call("users.retrieve", { id }, options);
  }

  /** Your customers, page after page. */
  list(filter?: UserFilter, options?: CallOptions): List<User> {
    return this.caller.list("users.list", filter, options);
  }

  /** Changes what is given; new routing holds for future orders only. */
  update(id: string, change: Omit<UserUpdate, "id">, options?: CallOptions): Call<User> {
    return this.caller.callOn("users.update", id, change, options);
  }

  /** Deletes softly: orders, domains and swaps stay linked. */
  delete(id: string, options?: CallOptions): Call<Deletion> {
    return this.caller.call("users.delete", { id }, options);
  }
}
