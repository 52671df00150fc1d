/** The implementation for edge runtimes beside core's: the same vectors, and the same about whatever else comes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { PeekerError, webhooks } from "peeker-partner";
// Not by its public name, which is the build for Node here.
import * as edge from "#edge/edge.js";
import { vectors } from "./vectors.js";
import { type EventVector, runWebhookVectors, type WebhookVector } from "./webhook-vectors.js";

runWebhookVectors(edge);

/** What comes out, in a form that can be compared; the sentences are for people, and differ. */
async function outcome(make: () => unknown): Promise<unknown> {
  try {
    return comparable(await make());
  } catch (error) {
    assert.ok(error instanceof PeekerError || error instanceof edge.PeekerError, String(error));
    const { name, code, field, authentic, ageSeconds, event } = error as edge.WebhookError;
    return { name, code, field, authentic, ageSeconds, event: comparable(event) };
  }
}

function comparable(result: unknown): unknown {
  return JSON.parse(JSON.stringify(result ?? null, (name, value) => (name === "why" ? Boolean(value) : value)));
}

async function assertAlike(make: (implementation: typeof edge | typeof webhooks) => unknown, what: string) {
  const [ours, cores] = [await outcome(() => make(edge)), await outcome(() => make(webhooks))];
  assert.deepEqual(ours, cores, what);
}

/** Chance that is the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Values that are put where others are expected. */
const ODD = [
  "null",
  "true",
  '""',
  '"dom_1"',
  '"text"',
  "0",
  "-0",
  "1.5",
  "7.0",
  "1e3",
  "9007199254740991",
  "9007199254740992",
  "1e400",
  "[]",
  "[null]",
  '["dom_2","acme.com"]',
  "{}",
  '{"id":null}',
  '{"registered":null}',
  '{"order":{"id":"ord_1"}}',
  '"\\ud800"',
  '"\\ud83d\\ude00"',
  `${"[".repeat(130)}${"]".repeat(130)}`,
];

/** An event's body with one place of it changed. */
function mutated(body: string, roll: (sides: number) => number): string {
  const tokens: string[] = body.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{}:,]/g) ?? [];
  const at = roll(tokens.length);
  const odd = ODD[roll(ODD.length)] ?? "";
  switch (roll(6)) {
    case 0: // A value, or a key, becomes something else.
      return tokens.with(at, odd).join("");
    case 1: // A token is lost.
      return tokens.toSpliced(at, 1).join("");
    case 2: // A field is added.
      return tokens.join("").replace("{", () => `{"added_${roll(3)}":${odd},`);
    case 3: // A name that is known is added, perhaps for the second time.
      return tokens.join("").replace('"data":{', () => `"data":{"${NAMES[roll(NAMES.length)]}":${odd},`);
    case 4: // The object nested as in May.
      return tokens.join("").replace(/"data":(\{.*\})\}$/, (_, data) => `"data":{"order":${data},"beside":${odd}}}`);
    default: // A string's first letter changes.
      return tokens.with(at, tokens[at]?.replace(/^"./, '"x') ?? "").join("");
  }
}

const NAMES = ["id", "users", "personas", "order", "domains", "failed", "completed", "costs", "status", "created_at"];

test("events that are odd in one place come out alike", async (t) => {
  const roll = dice(7);
  const bodies = vectors<EventVector>("events").map(({ body }) => JSON.stringify(body));
  let ran = 0;
  let known = 0;
  for (const body of bodies) {
    for (let round = 0; round < 100; round += 1) {
      const odd = mutated(body, roll);
      await assertAlike(({ parse }) => parse(odd, round % 2 ? { eventId: "evt_h" } : {}), odd);
      ran += 1;
      if (((await outcome(() => edge.parse(odd))) as { data?: unknown }).data) known += 1;
    }
  }
  assert.equal(ran, bodies.length * 100);
  assert.ok(known > ran / 10 && known < ran, `${known} of ${ran} were typed`);
  t.diagnostic(`${ran} bodies, ${known} of them typed`);
});

