import assert from "node:assert/strict";
import { test } from "node:test";
import { Peeker, PeekerError, type TransportRequest, UnexpectedResponseError } from "peeker-partner";
import { KEY, ORDER, rejection } from "./server.js";

/** A list of so many pages with two rows each, and what was asked for. */
function paged(pages: number) {
  const asked: URLSearchParams[] = [];
  const transport = async ({ url }: TransportRequest) => {
    const query = new URL(url).searchParams;
    asked.push(query);
    const page = Number(query.get("page_token") ?? 1);
    const data = [`ord_${2 * page - 1}`, `ord_${2 * page}`].map((id) => ({ ...ORDER, id }));
    const next = page < pages ? `https://elsewhere.example/orders?page_token=${page + 1}` : null;
    return {
      status: 200,
      headers: { "peeker-request-id": `req_${page}` },
      body: JSON.stringify({ data, links: { next } }),
    };
  };
  return { peeker: new Peeker(KEY, { transport }), asked };
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

test("walked, a list is the rows of all pages, asked for with the same filters", async () => {
  const { peeker, asked } = paged(3);
  const filter = { status: "in_progress", per_page: 2 };
  const rows = [];
  for await (const order of peeker.orders.list(filter)) {
    rows.push(order);
    // A change on the way must not mix two lists.
    filter.status = "failed";
  }
  assert.deepEqual(ids(rows), ["ord_1", "ord_2", "ord_3", "ord_4", "ord_5", "ord_6"]);
  assert.deepEqual(
    asked.map((query) => [query.get("status"), query.get("per_page"), query.get("page_token")]),
    [
      ["in_progress", "2", null],
      ["in_progress", "2", "2"],
      ["in_progress", "2", "3"],
    ],
  );
});

test("awaited, a list is its first page, and asks once", async () => {
  const { peeker, asked } = paged(3);
  const list = peeker.orders.list();
  assert.equal(asked.length, 0);
  const page = await list;
  assert.deepEqual(ids(page.data), ["ord_1", "ord_2"]);
  assert.equal(page.meta.requestId, "req_1");
  assert.deepEqual(await list, page);
  assert.equal((await list.withMeta()).meta.requestId, "req_1");
  assert.equal(await list.finally(() => {}), page);
  assert.equal(asked.length, 1);
});

test("a page is asked for when its first row is, and not before", async () => {
  const { peeker, asked } = paged(3);
  for await (const { id } of peeker.orders.list()) if (id === "ord_2") break;
  assert.equal(asked.length, 1);
  assert.deepEqual(ids(await peeker.orders.list().toArray({ limit: 3 })), ["ord_1", "ord_2", "ord_3"]);
  assert.equal(asked.length, 3);
  assert.deepEqual(await peeker.orders.list().toArray({ limit: 0 }), []);
  assert.equal(asked.length, 3);
  const sizes = [];
  for await (const { data, meta } of peeker.orders.list().pages()) sizes.push([data.length, meta.requestId]);
  assert.deepEqual(sizes, [
    [2, "req_1"],
    [2, "req_2"],
    [2, "req_3"],
  ]);
});

test("a limit that is no count is refused", async () => {
  const { peeker, asked } = paged(1);
  for (const limit of [1.5, -1, Number.NaN, 2 ** 53, "3"]) {
    await assert.rejects(peeker.orders.list().toArray({ limit: limit as number }), { code: "invalid_option" });
  }
  await assert.rejects(peeker.orders.list().toArray({ Limit: 3 } as never), /did you mean limit\?/);
  assert.equal(asked.length, 0);
});

test("a list that leads back to itself ends in an error with the facts of its call, after the rows there were", async () => {
  const body = JSON.stringify({ data: [ORDER], links: { next: "/orders?page_token=a" } });
  const transport = async () => ({ status: 200, headers: { "peeker-request-id": "req_7" }, body });
  const rows: string[] = [];
  const walk = async () => {
    for await (const { id } of new Peeker(KEY, { transport }).orders.list()) rows.push(id);
  };
  const error = await rejection(walk());
  assert.ok(error instanceof UnexpectedResponseError);
  const { code, operation, status, requestId, attempts } = error;
  assert.deepEqual(
    [code, operation, status, requestId, attempts?.length],
    ["page_token_repeated", "orders.list", 200, "req_7", 1],
  );
  assert.equal(rows.length, 2);
});

test("a filter that is wrong is said when the list is awaited, not when it is made", async () => {
  const { peeker, asked } = paged(1);
  const list = peeker.orders.list({ per_page: 101 });
  assert.ok((await rejection(list.toArray())) instanceof PeekerError);
  assert.ok((await rejection(list as Promise<unknown>)) instanceof PeekerError);
  assert.equal(asked.length, 0);
});
