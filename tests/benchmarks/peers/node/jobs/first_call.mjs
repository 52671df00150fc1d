/** From nothing imported to the first answer, in a process of its own. */
import { Process } from "../processes.mjs";

export const job = new Process("first-call", { measured: "time", expected: "org_1" })
  .ours(
    () => `
const { Peeker } = await import("peeker-partner");
answer = (await new Peeker("pk_test_bench", { baseUrl: ADDRESS }).me()).partner.id;
`,
  )
  .peer(
    "stripe",
    () => `
const { default: Stripe } = await import("stripe");
const { hostname: host, port } = new URL(ADDRESS);
answer = (await new Stripe("sk_test_bench", { host, port, protocol: "http" }).accounts.retrieveCurrent()).data.partner.id;
`,
  )
  .peer(
    "openai",
    () => `
const { default: OpenAI } = await import("openai");
answer = (await new OpenAI({ apiKey: "sk-bench", baseURL: ADDRESS }).models.retrieve("me")).data.partner.id;
`,
  )
  .peer(
    "svix",
    () => `
const { Svix } = await import("svix");
answer = (await new Svix("bench", { serverUrl: ADDRESS }).application.list()).done && "org_1";
`,
    { note: "reads an empty list: it accepts no other answer than its own" },
  )
  .floor(
    "fetch",
    () => `
answer = (await (await fetch(ADDRESS + "/me")).json()).data.partner.id;
`,
    { note: "Node's own HTTP client, no SDK" },
  );
