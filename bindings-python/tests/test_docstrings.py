"""Every example in a docstring of the public classes, run against a sandbox."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import peeker_partner
import pytest
from peeker_partner import Client, Smartlead, errors, validate, webhooks
from peeker_partner.testing import Sandbox
from story import DOMAINS, PEOPLE
from test_table import methods

BLOCK = re.compile(r"::\n\n((?:(?: {4}.*)?\n)+)")


def documented() -> Iterator[tuple[str, Any]]:
    yield from ((f"Client.{name}", function) for name, function in methods(Client("pk_test_docs")))
    for name in ("Client", "AsyncClient", "Listing", "Batch"):
        for attribute, value in vars(getattr(peeker_partner, name)).items():
            if inspect.isfunction(value) and not attribute.startswith("_"):
                yield f"{name}.{attribute}", value
        yield name, getattr(peeker_partner, name)
    yield "Client.with_options", Client.with_options
    yield "validate", validate


def examples() -> Iterator[tuple[str, str]]:
    for name, value in documented():
        for block in BLOCK.findall(f"{inspect.getdoc(value)}\n"):
            yield name, textwrap.dedent(block)


@pytest.mark.parametrize(("name", "code"), list(examples()))
def test_an_example_does_what_it_shows(name: str, code: str) -> None:
    with Sandbox(speed=100) as sandbox, sandbox.client() as client:
        bundle = client.bundles.create(name="Starter", monthly_sending_volume=1_000)
        client.imports.create(DOMAINS)
        login = Smartlead(client_id=1, login_email="peeker@acme.com", login_password="its-password")
        order = client.orders.create(
            user="alex@acme.com", bundle=bundle, sequencer=login, domains=DOMAINS, personas=PEOPLE
        )
        others = ["other-acme.com", "more-acme.com"]
        names: dict[str, Any] = {
            **{name: getattr(peeker_partner, name) for name in ("Smartlead", "Client", "AsyncClient")},
            **{"client": client, "bundle": bundle, "order": order, "names": others, "password": "its-password"},
            **{"route": login, "people": PEOPLE, "validate": validate, "webhooks": webhooks},
            **{"pasted": "acme-mail.com team-acme.com", "rows": client.domains.check_availability(others).rows},
        }
        try:
            exec(compile(code, f"<{name}>", "exec", dont_inherit=True), names)
        except errors.NotFoundError:
            assert "/quotes" in code  # The one endpoint that does not exist yet.
        except SyntaxError:
            assert "async for" in code  # Inside of a coroutine it is one.


def test_there_are_examples() -> None:
    assert len(list(examples())) >= 10
