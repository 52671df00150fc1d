import type { Caller } from "../call.js";

/** A room of the client. */
export class Resource {
  /** @internal */
  declare protected readonly caller: Caller;

  /** @internal */
  constructor(caller: Caller) {
    // No data: a printed room is one word.
    Object.defineProperty(this, "caller", { value: caller });
  }
}
