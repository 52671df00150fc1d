/** The most memory that a process ever has while it reads a list to its end, page by page: 10,000 and 100,000 orders. */
import { Process } from "../processes.mjs";

const count = (inputs) => ({ "10k": 10_000, "100k": 100_000 })[inputs.case];
const listing = (program) => (inputs) => `const LIST = ADDRESS + "/many/${count(inputs)}";\nanswer = 0;\n${program}`;

export const job = new Process("list-memory", { measured: "memory", over: ["10k", "100k"], expected: count })
  .ours(
    listing(`
const { Peeker } = await import("peeker-partner");
for await (const order of new Peeker("pk_test_bench", { baseUrl: LIST }).orders.list({ per_page: 100 })) answer++;
`),
  )
  .peer(
    "openai",
    listing(`
const { default: OpenAI } = await import("openai");
for await (const row of new OpenAI({ apiKey: "sk-bench", baseURL: LIST }).files.list({ limit: 100 })) answer++;
`),
  )
  .floor(
    "fetch",
    listing(`
for (let token = ""; token !== undefined; ) {
  const page = await (await fetch(LIST + "/orders?per_page=100" + token)).json();
  for (const row of page.data) answer++;
  token = page.links.next ? "&" + page.links.next.split("&")[1] : undefined;
}
`),
    { note: "an HTTP client and a loop, no SDK" },
  );
