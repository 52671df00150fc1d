import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { inspect } from "node:util";
import { APIConnectionError, Peeker } from "peeker-partner";
import { json, KEY, ME, rejection, serve } from "./server.js";

/** A proxy that refuses, and what it was asked for. */
async function proxy(test: TestContext) {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", (request, socket) => {
    asked.push(`${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => server.close());
  return { asked, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const target = { baseUrl: "https://target.test/partner/v1", maxRetries: 0 };

function setting(test: TestContext, variables: Record<string, string>): void {
  Object.assign(process.env, variables);
  test.after(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });
}

test("requests go through the proxy that is given, whose password is not shown", async (t) => {
  const { asked, address } = await proxy(t);
  const error = await rejection(new Peeker(KEY, { ...target, proxy: `http://user:canary-pass@${address}` }).me());
  assert.ok(error instanceof APIConnectionError);
  assert.deepEqual(asked, ["target.test:443 Basic dXNlcjpjYW5hcnktcGFzcw=="]);
  assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }) + error.stack, /canary/);
});

test("the environment's proxy is used, unless it is turned off or the host is exempt", async (t) => {
  const { asked, address } = await proxy(t);
  setting(t, { HTTPS_PROXY: `http://${address}` });
  await rejection(new Peeker(KEY, target).me());
  assert.deepEqual(asked, ["target.test:443"]);
  setting(t, { NO_PROXY: "other.test, .target.test" });
  await rejection(new Peeker(KEY, { ...target, timeout: 300 }).me());
  await rejection(new Peeker(KEY, { ...target, timeout: 300, proxy: "" }).me());
  assert.equal(asked.length, 1);
});

test("this machine's own addresses are not asked for through a proxy", async (t) => {
  const { asked, address } = await proxy(t);
  const { baseUrl } = await serve(t, json(ME));
  assert.equal((await new Peeker(KEY, { baseUrl, proxy: `http://${address}` }).me()).partner.id, "org_1");
  assert.deepEqual(asked, []);
});

test("what cannot be connected with is said when the client is made", () => {
  const made = (options: object) => () => new Peeker(KEY, options);
  for (const wrong of [{ proxy: "ftp://x" }, { ca: "no certificate" }, { systemCertificates: "yes" }, { proxy: 7 }]) {
    assert.throws(made(wrong), { name: "ConfigurationError" }, JSON.stringify(wrong));
  }
  assert.throws(() => new Peeker(KEY).withOptions({ proxy: "http://x.test:1" }), /where a client is made/);
});
