import { camel } from "./camel.js";
import type { Attempt, Meta } from "./generated/facts.js";

/** A result, and what is known of the call besides. */
export interface WithMeta<T> {
  data: T;
  meta: Meta;
}

/** What is known of a call, from the facts as core writes them. */
export function metaFrom(facts: { attempts: object[] }): Meta {
  const attempts = facts.attempts.map(camel) as unknown as Attempt[];
  return { ...(camel(facts) as unknown as Meta), attempts };
}
