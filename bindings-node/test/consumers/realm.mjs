/** Runs the package in a realm of its own, as Jest does: the addon's errors are of another realm there. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createContext, runInContext } from "node:vm";

const packageMain = createRequire(import.meta.url).resolve("peeker-partner");
const context = createContext({ process, performance, TextEncoder, AbortSignal, setTimeout, clearTimeout, Buffer });
const modules = new Map();

/** A CommonJS module, evaluated inside of the realm. */
function load(file) {
  if (modules.has(file)) return modules.get(file).exports;
  const outer = createRequire(file);
  const module = { exports: {} };
  modules.set(file, module);
  const inner = (name) => {
    const path = outer.resolve(name);
    return path.endsWith(".js") || path.endsWith(".cjs") ? load(path) : outer(name);
  };
  const source = `(function (require, module, exports, __dirname) {${readFileSync(file, "utf8")}\n})`;
  runInContext(source, context, { filename: file })(inner, module, module.exports, dirname(file));
  return module.exports;
}

const { webhooks, WebhookError } = load(packageMain);
const body = '{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}';
const secrets = { test: "a secret of this test" };
const headers = webhooks.sign(body, { secret: secrets.test });
const raws = [body, Buffer.from(body), new TextEncoder().encode(body), new TextEncoder().encode(body).buffer];
for (const raw of raws)
  if (webhooks.verify(raw, headers, { secrets }).id !== "evt_1") throw new Error("it does not work");
try {
  webhooks.verify(`${body} `, headers, { secrets });
  throw new Error("it was accepted");
} catch (error) {
  if (!(error instanceof WebhookError) || error.code !== "webhook_forged") throw error;
}
console.log("smoke: ok");
