"""What type checkers know. It is checked and never run."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from peeker_partner import (
    OMIT,
    AsyncBatch,
    AsyncClient,
    AsyncListing,
    Availability,
    Batch,
    Client,
    DomainAvailability,
    Import,
    Listing,
    Me,
    Meta,
    Order,
    Page,
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


def lists_batches_and_waits(client: Client) -> None:
    assert_type(client.orders.list(status="in_progress"), Listing[Order])
    assert_type([order.id for order in client.orders.list()], list[str])
    assert_type(next(client.orders.list().pages()), Page[Order])
    assert_type(next(client.with_meta.orders.list().pages()).meta, Meta)
    assert_type(client.domains.check_availability(["acme.com"]), Batch[Availability])
    assert_type(client.domains.check_availability(["acme.com"]).rows, tuple[DomainAvailability, ...])
    assert_type(client.imports.create_many(["acme.com"]).retry().jobs, tuple[Import, ...])
    assert_type(client.orders.wait("ord_1", on_progress=print), Order)
    assert_type(client.with_meta.imports.wait("imp_1", poll=1).data, Import)
    assert_type(client.with_options(deadline=600), Client)
    client.bundles.update("bun_1", google_percent=None, microsoft_percent=OMIT)


def replaced(order: Order) -> None:
    assert_type(order.replace(status="completed", renews_at=None), Order)
    order.replace(statsu="completed")  # type: ignore[call-arg]
    order.replace(domain_count="4")  # type: ignore[arg-type]


def mistakes(client: Client) -> None:
    client.bundles.update("bun_1", name=None)  # type: ignore[arg-type]
    client.orders.list(sort="asc")  # type: ignore[call-arg]
    client.forwarding.set(["acme.com"])  # type: ignore[call-arg]
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
    assert_type(client.orders.list(), AsyncListing[Order])
    assert_type([order async for order in client.orders.list()], list[Order])
    assert_type([page async for page in client.orders.list().pages()], list[Page[Order]])
    batch = await client.imports.create_many(["acme.com"])
    assert_type(batch, AsyncBatch[Import])
    assert_type(await batch.retry(), AsyncBatch[Import])
    assert_type(await client.orders.wait("ord_1"), Order)
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
