"""What type checkers know. It is checked and never run."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from peeker_partner import (
    AsyncClient,
    Client,
    Import,
    Me,
    Order,
    Result,
    RootDomain,
    Smartlead,
    Violation,
    validate,
    webhooks,
)
from typing_extensions import assert_type


def blocking(client: Client) -> None:
    assert_type(client.me(), Me)
    assert_type(client.orders.retrieve("ord_1"), Order)
    assert_type(client.imports.create(["acme-mail.com"], timeout=5), Import)
    assert_type(client.with_meta.orders.retrieve("ord_1"), Result[Order])
    assert_type(client.with_meta.orders.retrieve("ord_1").data.extra, dict[str, Any])
    client.orders.retrieve(id="ord_1", max_retries=0)
    client.orders.create(
        user="alex@acme.com",
        sequencer=Smartlead(client_id=1, login_email="a@b.co", login_password="secret"),
        domains=["acme-mail.com", {"domain": "team-acme.com", "forwarding_url": "https://acme.com"}],
        personas=[{"first_name": "Alex", "last_name": "Rivera"}],
    )


def mistakes(client: Client) -> None:
    client.orders.retrieve()  # type: ignore[call-arg]
    client.orders.retrieve("ord_1", 5)  # type: ignore[call-arg]
    client.orders.retrieve("ord_1", timeot=5)  # type: ignore[call-arg]
    client.orders.create(user="a@b.co", sequencer={}, domains=[], personas=[{"frist_name": "A"}])  # type: ignore[list-item]
    client.orders.create("alex@acme.com")  # type: ignore[call-arg]
    client.me().partner.name = "other"  # type: ignore[misc]


def checked() -> None:
    report = validate.domains(["acme.com"], use="import_job")
    assert_type(report.verdicts[0].root, RootDomain | None)
    assert_type(report.violations, tuple[Violation, ...])
    assert_type(report.violations[0].details, dict[str, Any] | None)
    validate.domains(["acme.com"], use="swap")  # type: ignore[arg-type]
    validate.estimate_domains(monthly_sending_volume=1, google_percent=50, microsoft_percent=50)  # type: ignore[call-arg]


async def awaited(client: AsyncClient) -> None:
    assert_type(await client.me(), Me)
    assert_type(await client.with_meta.orders.retrieve("ord_1"), Result[Order])
    call: Coroutine[Any, Any, Order] = client.orders.retrieve("ord_1")
    assert_type(await call, Order)


def methods_are_callables(client: Client) -> None:
    check: Callable[[], Me] = client.me
    check()


def events(event: webhooks.Event) -> str:
    match event:
        case webhooks.OrderCompleted(data=order):
            return assert_type(order, webhooks.OrderEventData).id
        case webhooks.UnknownEvent(raw=raw):
            return raw
    return event.id
