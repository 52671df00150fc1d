"""One story of a partner that uses all of the API, told by either client."""

from __future__ import annotations

import inspect
from typing import Any

from peeker_partner import AsyncListing, Progress, Smartlead
from peeker_partner.testing import Sandbox

DOMAINS = ["acme-mail.com", "team-acme.com"]
LOGIN = Smartlead(client_id=366_903, login_email="peeker@acme.com", login_password="canary-password")
PEOPLE: list[Any] = [{"first_name": "Alex", "last_name": "Rivera"}]


async def ready(value: Any) -> Any:
    """What a call gave, awaited if it must be."""
    return await value if inspect.isawaitable(value) else value


async def rows(listing: Any) -> list[Any]:
    if isinstance(listing, AsyncListing):
        return [row async for row in listing]
    return list(listing)


async def pages(listing: Any) -> list[Any]:
    if isinstance(listing, AsyncListing):
        return [page async for page in listing.pages()]
    return list(listing.pages())


async def tell(client: Any, sandbox: Sandbox) -> None:
    """Every operation of the API, each with a look at what it gave."""
    me = await ready(client.me())
    assert me.api_key.environment == "test"
    assert await ready(client.request("GET", "/me")) == {"data": me.to_dict()}
    bundle = await _bundles(client)
    await _users(client)
    await _imports(client, sandbox)
    order = await _order(client, bundle)
    domain = await _domains(client)
    await _swaps(client, domain)
    await _cancel(client, order)


async def _bundles(client: Any) -> Any:
    bundle = await ready(client.bundles.create(name="Starter", monthly_sending_volume=1_000))
    assert bundle.required_domains.total == len(DOMAINS)
    split = await ready(client.bundles.update(bundle.id, google_percent=50, microsoft_percent=50))
    assert (split.google_percent, split.name) == (50, "Starter")
    back = await ready(client.bundles.update(bundle.id, google_percent=None, microsoft_percent=None))
    assert back.google_percent is None
    other = await ready(client.bundles.create(name="Other", monthly_sending_volume=25_000))
    assert {row.id for row in await rows(client.bundles.list())} == {bundle.id, other.id}
    assert [len(page) for page in await pages(client.bundles.list(per_page=1))] == [1, 1]
    deletion = await ready(client.with_meta.bundles.delete(other.id))
    assert (deletion.data.status, deletion.meta.status) == ("deleted", 200)
    return await ready(client.bundles.retrieve(bundle.id))


async def _users(client: Any) -> None:
    user = await ready(client.users.create(email="kim@acme.com", sequencer=Smartlead(client_id=7)))
    changed = await ready(client.users.update(user.id, last_name="Lee"))
    assert changed == await ready(client.users.retrieve(user.id))
    assert [row.last_name for row in await rows(client.users.list(email="kim@acme.com"))] == ["Lee"]
    await ready(client.users.delete(user.id))


async def _imports(client: Any, sandbox: Sandbox) -> None:
    job = await ready(client.imports.create(DOMAINS))
    assert job.nameserver_groups[0].domains
    assert (await ready(client.imports.retrieve(job.id))).id == job.id
    assert job.id in {found.id for found in (await ready(client.imports.lookup(DOMAINS))).jobs}
    background = await ready(client.imports.create_job(["other-acme.com"]))
    assert (await ready(client.imports.retrieve_job(background.id))).id == background.id
    many = await ready(client.imports.create_many([f"many-{number}.com" for number in range(501)]))
    assert [len(item.domains) for item in many.items] == [500, 1]
    assert (many.is_complete, len(many.jobs), len(many.results)) == (True, 2, 2)
    assert (await ready(client.imports.wait(background.id, poll=0.02))).status == "completed"
    sandbox.move_nameservers(DOMAINS)


async def _order(client: Any, bundle: Any) -> Any:
    batch = await ready(client.domains.check_availability([f"new-{number}.com" for number in range(51)]))
    assert len(batch.rows) == 51
    assert batch.is_complete
    order: dict[str, Any] = {"user": "alex@acme.com", "sequencer": LOGIN, "personas": PEOPLE, "domains": DOMAINS}
    report = await ready(client.orders.preflight(**order, bundle_id=bundle.id))
    assert (report.ok, report.required_domains) == (True, bundle.required_domains)
    placed = await ready(client.with_meta.orders.create(**order, bundle=bundle, preflight=True))
    assert placed.meta.probably_original is False
    again = await ready(client.with_meta.orders.create(**order, bundle=bundle))
    assert again.data.id == placed.data.id
    seen: list[Progress] = []
    done = await ready(client.orders.wait(placed.data.id, poll=0.02, on_progress=seen.append))
    assert (done.status, seen[-1].status) == ("completed", "completed")
    assert [row.id for row in await rows(client.orders.list(status="completed"))] == [done.id]
    assert (await ready(client.orders.retrieve(done.id))).personas[0].first_name == "Alex"
    assert await rows(client.orders.pending_actions(order_id=done.id)) == []
    return done


async def _domains(client: Any) -> Any:
    connected = await rows(client.domains.list(category="connected"))
    assert {row.domain for row in connected} == set(DOMAINS)
    batch = await ready(client.forwarding.set([row.id for row in connected], forwarding_url="https://acme.com"))
    [job] = batch.jobs
    ended = await ready(client.forwarding.wait(job.id, poll=0.02))
    assert ended == await ready(client.forwarding.retrieve(job.id))
    return connected[0]


async def _swaps(client: Any, domain: Any) -> None:
    renamed = await ready(client.swaps.rename_users(domain_id=domain.id, personas=PEOPLE))
    for swap in renamed.swaps:
        await ready(client.swaps.wait(swap.id, poll=0.02))
    swap = await ready(client.swaps.create(type="standard", domain_id=domain.id, replacement_domain="fresh-acme.com"))
    assert (await ready(client.swaps.wait(swap.id, poll=0.02))).status == "completed"
    assert (await ready(client.swaps.retrieve(swap.id))).replacement_domain == "fresh-acme.com"
    assert swap.id in {row.id for row in await rows(client.swaps.list())}


async def _cancel(client: Any, order: Any) -> None:
    assert (await ready(client.orders.cancel(order.id))).status == "cancel_scheduled"
