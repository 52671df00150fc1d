"""What is said without asking the API: the vectors that every language runs, and what is Python's own."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, get_args

import pytest
from peeker_partner import (
    Bundle,
    DomainAvailability,
    DomainVerdict,
    OrderReport,
    RequiredDomains,
    Smartlead,
    ValidationError,
    Violation,
    _native,
    errors,
    validate,
)
from support import vectors


def codes(violations: tuple[Violation, ...]) -> list[str]:
    return [violation.code for violation in violations]


def with_codes(result: Any) -> dict[str, Any]:
    """The result as a dict, with its warnings by their codes."""
    assert type(result).from_json(result.to_json()) == result
    found: dict[str, Any] = result.to_dict()
    return found | {"warnings": codes(result.warnings)}


def only(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """The parts that the expectation names."""
    return {name: value for name, value in found.items() if name in expected}


def test_every_pasted_text_is_the_domain_that_its_vector_says() -> None:
    ran = 0
    for vector in vectors("domains"):
        found: dict[str, Any]
        try:
            found = with_codes(validate.domain(vector["input"]))
        except ValidationError as error:
            [violation] = error.violations
            found = {"code": violation.code, "certainty": violation.certainty}
            if violation.suggestion is not None:
                found["suggestion"] = violation.suggestion
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("domains"))


def test_all_pasted_texts_at_once_have_the_same_verdicts() -> None:
    all_of_them = vectors("domains")
    report = validate.domains(vector["input"] for vector in all_of_them)
    assert len(report.verdicts) == len(all_of_them)
    for verdict, vector in zip(report.verdicts, all_of_them, strict=True):
        assert (verdict.root and verdict.root.domain) == vector["expect"].get("domain"), vector["id"]
        assert (verdict.violation and verdict.violation.code) == vector["expect"].get("code"), vector["id"]
    sent = [verdict.root.domain for verdict in report.verdicts if verdict.root and verdict.duplicate_of is None]
    assert report.domains == tuple(sent)


def test_every_assignment_is_the_one_that_its_vector_says() -> None:
    ran = 0
    for vector in vectors("assignments"):
        try:
            found = with_codes(validate.assign_providers(vector["domains"], vector["required_domains"]))
        except ValidationError as error:
            found = only({"codes": codes(error.violations), "details": error.details}, vector["expect"])
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("assignments"))


def test_every_plan_is_the_one_that_its_vector_says() -> None:
    ran = 0
    for vector in vectors("plans"):
        try:
            plan = validate.plan(vector["domains"], vector["required_domains"], currency=vector.get("currency"))
            found = with_codes(plan) | {
                "domains": [[row.domain, row.provider] for row in plan.domains],
                "excluded": [[row.index, row.reason] for row in plan.excluded],
                "renewal_total_cents": plan.renewal_total_cents,
                "currency": plan.currency,
            }
        except ValidationError as error:
            found = {**(error.details or {}), "codes": codes(error.violations)}
            found["excluded"] = [[row["index"], row["reason"]] for row in found.get("excluded", [])]
            found = only(found, vector["expect"])
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("plans"))


def test_every_estimate_is_the_one_that_its_vector_says() -> None:
    ran = 0
    for vector in vectors("estimates"):
        found: dict[str, Any]
        try:
            found = only(with_codes(validate.estimate_domains(**vector["query"])), vector["expect"])
        except ValidationError as error:
            found = {"code": error.code, "path": error.violations[0].path}
        except TypeError as error:
            # Python itself asks for an argument that is missing.
            found = {"code": "missing_field", "path": str(error).split("'")[1]}
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("estimates"))


def test_every_order_has_the_report_that_its_vector_says() -> None:
    ran = 0
    for vector in vectors("orders"):
        # As JSON: Python's own arguments cannot be mistyped, and `None` is as good as left out.
        texts = json.dumps(vector["order"]), json.dumps(vector["known"])
        found: dict[str, Any]
        try:
            found = comparable(_native.validate_order(*texts))
        except (ValidationError, errors.ConfigurationError) as error:
            found = {"code": error.code}
            if error.violations:
                found["path"] = error.violations[0].path
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("orders"))


def comparable(report: OrderReport) -> dict[str, Any]:
    """The report without its sentences, which are for people, and with ``None`` for what is absent."""
    assert OrderReport.from_json(report.to_json()) == report
    found = report.to_dict()
    for violation in found["violations"]:
        del violation["message"], violation["source"]
    found["warnings"] = [{"path": warning.path, "code": warning.code} for warning in report.warnings]
    found["not_checked"] = [skipped.check for skipped in report.not_checked]
    found["required_domains"] = report.required_domains and report.required_domains.to_dict()
    found["assignment"] = report.assignment and with_codes(report.assignment)
    return found


def test_a_set_is_held_against_the_limit_of_its_use() -> None:
    names = [f"acme-{number}.com" for number in range(26)]
    assert codes(validate.domains(names, use="import").violations) == ["too_many_items"]
    assert validate.domains(names, use="availability").violations == ()
    with pytest.raises(ValidationError):
        validate.domains(names, use="swap")  # type: ignore[arg-type]


def report(domains: list[str], **known: Any) -> OrderReport:
    return validate.order(
        user="alex@acme.com",
        sequencer=Smartlead(client_id=1, login_email="ops@acme.com", login_password="canary-password"),
        domains=domains,
        personas=[{"first_name": "Alex", "last_name": "Rivera"}],
        bundle_id="bun_1",
        **known,
    )


def test_an_order_is_reported_on_as_far_as_it_is_known() -> None:
    found = report(["mail.acme.com"])
    assert not found.ok
    assert [(at.path, at.code, at.suggestion) for at in found.violations] == [
        ("domains[0]", "not_root_domain", "acme.com")
    ]
    assert "bundle" in [skipped.check for skipped in found.not_checked]
    assert "canary" not in found.to_json() + repr(found)


def row(domain: str, *usable_for: str) -> dict[str, Any]:
    free = {"domain": domain, "available": True, "price_cents": 900, "currency": "usd"}
    return free | {"usable_for": list(usable_for)}


def test_models_of_the_api_are_taken_as_they_came() -> None:
    rows = [DomainAvailability.from_dict(row(name, "google")) for name in ("acme.com", "acme-mail.com")]
    required = RequiredDomains.from_dict({"google": 1, "microsoft": 0, "total": 1})
    assert validate.assign_providers(rows, required).google == ("acme.com",)
    assert [chosen.domain for chosen in validate.plan(rows, required).domains] == ["acme-mail.com"]
    bundle = Bundle.from_dict(BUNDLE)
    found = report(["acme.com"], bundle=bundle, known_domains=rows)
    assert found.ok, found.violations
    assert found.required_domains == bundle.required_domains
    assert found.assignment is not None
    assert found.assignment.google == ("acme.com",)


BUNDLE = next(
    vector["body"]["data"] for vector in vectors("responses") if vector["operation"] == "bundles.retrieve"
) | {
    "id": "bun_1",
    "status": "active",
    "required_domains": {"google": 1, "microsoft": 0, "total": 1},
}


def test_what_is_known_of_a_calls_order_gives_its_violations_their_details() -> None:
    vector = next(vector for vector in vectors("requests") if vector["id"] == "orders.create/known-too-few")
    client = _native.Client(json.dumps({"api_key": "pk_test_vectors"}), {}, True)
    with pytest.raises(ValidationError) as caught:
        client.start("orders.create", json.dumps(vector["input"]), json.dumps(vector["options"]))
    [details] = [at.details for at in caught.value.violations if at.code == "domain_count_mismatch"]
    assert details is not None
    assert details["missing_count"] == 1


def test_what_is_known_in_another_shape_is_a_mistake_of_the_program() -> None:
    with pytest.raises(errors.ConfigurationError, match="domains"):
        report(["acme.com"], known_domains=[{"domain": 1}])


def test_results_are_matched_copied_pickled_and_put_into_sets() -> None:
    found = validate.domains(["acme.com", "mail.acme.com"])

    def describe(verdict: DomainVerdict) -> str:
        match verdict:
            case DomainVerdict(violation=Violation(suggestion=str(meant))):
                return f"did you mean {meant}?"
            case DomainVerdict(root=root) if root is not None:
                return root.domain
        raise AssertionError

    assert [describe(verdict) for verdict in found.verdicts] == ["acme.com", "did you mean acme.com?"]
    assert pickle.loads(pickle.dumps(found)) == found
    assert copy.copy(found) is found
    assert len({found, validate.domains(["acme.com", "mail.acme.com"])}) == 1


def test_every_use_of_names_is_one_that_core_knows() -> None:
    for use in get_args(validate.DomainUse):
        assert codes(validate.domains([], use=use).violations) == ["empty_list"]
