/** What a newcomer writes, as strict as TypeScript can be. `consumers.test.ts` compiles and runs it as each kind of module. */
import { type Order, Peeker, PeekerError, type Transport, validate, webhooks } from "peeker-partner";
import { verify as verifyOnEdge } from "peeker-partner/edge";
import { domain } from "peeker-partner/validate";
import { sign, verify } from "peeker-partner/webhooks";

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const me = {
  data: { api_key: { environment: "test", permission_preset: "full" }, partner: { id: "o", name: "Acme" } },
};
const transport: Transport = async ({ url }) =>
  url.endsWith("/me")
    ? { status: 200, headers: {}, body: JSON.stringify(me) }
    : { status: 404, headers: {}, body: "" };

async function main(): Promise<void> {
  const peeker = new Peeker("pk_test_smoke", { transport, maxRetries: 0 });
  check((await peeker.me()).partner.name === "Acme", "a call is answered");
  check(peeker.environment === "test", "the environment is known");
  const failure: unknown = await peeker.orders.retrieve("ord_1").catch((error: unknown) => error);
  check(failure instanceof PeekerError && failure.status === 404, "an error has its class");
  peeker.close();

  check(validate.domain === domain && domain(" Acme-Mail.com/ ").domain === "acme-mail.com", "a domain is read");

  const secret = "a secret of this test";
  const body = '{"id":"evt_1","type":"order.completed","data":{"id":"ord_1","domain_count":2}}';
  const headers = sign(body, { secret, eventId: "evt_1" });
  const event = verify(body, headers, { secrets: { test: secret } });
  check(event.type === "order.completed" && event.data.domain_count === 2, "an event is typed");
  check(webhooks.verify === verify, "the subpath has the same functions");
  const onEdge = await verifyOnEdge(body, headers, { secrets: { test: secret } });
  check(JSON.stringify(onEdge.id) === JSON.stringify(event.id), "the edge says the same");
}

export function describe(order: Order): string {
  switch (order.status) {
    case "completed":
      return `${order.domain_count ?? 0} domains`;
    default:
      return order.status;
  }
}

main().then(
  () => console.log("smoke: ok"),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
