/**
 * Runs the edge entry in a context that has what every edge runtime has, and nothing of Node.
 * usage: node --experimental-vm-modules bare.mjs
 */
import { readFile } from "node:fs/promises";
import { createContext, SourceTextModule } from "node:vm";

const context = createContext({ crypto, TextEncoder, TextDecoder, Headers, atob, btoa, performance });
const modules = new Map();

/** Each module once, by its address. */
function load(url) {
  if (!modules.has(url.href)) {
    const read = async () => new SourceTextModule(await readFile(url, "utf8"), { context, identifier: url.href });
    modules.set(url.href, read());
  }
  return modules.get(url.href);
}

const entry = new URL("node_modules/peeker-partner/dist/edge/edge.js", import.meta.url);
const edge = await load(entry);
await edge.link((specifier, referrer) => load(new URL(specifier, referrer.identifier)));
await edge.evaluate();
const { sign, verify, WebhookError } = edge.namespace;

const body = '{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}';
const secrets = { test: "a secret of this test" };
const headers = new Headers(await sign(body, { secret: secrets.test }));
const event = await verify(body, headers, { secrets });
const refused = await verify(`${body} `, headers, { secrets }).catch((error) => error);
if (event.data.id !== "ord_1" || !(refused instanceof WebhookError)) throw new Error("it does not work");
const unset = await verify(body, headers).catch((error) => error);
if (unset.code !== "invalid_option") throw unset;
console.log("smoke: ok");
