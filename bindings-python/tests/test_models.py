"""Models as Python objects, and the list of them."""

from __future__ import annotations

import ast
import copy
import pickle
import re
import subprocess
import sys
from datetime import datetime, timezone
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import peeker_partner
import pytest
from peeker_partner import ImportLookup, Me, Order, _enums, _native, webhooks
from support import ME, ORDER


def order(**changes: object) -> Order:
    return Order.from_dict(ORDER | changes)


def test_repr_is_one_line_with_identity_and_state() -> None:
    assert repr(order()) == "Order(id='ord_1', status='in_progress')"
    assert repr(Me.from_dict(ME)).startswith("Me(partner=Partner(id='org_1', name='Acme'), api_key=ApiKeyInfo(")


def test_equal_orders_are_one_in_a_set() -> None:
    assert order() == order()
    assert len({order(), order(), order(status="completed")}) == 2
    assert (order() == "ord_1") is False  # type: ignore[comparison-overlap]


def test_copy_pickle_dict_and_json_give_the_same_object() -> None:
    original = order(new_field={"a": [1, None, 2.5]})
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(original, protocol)) == original
    assert copy.copy(original) is original
    assert copy.deepcopy([original])[0] == original
    assert Order.from_json(original.to_json()) == original
    assert Order.from_dict(original.to_dict()) == original
    assert original.to_dict() == ORDER | {"new_field": {"a": [1, None, 2.5]}}
    assert next(iter(original.to_dict())) == "id"


def test_a_changed_copy_is_made_by_replace() -> None:
    original = order(new_field=1, personas=[{"first_name": "Alex", "last_name": "Rivera"}])
    changed = original.replace(status="completed", costs=original.costs.replace(total_cents=1), personas=None)
    assert (changed.status, changed.costs.total_cents, changed.personas) == ("completed", 1, None)
    assert (original.status, original.costs.total_cents) == ("in_progress", 6800)
    assert changed.extra == {"new_field": 1}
    assert changed.replace(extra={"other": [2]}).extra == {"other": [2]}
    later = datetime(2026, 6, 1, tzinfo=timezone.utc)
    assert original.replace(created_at=later).created_at == later
    assert original.replace(personas=original.personas) == original.replace() == original
    with pytest.raises(TypeError, match="Order has no field 'statsu'"):
        original.replace(statsu="completed")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Order has no field 'to_dict'"):
        original.replace(to_dict=1)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="status"):
        original.replace(status=7)  # type: ignore[arg-type]


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace is new in 3.13")
def test_copy_replace_makes_a_changed_copy() -> None:
    new: Any = copy
    assert new.replace(order(), status="failed").status == "failed"


def test_a_model_that_is_a_bare_list_is_changed_too() -> None:
    job = {"id": "imp_1", "status": "completed", "submitted_count": 1, "created_at": "2026-05-08T12:00:00Z"}
    lookup = ImportLookup.from_dict([job])
    assert lookup.replace(jobs=()).jobs == ()
    assert lookup.replace(jobs=lookup.jobs) == lookup


def test_an_event_is_changed_and_stays_of_its_class() -> None:
    event = webhooks.parse(b'{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}')
    assert isinstance(event, webhooks.OrderCompleted)
    changed = event.replace(data=event.data.replace(domain_count=4))
    assert isinstance(changed, webhooks.OrderCompleted)
    assert (changed.id, changed.data.domain_count) == ("evt_1", 4)


def test_lists_are_tuples_that_are_made_once() -> None:
    detail = order(domains={"registered": ["a.com"], "imported": []}, personas=[{"first_name": "A"}])
    assert detail.personas is detail.personas
    assert type(detail.personas) is tuple
    # Each read of a field that is a model gives another object; its lists are the same.
    first, second = detail.domains, detail.domains
    assert first is not None
    assert second is not None
    assert first.registered is second.registered


def test_a_model_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        order().status = "completed"  # type: ignore[misc]