test("deliveries that are odd in one place come out alike", async (t) => {
  const roll = dice(11);
  const letters = [
    "",
    " ",
    ",",
    "=",
    "v1=",
    "v2=x",
    "0",
    "f",
    "F",
    "g",
    "é",
    "\u212a",
    "\0",
    "\t",
    "\u00a0",
    "\ufeff",
  ];
  let ran = 0;
  for (const { headers, options, body, body_base64, now } of vectors<WebhookVector>("webhooks")) {
    const { tolerance_s: tolerance, signed_content, secret_encoding, secret_prefix, secrets } = options as never;
    const settings = { tolerance, secrets, secretPrefix: secret_prefix, now: new Date(now * 1000) };
    const recipe = { signedContent: signed_content, secretEncoding: secret_encoding };
    for (let round = 0; round < 10; round += 1) {
      const odd = headers.map(([name, value]): [string, string] => {
        const at = roll(value.length + 1);
        const put = roll(2) ? (letters[roll(letters.length)] ?? "") : "";
        return roll(3) ? [name, value] : [name, value.slice(0, at) + put + value.slice(at + roll(2))];
      });
      const raw = body ?? Buffer.from(body_base64 ?? "", "base64");
      const make = ({ verifyWithMeta }: typeof edge | typeof webhooks) =>
        verifyWithMeta(raw, odd, { ...settings, ...recipe } as never);
      await assertAlike(make, JSON.stringify(odd));
      ran += 1;
    }
  }
  t.diagnostic(`${ran} deliveries`);
});

test("secrets and templates in every form sign alike, or are refused alike", async (t) => {
  const secrets = ["", " ", "s", "7e7e", "7e7", "SGk", "SGk=", "SGk==", "SGl=", "SGl", "fn5+Pz8/", "fn5-Pz8_", "a+_"];
  secrets.push(
    "whsec_7e7e",
    "whsec_",
    "s\n",
    "\u0085s",
    "s\u3000",
    "\ufeffs",
    "AAAA=",
    "AAAA",
    "=",
    "====",
    "é",
    "A",
  );
  const contents = [
    "timestamp.body",
    "body",
    "{id}.{timestamp}.{body}",
    "{body}",
    "{body",
    "body}",
    "{{body}}",
    "{}",
  ];
  contents.push(
    "v1:{timestamp}:{body}\n",
    "{Body}",
    "{body}{body}",
    "",
    "{timestamp}",
    "ü{body}",
    "}{body}",
    "a{b\n}{body}",
  );
  let ran = 0;
  for (const secret of secrets) {
    for (const secretEncoding of ["raw", "hex", "base64", "rot13"] as never[]) {
      for (const secretPrefix of [undefined, "whsec_", ""]) {
        const signedContent = contents[ran % contents.length];
        const eventId = ran % 3 ? "evt_1" : undefined;
        const options = { secret, secretEncoding, secretPrefix, signedContent, eventId, now: new Date(17_000) };
        await assertAlike(({ sign }) => sign('{"a":1}', options), JSON.stringify(options));
        ran += 1;
      }
    }
  }
  t.diagnostic(`${ran} recipes`);
});

test("nesting that other readers refuse is refused at the same depth", async () => {
  for (let depth = 120; depth < 135; depth += 1) {
    const nested = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const body = `{"id":"evt_1","type":"order.completed","data":{"id":"ord_1","newer":${nested}}}`;
    await assertAlike(({ parse }) => parse(body), `${depth}`);
  }
  const deep = `{"id":"evt_1","type":"order.completed","data":${"[".repeat(400_000)}${"]".repeat(400_000)}}`;
  const event = await edge.parse(deep);
  assert.equal(event.type, "unknown");
});

test("whatever the arguments are, the error is one of this package", async () => {
  const odd: unknown[] = [undefined, null, 0, 1n, "x", Symbol("s"), [], [1], {}, { secrets: { a: 1 } }, new Date(0)];
  for (const first of odd) {
    for (const second of odd) {
      for (const third of odd) {
        for (const entry of [edge.verify, edge.parse, edge.sign] as ((...given: unknown[]) => Promise<unknown>)[]) {
          await entry(first, second, third).catch((error: unknown) => {
            assert.ok(error instanceof edge.PeekerError, `${entry.name}: ${String(error)}`);
          });
        }
      }
    }
  }
});
