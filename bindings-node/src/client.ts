import type { inspect } from "node:util";
import { type Call, Caller } from "./call.js";
import { configurationError } from "./errors.js";
import type { Environment, Me } from "./generated/models.js";
import type { CallOptions, PeekerOptions } from "./options.js";
import { Bundles } from "./resources/bundles.js";
import { Domains } from "./resources/domains.js";
import { Forwarding } from "./resources/forwarding.js";
import { Imports } from "./resources/imports.js";
import { Orders } from "./resources/orders.js";
import { Swaps } from "./resources/swaps.js";
import { Users } from "./resources/users.js";
import { reading } from "./webhooks/reading.js";

/** A request to an endpoint that this version does not know. */
export interface AnyRequest {
  /** Values of the query; a list is joined by commas. */
  query?: Record<string, unknown> | undefined;
  /** The JSON of a POST or PATCH. */
  body?: unknown;
  /** Whether a POST may be sent again although it may have arrived. Every other method may anyway. @default false */
  idempotent?: boolean | undefined;
}

/**
 * The Peeker Partner API.
 *
 * @example
 * ```ts
 * const peeker = new Peeker(); // PEEKER_API_KEY=pk_test_…, or new Peeker("pk_test_…")
 * const { partner } = await peeker.me();
 * ```
 */
export class Peeker {
  /** Saved order sizes. */
  readonly bundles: Bundles;
  /** Your customers. */
  readonly users: Users;
  /** Domains: owned, and to be had. */
  readonly domains: Domains;
  /** Imports: domains that customers already own. */
  readonly imports: Imports;
  /** Where web traffic of domains goes. */
  readonly forwarding: Forwarding;
  /** Orders. */
  readonly orders: Orders;
  /** Another domain, or other names, on an order. */
  readonly swaps: Swaps;
  readonly #caller: Caller;

  /** With a key, or with options, or with both. What is left out comes from the environment: `PEEKER_API_KEY`. */
  constructor(apiKey?: string | PeekerOptions, options: PeekerOptions = {}) {
    const caller = callerOf(apiKey, options);
    this.#caller = caller;
    this.bundles = new Bundles(caller);
    this.users = new Users(caller);
    this.domains = new Domains(caller);
    this.imports = new Imports(caller);
    this.forwarding = new Forwarding(caller);
    this.orders = new Orders(caller);
    this.swaps = new Swaps(caller);
    // Rooms of the client, not data of it: a printed client is one line.
    for (const room of Object.keys(this)) Object.defineProperty(this, room, { enumerable: false, writable: false });
  }

  /** `test` (sandbox) or `live`, known from the key; `unknown` without one. */
  get environment(): Environment {
    return this.#caller.environment;
  }

  /** Who the key belongs to. */
  me(options?: CallOptions): Call<Me> {
    return this.#caller.call("me", {}, options);
  }

  /**
   * A request to an endpoint that this version does not know: retried, limited in time and kept from logs like every
   * other. Its result is the whole JSON body, `null` where the answer has none.
   *
   * `path` is appended to the base URL: it begins with `/`, and names neither host nor query.
   *
   * @example
   * ```ts
   * const answer = await peeker.request<{ data: Bundle[] }>("GET", "/bundles", { query: { per_page: 10 } });
   * ```
   */
  request<T = unknown>(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    request: AnyRequest = {},
    options?: CallOptions,
  ): Call<T> {
    return this.#caller.request<T>(method, path, request, options);
  }

  /**
   * A client derived from this one: it shares connections and retry budget, and differs in the options given. Its headers
   * come on top of this one's; the same name replaces.
   *
   * @example
   * ```ts
   * const patient = peeker.withOptions({ deadline: 600_000 });
   * ```
   */
  withOptions(options: PeekerOptions): Peeker {
    return new Peeker(new Caller(options, this.#caller) as never);
  }

  /**
   * Ends the client, and all that share its connections: further calls are refused, transfers under way are finished. A
   * client that is idle needs no end, and keeps no process alive.
   */
  close(): void {
    this.#caller.close();
  }

  /** As `close`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
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

function callerOf(apiKey: string | PeekerOptions | undefined, options: PeekerOptions): Caller {
  if (typeof apiKey === "object" && apiKey !== null) {
    return reading(() => apiKey instanceof Caller) ? (apiKey as never) : new Caller(apiKey);
  }
  if (apiKey !== undefined && typeof apiKey !== "string") throw configurationError("an API key is a string");
  if (apiKey === undefined || typeof options !== "object" || options === null) return new Caller(options);
  return new Caller(reading(() => ({ ...options, apiKey })));
}
