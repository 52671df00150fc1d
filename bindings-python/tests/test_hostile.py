"""Whatever is passed: an answer, an exception of the package, or a `TypeError`; never a panic or anything else."""

from __future__ import annotations

import datetime
import decimal
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from peeker_partner import OMIT, Answer, Client, PeekerError, Request, Smartlead, _native, validate
from support import KEY, ORDER, sound_input
from test_table import methods

VALUES = 10_000


class Odd:
    """Neither JSON nor a model, with a `repr` that must not be needed."""

    def __repr__(self) -> str:
        raise AssertionError("nobody prints this")


class Sneaky(str):
    """Text that is more than text."""


def leaf(chance: random.Random) -> Any:
    return chance.choice(LEAVES)


LEAVES: list[Any] = [
    None, True, False, 0, -1, 1, 2**53, -(2**63), 2**64, 2**200, 0.5, 1e308, math.nan, math.inf, -0.0,
    "", " ", "a", "ord_1", "bun_1", "acme.com", "mail.acme.com", "\0", "\ud800", "é" * 300, "../..", "a/b",
    "pk_live_x", "completed", "GET", "/me", Sneaky("sneaky.com"), b"bytes", bytearray(b"x"), Odd(), Odd, print, OMIT,
    object(), datetime.datetime.now(tz=datetime.timezone.utc), decimal.Decimal("1.5"), {1, 2}, frozenset(), range(3),
    iter([1]), Smartlead(client_id=1), {1: 2}, {"a": Odd()}, ..., NotImplemented, 1j,
]  # fmt: skip


def value(chance: random.Random, depth: int = 0) -> Any:
    kind = chance.random()
    if depth > 3 or kind < 0.6:
        return leaf(chance)
    size = chance.randrange(4)
    if kind < 0.8:
        return [value(chance, depth + 1) for _ in range(size)]
    names = ["domain", "forwarding_url", "first_name", "last_name", "provider", "client_id", "login_email", "id", "x"]
    return {chance.choice(names): value(chance, depth + 1) for _ in range(size)}


def survive(work: Callable[[], Any]) -> str:
    """Do it. What is neither a result nor an exception that may be, fails the test."""
    try:
        work()
    except (PeekerError, TypeError) as error:
        return type(error).__name__
    return "ok"


def answer(request: Request) -> Answer:
    assert request.url.startswith("https://api.peeker.ai/partner/v1/")
    return 418, {}, {}


CLIENT = Client(KEY, transport=answer, max_retries=0)


def entries() -> Iterator[tuple[str, Any]]:
    for name, function in methods(CLIENT):
        method: Any = CLIENT
        for part in name.split("."):
            method = getattr(method, part)
        yield name, (method, [key for key in _parameters(function) if key not in ("self", "on_progress")])


def _parameters(function: Any) -> list[str]:
    code = function.__wrapped__.__code__
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


@pytest.mark.parametrize(("name", "entry"), list(entries()))
def test_no_argument_of_a_method_makes_it_do_anything_else(name: str, entry: tuple[Any, list[str]]) -> None:
    method, parameters = entry
    chance = random.Random(name)  # The same values each time.
    sound = {} if name.endswith(("wait", "preflight")) or name in ("request",) else _sound(name)

    def call() -> None:
        wrong = chance.sample(parameters, chance.randrange(1, min(4, len(parameters)) + 1))
        found = method(**sound | {key: value(chance) for key in wrong})
        if hasattr(found, "pages"):
            next(found.pages(), None)

    outcomes = {survive(call) for _ in range(VALUES)}
    assert {"InputTypeError", "TypeError"} & outcomes


def _sound(name: str) -> dict[str, Any]:
    row = "imports.create_job" if name == "imports.create_many" else name
    return sound_input(row)


def test_no_setting_makes_a_client_do_anything_else() -> None:
    chance = random.Random(1)
    names = [
        "api_key", "base_url", "expect", "allow_hosts", "timeout", "deadline", "connect_timeout", "max_retries",
        "headers", "app_info", "proxy", "ca_file", "system_certificates",
    ]  # fmt: skip
    derived = [name for name in names if name not in ("proxy", "ca_file", "system_certificates")]

    def make() -> None:
        settings: dict[str, Any] = {"api_key": KEY, "transport": answer} | {chance.choice(names): value(chance)}
        Client(**settings)

    def derive() -> None:
        CLIENT.with_options(**{chance.choice(derived): value(chance)})

    assert {survive(make) for _ in range(VALUES)} >= {"ok", "TypeError"}
    assert {survive(derive) for _ in range(VALUES)} >= {"ok", "TypeError"}


def test_no_argument_of_validate_makes_it_do_anything_else() -> None:
    chance = random.Random(2)
    order: dict[str, Any] = sound_input("orders.create")
    sound: list[tuple[Any, dict[str, Any]]] = [
        (validate.domain, {"text": "acme.com"}),
        (validate.domains, {"domains": ["acme.com"], "use": None}),
        (validate.order, order | {"bundle": None, "known_domains": []}),
        (validate.assign_providers, {"domains": [], "required_domains": {"google": 1, "microsoft": 0, "total": 1}}),
        (
            validate.plan,
            {"domains": [], "required_domains": {"google": 1, "microsoft": 0, "total": 1}, "currency": None},
        ),
        (
            validate.estimate_domains,
            {
                "monthly_sending_volume": 1,
                "google_percent": 50,
                "microsoft_percent": 50,
                "microsoft_sends_per_domain_per_day": 150,
            },
        ),
    ]
    for function, arguments in sound:

        def call(function: Any = function, arguments: dict[str, Any] = arguments) -> None:
            function(**arguments | {chance.choice(list(arguments)): value(chance)})

        assert {survive(call) for _ in range(VALUES)} & {"InputTypeError", "TypeError"}, function


@pytest.mark.parametrize("model", [_native.Order, _native.Bundle, _native.Meta, _native.Event, _native.ImportLookup])
def test_no_fields_make_a_model_do_anything_else(model: Any) -> None:
    chance = random.Random(3)

    def read() -> None:
        try:
            model.from_dict(value(chance))
        except (ValueError, RecursionError):
            raise PeekerError from None

    for _ in range(VALUES):
        survive(read)


def test_no_change_makes_a_model_do_anything_else() -> None:
    chance = random.Random(4)
    order = _native.Order.from_dict(ORDER)

    def change() -> None:
        try:
            order.replace(**{chance.choice(["id", "status", "costs", "created_at", "extra", "x"]): value(chance)})
        except ValueError:
            raise PeekerError from None

    assert {survive(change) for _ in range(VALUES)} >= {"ok", "TypeError"}


def test_a_transport_may_answer_anything() -> None:
    chance = random.Random(5)

    def call() -> None:
        client = Client(KEY, transport=lambda request: value(chance), max_retries=0)
        try:
            client.me()
        except (ValueError, AttributeError, OverflowError):
            raise PeekerError from None  # An answer of another shape is a mistake of the test that made it.

    for _ in range(VALUES):
        survive(call)


def test_nesting_without_end_is_refused() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    loop: Any = {}
    loop["loop"] = loop
    for wrong in (deep, loop):
        with pytest.raises(PeekerError):
            CLIENT.request("POST", "/quotes", body=wrong)
        with pytest.raises(PeekerError):
            CLIENT.imports.create(wrong)
