/** What holds of the types. Compiling it is the test; running it counts it. */
import { test } from "node:test";
import type { Bundle, BundleUpdate, Event, NewOrder, Order, OrderStatus, Peeker, webhooks } from "peeker-partner";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;

/** Known members are literals of their own, so editors complete them; any other string fits too. */
type Known<T> = T extends string ? (string extends T ? never : T extends `${infer L}` ? L : never) : never;

export type Cases = [
  Expect<Equal<Order["id"], string>>,
  Expect<Equal<Order["domain_count"], number>>,
  Expect<Equal<Order["status"], OrderStatus>>,
  Expect<Equal<Order["bundle_id"], string | undefined>>,
  Expect<Equal<Order["some_new_field"], unknown>>,
  Expect<Equal<Bundle["created_at"], string>>,
  Expect<Equal<BundleUpdate["google_percent"], number | null | undefined>>,
  Expect<Equal<NewOrder["bundle_id"], string | undefined>>,
  Expect<Equal<Awaited<ReturnType<Peeker["orders"]["retrieve"]>>, Order>>,
  Expect<Equal<ReturnType<typeof webhooks.verify>, Event>>,
  Expect<"in_progress" extends Known<OrderStatus> ? true : false>,
  Expect<string extends OrderStatus ? true : false>,
  Expect<Equal<Equal<OrderStatus, string>, false>>,
];

export function discriminates(event: Event): unknown {
  switch (event.type) {
    case "order.completed":
      return event.data.domain_count satisfies number | undefined;
    case "domain_import.completed":
      return event.data.nameserver_groups?.map((group) => group.domains satisfies string[]);
    case "unknown":
      return [event.event_type satisfies string, event.raw satisfies string];
    // @ts-expect-error: there is no such event
    case "order.created":
      return;
    default:
      return event.id satisfies string;
  }
}

export function refuses(peeker: Peeker, order: Order): void {
  const sequencer = { provider: "smartlead" };
  // @ts-expect-error: a mistyped field
  void (() => peeker.orders.create({ user: "a", sequencer, domains: [], personas: [], bundle: "bun_1" }));
  // @ts-expect-error: a mistyped option
  void (() => peeker.me({ timout: 5 }));
  // @ts-expect-error: no number
  void (() => order.domain_count.toUpperCase());
  // @ts-expect-error: unknown, until it is looked at
  void (() => order.some_new_field.length);
  // @ts-expect-error: it may be absent
  void (() => order.bundle_id.length);
  const status: OrderStatus = "newer than this";
  void status;
}

export function accepts(peeker: Peeker, maybe: string | undefined): void {
  const domains = ["acme-mail.com", { domain: "b.com", forwarding_url: "https://acme.com" }] as const;
  const personas = [{ first_name: "A", last_name: "B", profile_picture_url: null }];
  const sequencer = { provider: "another", token: "t", nested: { a: [1] } };
  void (() =>
    peeker.orders.create({ user: "a", sequencer, domains, personas, bundle_id: maybe }, { timeout: undefined }));
}

test("the types hold: this file was compiled", () => {});
