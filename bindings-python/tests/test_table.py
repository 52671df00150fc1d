"""The tree of methods against core's tables: an endpoint without a method, or with half of one, is named here."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import peeker_partner
import pytest
from peeker_partner import AsyncClient, AsyncListing, Client, Listing, _native
from support import KEY

#: What is no row of a table: a preflight is made of calls, and a request is whatever it is.
BESIDES = {"orders.preflight", "request"}


def methods(client: Any) -> Iterator[tuple[str, Any]]:
    """Every method of the tree by its path, and the function it is."""
    for owner in (client, *(value for value in vars(client).values() if type(value).__module__.count("_resources"))):
        name = "" if owner is client else f"{type(owner).__name__.lower()}."
        for attribute, function in inspect.getmembers(type(owner), inspect.isfunction):
            if hasattr(function, "operation"):
                yield f"{name}{attribute}", function


@pytest.mark.parametrize("client", [Client(KEY), AsyncClient(KEY), Client(KEY).with_meta, AsyncClient(KEY).with_meta])
def test_every_row_of_every_table_has_its_method_and_every_method_its_row(client: Any) -> None:
    found = dict(methods(client))
    rows = {*_native.operations(), *_native.batches(), *_native.waits(), *BESIDES}
    assert set(found) == rows
    assert all(function.operation == name for name, function in found.items())


def test_every_method_takes_what_belongs_to_its_kind_and_nothing_by_position_but_one_id_or_list() -> None:
    for name, function in methods(Client(KEY)):
        parameters = dict(inspect.signature(function).parameters)
        kinds = {parameter.kind for parameter in parameters.values()}
        assert inspect.Parameter.VAR_KEYWORD not in kinds, name
        assert inspect.Parameter.VAR_POSITIONAL not in kinds, name
        by_position = [key for key, of in parameters.items() if of.kind is of.POSITIONAL_OR_KEYWORD]
        assert by_position in (["self"], ["self", "id"], ["self", "domains"], ["self", "method", "path"]), name
        assert {"timeout", "deadline", "max_retries", "headers"} <= set(parameters), name
        assert all(of.annotation is not of.empty for key, of in parameters.items() if key != "self"), name
        is_checked = name not in {"me", *_native.waits(), "orders.preflight"}
        assert ({"validate", "waive", "extra_query"} <= set(parameters)) is is_checked, name
        if name in _native.waits():
            assert {"poll", "stop_on_action", "raise_on_failure", "on_progress"} <= set(parameters), name


def test_every_method_is_documented() -> None:
    for name, function in methods(Client(KEY)):
        doc = inspect.getdoc(function)
        assert doc is not None, name
        assert len(doc) > 20, name


def test_lists_are_lists_of_their_client() -> None:
    assert isinstance(Client(KEY).orders.list(), Listing)
    assert isinstance(AsyncClient(KEY).orders.list(), AsyncListing)


def test_the_package_says_its_version() -> None:
    assert peeker_partner.__version__.count(".") == 2
