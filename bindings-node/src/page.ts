import type { PageInfo } from "./generated/models.js";

/** A page of a list. */
export interface Page<T> {
  /** The rows. */
  data: T[];
  /** What the page says besides its rows. */
  page: PageInfo;
}
