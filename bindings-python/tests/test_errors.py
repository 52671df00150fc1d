"""Exceptions by themselves."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
from pathlib import Path

import pytest
from peeker_partner import Attempt, _native, errors

CLASSES = [
    value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, errors.PeekerError)
]


@pytest.mark.parametrize("cls", CLASSES)
def test_every_error_keeps_its_facts_when_copied_or_pickled(cls: type[errors.PeekerError]) -> None:
    violation = errors.Violation("domains[0]", "not_root_domain", "it is a subdomain", "acme.com", details={"a": [1]})
    attempt = Attempt.from_dict(
        {
            "number": 1,
            "started_ms": 0,
            "took_ms": 9,
            "status": 500,
            "outcome": "internal_error",
            "request_id": None,
            "maybe_processed": True,
            "waited_ms": 0,
        }
    )
    error = cls("it failed", status=500, details={"a": [1]}, attempts=(attempt,), violations=(violation,))
    error.__cause__ = errors.APITimeoutError("too late", operation="me")
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is cls
        assert str(other) == "it failed"
        assert vars(other) == vars(error)
        assert isinstance(other.__cause__, errors.APITimeoutError)
        assert other.__cause__.operation == "me"


def test_the_tree_at_the_top_of_the_file_is_the_one_that_exists() -> None:
    drawn = inspect.getdoc(errors) or ""
    for cls in CLASSES:
        assert f"{cls.__name__} " in drawn.replace("\n", " "), cls
    # Those that others derive from, and a special case of `ValidationError`.
    further = {errors.PeekerError, errors.APIError, errors.InputTypeError}
    assert set(errors._KINDS.values()) == set(CLASSES) - further


def test_every_kind_of_core_has_a_class_of_its_own() -> None:
    core = (Path(__file__).parents[2] / "core" / "src" / "error" / "mod.rs").read_text()
    kinds = re.findall(r'^            Self::\w+ => "(\w+)",$', core, re.MULTILINE)
    assert len(kinds) > 20
    assert set(errors._KINDS) == set(kinds)
    assert len(set(errors._KINDS.values())) == len(kinds)


def test_violations_can_be_in_a_set_with_their_details() -> None:
    violations = [
        errors.Violation("domains", "too_many_domains", "4", details={"required_count": n}) for n in (3, 2, 3)
    ]
    assert len(set(violations)) == 2


def test_a_fact_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError, match="no fact 'statsu'"):
        errors.NotFoundError("gone", statsu=404)


def test_a_panic_arrives_as_an_internal_error() -> None:
    # Built with the feature `test-hooks`; no release has the function.
    with pytest.raises(errors.InternalError, match="the SDK panicked: on purpose") as caught:
        _native.panic_on_purpose()  # type: ignore[attr-defined]
    assert caught.value.code == "internal"
