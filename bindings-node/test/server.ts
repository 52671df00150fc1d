import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { Peeker, type PeekerOptions } from "peeker-partner";

/** What a server got. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export type Answer = (request: Received, response: ServerResponse) => void;

export const KEY = "pk_test_abc";

export const ME = {
  data: {
    api_key: { environment: "test", permission_preset: "full" },
    partner: { id: "org_1", name: "Acme" },
  },
};

export const ORDER = {
  id: "ord_1",
  user_id: "usr_1",
  email: "alex@acme.com",
  status: "in_progress",
  domain_count: 1,
  costs: { total_cents: 1200, currency: "usd" },
  created_at: "2026-05-08T12:14:33Z",
};

export const NEW_ORDER = {
  user: "alex@acme.com",
  bundle_id: "bun_1",
  sequencer: { provider: "smartlead", client_id: 7, login_email: "a@b.co", login_password: "canary-password-9" },
  domains: ["acme-mail.com"],
  personas: [{ first_name: "Alex", last_name: "Doe" }],
} as const;

/** A server on this machine, for as long as the test runs. */
export async function serve(test: TestContext, answer: Answer) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url: path = "", headers } = request;
    const body = Buffer.concat(chunks).toString();
    received.push({ method, path, headers, body });
    answer({ method, path, headers, body }, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/partner/v1`;
  const peeker = (options: PeekerOptions = {}) => new Peeker(KEY, { baseUrl, ...options });
  return { baseUrl, received, peeker };
}

/** Answers everything alike. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json", "peeker-request-id": "req_1", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it was not rejected");
    },
    (error: unknown) => error,
  );
}

/** A promise, and what settles it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
