/** What is said without asking the API: the vectors that every language runs, and what is JavaScript's own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Bundle,
  ConfigurationError,
  type DomainAvailability,
  type EstimateQuery,
  type NewOrder,
  type OrderReport,
  type RequiredDomains,
  ValidationError,
  type Violation,
  validate,
} from "peeker-partner";
import { NEW_ORDER } from "./server.js";
import { vectors } from "./vectors.js";

interface Vector {
  id: string;
  input: string;
  query: EstimateQuery;
  domains: DomainAvailability[];
  required_domains: RequiredDomains;
  currency?: string;
  order: NewOrder;
  known: validate.Known;
  expect: Record<string, unknown>;
}

type Refused = Pick<ValidationError, "code" | "details"> & { violations?: readonly Violation[] };

/** Runs every vector of a file: `outcome` gives what is found, also of the error where there is one. */
function runs(name: string, result: (vector: Vector) => object, refused: (error: Refused) => object): void {
  test(name, (t) => {
    const all = vectors<Vector>(name);
    let ran = 0;
    for (const vector of all) {
      let found: Record<string, unknown>;
      try {
        found = { ...result(vector) };
      } catch (error) {
        assert.ok(error instanceof ValidationError || error instanceof ConfigurationError, String(error));
        found = { ...refused(error) };
      }
      // What an estimate or the details of a refusal have besides is left open.
      if (name === "estimates" || "codes" in vector.expect) found = only(found, vector.expect);
      assert.deepEqual(found, vector.expect, vector.id);
      ran += 1;
    }
    assert.equal(ran, all.length);
    t.diagnostic(`${ran} vectors`);
  });
}

function codes(violations: readonly Violation[]): string[] {
  return violations.map(({ code }) => code);
}

/** A result with its warnings by their codes. */
function withCodes<T extends { warnings: Violation[] }>(result: T): Omit<T, "warnings"> & { warnings: string[] } {
  return { ...result, warnings: codes(result.warnings) };
}

function only(found: Record<string, unknown>, expected: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(found).filter(([name]) => name in expected));
}

runs(
  "domains",
  ({ input }) => withCodes(validate.domain(input)),
  ({ violations: [violation] = [] }) => {
    const { code, certainty, suggestion } = violation as Violation;
    return suggestion === undefined ? { code, certainty } : { code, certainty, suggestion };
  },
);

runs(
  "assignments",
  ({ domains, required_domains }) => withCodes(validate.assignProviders(domains, required_domains)),
  ({ violations = [], details }) => ({ codes: codes(violations), details }),
);

runs(
  "plans",
  ({ domains, required_domains, currency }) => {
    const plan = withCodes(validate.plan(domains, required_domains, { currency }));
    const chosen = plan.domains.map(({ domain, provider = null }) => [domain, provider]);
    const excluded = plan.excluded.map(({ index, reason }) => [index, reason]);
    return { renewal_total_cents: null, currency: null, ...plan, domains: chosen, excluded };
  },
  ({ violations = [], details }) => {
    const { excluded = [], ...facts } = { ...(details as { excluded?: { index: number; reason: string }[] }) };
    return { ...facts, excluded: excluded.map(({ index, reason }) => [index, reason]), codes: codes(violations) };
  },
);

runs(
  "estimates",
  ({ query }) => withCodes(validate.estimateDomains(query)),
  ({ code, violations: [violation] = [] }) => ({ code, path: violation?.path }),
);

runs(
  "orders",
  ({ order, known }) => comparable(validate.order(order, known)),
  ({ code, violations: [violation] = [] }) => (violation ? { code, path: violation.path } : { code }),
);

/** A report without its sentences, which are for people, and with `null` for what is absent. */
function comparable({ violations, warnings, not_checked, required_domains, assignment, ...rest }: OrderReport) {
  return {
    ...rest,
    violations: violations.map(({ message: _message, source: _source, ...violation }) => violation),
    warnings: warnings.map(({ path, code }) => ({ path, code })),
    not_checked: not_checked.map(({ check }) => check),
    required_domains: required_domains ?? null,
    assignment: assignment ? { ...assignment, warnings: codes(assignment.warnings) } : null,
  };
}

test("all pasted texts at once have the same verdicts", () => {
  const all = vectors<Vector>("domains");
  const report = validate.domains(all.map(({ input }) => input));
  assert.equal(report.verdicts.length, all.length);
  for (const [at, { root, violation }] of report.verdicts.entries()) {
    const { id, expect } = all[at] as Vector;
    assert.deepEqual([root?.domain, violation?.code], [expect.domain, expect.code], id);
  }
  const first = report.verdicts.filter(({ root, duplicate_of }) => root && duplicate_of === undefined);
  assert.deepEqual(
    report.domains,
    first.map(({ root }) => root?.domain),
  );
});

test("a set is held against the limit of its use", () => {
  const names = Array.from({ length: 26 }, (_, at) => `acme-${at}.com`);
  assert.deepEqual(codes(validate.domains(names, { use: "import" }).violations), ["too_many_items"]);
  assert.deepEqual(validate.domains(names, { use: "availability" }).violations, []);
  // @ts-expect-error: there is no such use
  assert.throws(() => validate.domains(names, { use: "swap" }), ValidationError);
});

test("an order is reported on as far as it is known", () => {
  const report = validate.order({ ...NEW_ORDER, domains: ["mail.acme.com"] });
  assert.equal(report.ok, false);
  const [violation] = report.violations;
  assert.deepEqual([violation?.code, violation?.suggestion], ["not_root_domain", "acme.com"]);
  assert.ok(report.not_checked.some(({ check }) => check === "bundle"));
  assert.ok(!JSON.stringify(report).includes("canary"));
});

test("with rows of the API more of an order is checked", () => {
  const of = vectors<{ operation: string; body: { data: Bundle } }>("responses");
  const bundle = of.find(({ operation }) => operation === "bundles.retrieve")?.body.data as Bundle;
  const required = { google: 1, microsoft: 0, total: 1 };
  const row = { domain: "acme-mail.com", available: true, usable_for: ["google"] };
  const known = { bundle: { ...bundle, id: "bun_1", status: "active", required_domains: required }, domains: [row] };
  const report = validate.order(NEW_ORDER, known);
  assert.deepEqual(report.violations, []);
  assert.deepEqual(report.assignment?.google, ["acme-mail.com"]);
});

test("what is known in another shape is a mistake of the program", () => {
  // @ts-expect-error: no row
  assert.throws(() => validate.order(NEW_ORDER, { domains: [{ domain: 1 }] }), ConfigurationError);
});

test("what is no text, or cannot be sent, is refused as an input", () => {
  // @ts-expect-error: no string
  assert.throws(() => validate.domain(7), { name: "ValidationError", code: "invalid_type" });
  const refused = (error: unknown) => {
    assert.ok(error instanceof ValidationError);
    assert.deepEqual([error.violations[0]?.path, "operation" in error], ["monthly_sending_volume", false]);
    return true;
  };
  const query = { google_percent: 50, microsoft_percent: 50, microsoft_sends_per_domain_per_day: 150 };
  assert.throws(() => validate.estimateDomains({ ...query, monthly_sending_volume: Number.NaN }), refused);
});
