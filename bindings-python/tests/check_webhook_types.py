"""What type checkers know of webhooks and of the sandbox. It is checked and never run."""

from __future__ import annotations

from datetime import datetime

from peeker_partner import AsyncClient, Client, testing, webhooks
from typing_extensions import assert_type


class Redis:
    """A store of a user's own."""

    async def claim(self, event_id: str, lease: float) -> webhooks.Claim:
        return "new"

    async def complete(self, event_id: str) -> None: ...

    async def release(self, event_id: str) -> None: ...


def deliveries(body: bytes, headers: dict[str, str], pairs: list[tuple[bytes, bytes]]) -> None:
    assert_type(webhooks.verify(body, headers), webhooks.Event)
    assert_type(webhooks.Verifier({"live": "secret"}).authenticate(memoryview(body), pairs), webhooks.Authentic)
    assert_type(webhooks.diagnose(bytearray(body), headers).findings, tuple[webhooks.Finding, ...])
    webhooks.verify(body.decode(), headers)  # type: ignore[arg-type]
    webhooks.verify(body, headers, secret_encoding="base32")  # type: ignore[arg-type]


def once(event: webhooks.Event) -> int:
    stores: list[webhooks.DeduplicatorStore] = [webhooks.MemoryStore(), webhooks.SQLiteStore("events.db")]
    webhooks.Deduplicator(Redis())  # type: ignore[arg-type]
    with webhooks.Deduplicator(stores[0]).claim(event) as claimed:
        assert_type(claimed.claim, webhooks.Claim)
    return claimed.status


async def once_awaited(event: webhooks.Event) -> int:
    async with webhooks.AsyncDeduplicator(Redis()).claim(event) as claimed:
        assert_type(claimed, webhooks.AsyncClaimed)
    return claimed.status


def folded(events: list[webhooks.Event]) -> str | None:
    state = webhooks.latest(events)
    if state is not None and state.object == "order" and isinstance(state.data, webhooks.OrderEventData):
        assert_type(state.data.domain_count, int | None)
    return state.status if state else None


def sandbox(peeker_sandbox: testing.Sandbox) -> None:
    assert_type(peeker_sandbox.client(), Client)
    assert_type(peeker_sandbox.async_client(), AsyncClient)
    assert_type(peeker_sandbox.advance(60), datetime)
    assert_type(peeker_sandbox.requests(last=1), list[testing.SeenRequest])
    testing.Sandbox(dns="off")  # type: ignore[arg-type]
