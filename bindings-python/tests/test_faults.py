"""What every fault does to every operation: the table that core's client was measured for, with Python's."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from peeker_partner import AttemptReport, Client, PeekerError, _native
from peeker_partner.testing import Sandbox
from story import DOMAINS, LOGIN, PEOPLE
from support import call

#: As the columns of docs/reliability.md are named. The two that no server can make are made elsewhere in the tests.
FAULTS = {
    "429": "rate-limited;retry_after=1",
    "reset before": "reset-before",
    "reset after": "reset-after",
    "500": "status;code=500",
    "500 after": "status;code=500;processed=true",
    "torn body": "torn-body",
    "HTML 502": "html;code=502",
    "redirect": "redirect;code=307;to=http://127.0.0.1:9/elsewhere",
    "HTML 200": "html;code=200",
    "wrong JSON": "wrong-json",
    "broken JSON": "broken-json",
    "empty 200": "empty",
}

Made = tuple[dict[str, Any], Callable[[], None]]


#: The tables of docs/reliability.md, and how often their faults meet a call.
TABLES = {"A fault that passes": 1, "A fault that stays": 1_000, "Answers that no repetition makes better": 1_000}


def cells() -> Iterator[tuple[str, str, str, str]]:
    """Every cell of the tables: table, operation, fault, what becomes of it."""
    text = (Path(__file__).parents[2] / "docs" / "reliability.md").read_text()
    for title in TABLES:
        section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
        lines = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("|")]
        heads = [head.strip() for head in lines[0]]
        for cells in (line for line in lines if line[0].strip().startswith("`")):
            name, *found = [cell.strip() for cell in cells]
            yield from ((title, name.strip("`"), fault, cell) for fault, cell in zip(heads[1:], found, strict=True))


EXPECTED = {(title, operation, fault): cell for title, operation, fault, cell in cells() if fault in FAULTS}


class World:
    """A sandbox for all cells. Each cell has a key of its own, and so an account in which nothing happened yet."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.accounts = iter(range(10_000))

    def client(self) -> Client:
        client = self.sandbox.client(api_key=f"pk_test_cell{next(self.accounts)}_full")
        native: Any = client._native
        native.hold_time(1_778_241_600_000, 5)  # Waits take no time.
        return client

    def input_of(self, client: Client, operation: str, suffix: str) -> dict[str, Any]:
        """A sound input, and what has to be there before it."""
        resource, _, name = operation.partition(".")
        domains = [f"{suffix}-{domain}" for domain in DOMAINS]
        if name in ("create", "set", "check_availability", "lookup", "create_job", "rename_users"):
            return self.new(client, operation, domains)
        if name in ("retrieve", "update", "delete", "cancel", "retrieve_job"):
            further = {"bundles.update": {"name": "Grown"}, "users.update": {"last_name": "Lee"}}
            return {"id": self.made(client, resource, domains, name), **further.get(operation, {})}
        return {}

    def new(self, client: Client, operation: str, domains: list[str]) -> dict[str, Any]:
        match operation:
            case "bundles.create":
                return {"name": "Starter", "monthly_sending_volume": 1_000}
            case "users.create":
                return {"email": "alex@acme.com", "sequencer": {"provider": "smartlead", "client_id": 7}}
            case "orders.create":
                bundle = client.bundles.create(name="Starter", monthly_sending_volume=1_000)
                order = {"user": "alex@acme.com", "sequencer": LOGIN, "personas": PEOPLE}
                return order | {"bundle_id": bundle.id, "domains": domains}
            case "swaps.create":
                swap = {"type": "standard", "replacement_domain": f"fresh-{domains[0]}"}
                return swap | {"domain_id": self.ordered_domain(client, domains)}
            case "swaps.rename_users":
                return {"domain_id": self.ordered_domain(client, domains), "personas": PEOPLE}
            case "imports.lookup":
                client.imports.create(domains)
                return {"domains": domains}
            case "forwarding.set":
                client.imports.create(domains)
                return {"domains": domains, "forwarding_url": "https://acme.com"}
            case _:
                return {"domains": domains}

    def made(self, client: Client, resource: str, domains: list[str], name: str) -> str:
        operation = f"{resource}.{'create' if resource != 'forwarding' else 'set'}"
        if name == "retrieve_job":
            operation = "imports.create_job"
        made = call(client, operation, self.new(client, operation, domains))
        return str(getattr(made, "result", made).id)

    def ordered_domain(self, client: Client, domains: list[str]) -> str:
        call(client, "orders.create", self.new(client, "orders.create", domains))
        self.sandbox.advance(60)
        return next(iter(client.domains.list())).id


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with Sandbox(speed=0, rate_limit=1_000_000) as sandbox:
        yield World(sandbox)


@pytest.mark.parametrize("operation", _native.operations())
def test_a_fault_does_to_an_operation_what_the_table_says(world: World, operation: str) -> None:
    found = {
        (title, operation, fault): measure(world, operation, fault, TABLES[title])
        for title, row, fault in EXPECTED
        if row == operation
    }
    assert found == {cell: expected for cell, expected in EXPECTED.items() if cell[1] == operation}


def measure(world: World, operation: str, fault: str, times: int) -> str:
    client = world.client()
    fields = world.input_of(client, operation, f"cell{next(world.accounts)}")
    heard: list[AttemptReport] = []
    before = world.sandbox.counters().requests
    world.sandbox.fault(FAULTS[fault], times=times)
    try:
        found = call(client.with_options(on_attempt=heard.append).with_meta, operation, fields)
        text = done(found, heard)
    except PeekerError as error:
        look = {True: ", repeatable", False: ", look first", None: ""}[error.replay_safe]
        text = f"{error.code}{look} ({world.sandbox.counters().requests - before} sent)"
    world.sandbox.clear_faults()
    return text


def done(found: Any, heard: list[AttemptReport]) -> str:
    attempts = [report.attempt for report in heard]
    waits = sum(attempt.status == 429 for attempt in attempts[:-1])
    again = len(attempts) - 1 - waits
    tried = [f"waited ×{waits}"] * bool(waits) + [f"retried ×{again}"] * bool(again)
    gone = ", already gone" if found.meta.already_gone else ""
    return " → ".join([*tried, f"ok{gone}"])


def test_the_table_is_read_whole() -> None:
    once, always, lasting = 7, 7, 5
    assert len(EXPECTED) == (once + always + lasting) * len(_native.operations())
    assert {fault for _, _, fault in EXPECTED} == set(FAULTS)


def test_a_refused_connection_is_certainly_not_sent() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        client = Client("pk_test_deaf", base_url=f"http://127.0.0.1:{deaf.getsockname()[1]}")
        native: Any = client._native
        native.hold_time(0, 1)
        with pytest.raises(ConnectionError) as caught:
            client.bundles.create(name="S", monthly_sending_volume=1_000)
    error = caught.value
    assert isinstance(error, PeekerError)
    assert [attempt.maybe_processed for attempt in error.attempts] == [False] * 3
    assert re.fullmatch("connection_failed", error.code)
