import type { inspect } from "node:util";
import { type Call, Caller } from "./call.js";
import { configurationError } from "./errors.js";
import type { NewOrder } from "./generated/inputs.js";
import type { Environment, Import, Me, Order } from "./generated/models.js";
import type { CallOptions, PeekerOptions } from "./options.js";

/**
 * The Peeker Partner API.
 *
 * @example
 * ```ts
 * const peeker = new Peeker("pk_test_…");
 * const { partner } = await peeker.me();
 * ```
 */
export class Peeker {
  /** Orders. */
  readonly orders: Orders;
  /** Imports: domains the customer already owns. */
  readonly imports: Imports;
  readonly #caller: Caller;

  /** With a key, or with options, or with both. What is left out comes from the environment: `PEEKER_API_KEY`. */
  constructor(apiKey?: string | PeekerOptions, options: PeekerOptions = {}) {
    this.#caller = new Caller(clientOptions(apiKey, options));
    this.orders = new Orders(this.#caller);
    this.imports = new Imports(this.#caller);
    // Rooms of the client, not data of it: a printed client is one line.
    for (const room of ["orders", "imports"])
      Object.defineProperty(this, room, { enumerable: false, writable: false });
  }

  /** `test` (sandbox) or `live`, known from the key. */
  get environment(): Environment {
    return this.#caller.environment;
  }

  /** Who the key belongs to. */
  me(options?: CallOptions): Call<Me> {
    return this.#caller.call("me", {}, options);
  }

  /** Ends the client: further calls are refused, transfers under way are finished. A client that is idle needs no end. */
  close(): void {
    this.#caller.close();
  }

  /** @internal */
  toJSON(): Record<string, string> {
    return { environment: this.#caller.environment, baseUrl: this.#caller.baseUrl };
  }

  /** @internal */
  [Symbol.for("nodejs.util.inspect.custom")](_depth: number, options: object, inspecting: typeof inspect): string {
    return `Peeker ${inspecting(this.toJSON(), options)}`;
  }
}

/** Orders. */
export class Orders {
  readonly #caller: Caller;

  /** @internal */
  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Places an order. The same order sent again within 24 hours returns the first one. */
  create(input: NewOrder, options?: CallOptions): Call<Order> {
    return this.#caller.call("orders.create", input, options);
  }

  /** An order with its domains, personas and costs. */
  retrieve(id: string, options?: CallOptions): Call<Order> {
    return this.#caller.call("orders.retrieve", { id }, options);
  }
}

/** Imports: domains the customer already owns. */
export class Imports {
  readonly #caller: Caller;

  /** @internal */
  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Imports up to 25 root domains; the answer names the nameservers to set at the registrar. */
  create(domains: readonly string[], options?: CallOptions): Call<Import> {
    return this.#caller.call("imports.create", { domains: domains as string[] }, options);
  }
}

function clientOptions(apiKey: string | PeekerOptions | undefined, options: PeekerOptions): PeekerOptions {
  if (typeof apiKey === "object" && apiKey !== null) return apiKey;
  if (apiKey === undefined) return options;
  if (typeof apiKey !== "string") throw configurationError("an API key is a string");
  return { ...options, apiKey };
}