def test_a_field_newer_than_the_sdk_is_in_extra() -> None:
    assert order(priority={"level": 3}).extra == {"priority": {"level": 3}}
    assert order().extra == {}


def test_an_open_enum_is_text_that_compares_and_matches() -> None:
    def describe(of: Order) -> str:
        match of:
            case Order(status="in_progress" | "action_required"):
                return "open"
            case Order(_, "completed"):
                return "done"
            case Order(status=unknown):
                return unknown
        raise AssertionError

    assert order().status == "in_progress"
    assert type(order().status) is str
    assert describe(order()) == "open"
    assert describe(order(status="completed")) == "done"
    assert describe(order(status="paused_by_moon")) == "paused_by_moon"


def test_what_is_no_model_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="missing field"):
        Order.from_dict({})


def test_every_model_of_core_is_in_python_and_public() -> None:
    core = Path(__file__).parents[2] / "core" / "src"
    declared = {
        match[1]
        for path in core.rglob("*.rs")
        for match in re.finditer(
            r"pyo3::pyclass\((?:[^\n]*\n)(?:#\[[^\n]*\n)*pub (?:struct|enum) (\w+)", path.read_text()
        )
    }
    assert len(declared) > 35
    assert declared - set(vars(_native)) == set()
    public = {name for name in dir(peeker_partner) if not name.startswith("_")} | set(webhooks.__all__)
    assert declared - public == set()


def test_the_known_values_of_every_open_enum_are_those_of_core() -> None:
    source = (Path(__file__).parents[2] / "core" / "src" / "model" / "enums.rs").read_text()
    declared = {
        match[1]: set(re.findall(r' = "(.*?)",', match[2]))
        for match in re.finditer(r"^    (\w+) \{\n(.*?)^    \}", source, re.DOTALL | re.MULTILINE)
    }
    aliases = {name: value for name, value in vars(_enums).items() if name[0].isupper() and name in declared}
    assert {name: set(get_args(get_args(alias)[0])) for name, alias in aliases.items()} == declared
    assert all(get_args(alias)[1] is str for alias in aliases.values())


def test_what_is_exported_is_there_and_nothing_else() -> None:
    for module in (peeker_partner, peeker_partner.errors, webhooks):
        assert [name for name in module.__all__ if not hasattr(module, name)] == []
    assert dir(peeker_partner) == sorted(peeker_partner.__all__)
    with pytest.raises(AttributeError, match="module 'peeker_partner' has no attribute 'Clint'"):
        peeker_partner.Clint  # type: ignore[attr-defined]  # noqa: B018


def test_each_name_is_imported_late_from_where_type_checkers_are_told_it_is() -> None:
    """Type checkers read imports that are never run; at run time names are looked up in modules."""
    tree = ast.parse(Path(peeker_partner.__file__).read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    told = {
        alias.name: str(node.module)
        for node in imports
        for alias in node.names
        if str(node.module).startswith("peeker_partner")
    }
    assert set(told) == set(peeker_partner.__all__)
    for name, module in told.items():
        found = getattr(peeker_partner, name)
        expected = (
            import_module(f"{module}.{name}") if module == "peeker_partner" else getattr(import_module(module), name)
        )
        assert found is expected, name


@pytest.mark.parametrize(
    ("code", "spared"),
    [
        ("import peeker_partner", {"peeker_partner._native", "json", "logging"}),
        ("from peeker_partner import Client", {"asyncio", "json", "logging", "ssl", "socket", "http"}),
        ("from peeker_partner import webhooks, validate", {"peeker_partner._client", "asyncio", "json", "http"}),
    ],
)
def test_an_import_takes_no_more_than_it_needs(code: str, spared: set[str]) -> None:
    script = f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert spared & set(ran.stdout.split()) == set()


def test_every_class_says_where_it_can_be_imported_from() -> None:
    for name, value in vars(_native).items():
        if isinstance(value, type) and not value.__module__.endswith("_native"):
            module = webhooks if value.__module__ == "peeker_partner.webhooks" else peeker_partner
            assert getattr(module, name) is value, name
