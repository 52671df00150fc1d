"""A canary in each place where a secret goes, and every output searched for it."""

from __future__ import annotations

import asyncio
import copy
import logging
import pickle
import sys
import traceback
from typing import Any

import pytest
from peeker_partner import AsyncClient, Client, PeekerError, Smartlead, webhooks
from support import ORDER, Seen, Server

KEY, PASSWORD, HEADER = "pk_test_canary0key", "canary0password", "canary0header"


def variables(error: BaseException) -> list[str]:
    """What a tool shows that prints the variables of a traceback, in the package's own frames."""
    frames = [
        frame for frame, _ in traceback.walk_tb(error.__traceback__) if "peeker_partner" in frame.f_code.co_filename
    ]
    # Python 3.10 makes a new exception of a cancelled task's, without the frames of the first.
    assert len(frames) >= 2 or sys.version_info < (3, 11)
    return [repr(frame.f_locals) for frame in frames]


def test_no_secret_is_printed_pickled_or_logged(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def repeat(seen: Seen) -> tuple[int, dict[str, str], Any]:
        # A server that puts everything it got into its error.
        said = f"{seen.headers} {seen.body.decode()}"
        return (
            400,
            {"Peeker-Request-Id": PASSWORD},
            {"error": {"code": HEADER, "message": said, "details": {said: said}}},
        )

    server.answer = repeat
    sequencer = Smartlead(client_id=1, login_email="a@b.co", login_password=PASSWORD)
    with Client(KEY, base_url=server.url, headers={"x-tenant": HEADER}) as client:
        with pytest.raises(PeekerError) as caught:
            client.orders.create(
                user="a@b.co",
                bundle_id="bun_1",
                sequencer=sequencer,
                domains=["acme-mail.com"],
                personas=[{"first_name": "A", "last_name": "B"}],
            )
        error = caught.value
        outputs = [
            repr(client),
            repr(vars(client)),
            repr(sequencer),
            repr(sequencer.to_dict()),
            str(error),
            repr(error),
            repr(vars(error)),
            "".join(traceback.format_exception(error)),
            pickle.dumps(error).decode("latin-1"),
            caplog.text,
            *variables(error),
        ]
        assert len(server.requests) == 1
    for output in outputs:
        assert "canary0" not in output


ORDER_OF_MAPPINGS: dict[str, Any] = {
    "user": "a@b.co",
    "bundle_id": "bun_1",
    "sequencer": {"provider": "smartlead", "login_email": "a@b.co", "login_password": PASSWORD},
    "domains": ["acme-mail.com"],
    "personas": [{"first_name": "A", "last_name": "B"}],
    "headers": {"x-tenant": HEADER},
    "extra_body": {"token": "canary0extra"},
}


def told_by(error: BaseException) -> list[str]:
    """What is shown of an exception, but for the variables of the caller's own frames."""
    shown = [str(error), repr(error), repr(vars(error)), *getattr(error, "__notes__", ())]
    return [*shown, "".join(traceback.format_exception(error)), *variables(error)]


def test_what_is_passed_in_mappings_is_not_shown_either(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer = lambda seen: (
        500,
        {},
        {"error": {"code": seen.headers["x-tenant"], "message": seen.body.decode()}},
    )
    with Client(KEY, base_url=server.url, max_retries=0) as client:
        with pytest.raises(PeekerError) as refused:
            client.orders.create(**ORDER_OF_MAPPINGS)
        with pytest.raises(PeekerError) as wrong:
            client.orders.create(**ORDER_OF_MAPPINGS | {"domains": ["mail.acme.com"]})
    for output in [*told_by(refused.value), *told_by(wrong.value), caplog.text]:
        assert "canary0" not in output


def test_the_client_for_asyncio_shows_no_more(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer = server.hold

    async def main() -> BaseException:
        async with AsyncClient(KEY, base_url=server.url) as client:
            assert "canary0" not in repr(client) + repr(vars(client))
            task = asyncio.create_task(client.orders.create(**ORDER_OF_MAPPINGS))
            await asyncio.to_thread(server.arrived.acquire)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return caught.value

    for output in [*told_by(asyncio.run(main())), caplog.text]:
        assert "canary0" not in output


def test_no_secret_is_logged_or_told_at_any_level(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    answers = iter([(503, {"Peeker-Request-Id": KEY}, {"error": {"code": "internal_error", "message": PASSWORD}})])
    server.answer = lambda seen: next(answers, (201, {"Peeker-Request-Id": PASSWORD}, {"data": ORDER}))
    with Client(
        KEY,
        base_url=server.url,
        headers={"x-tenant": HEADER},
        on_attempt=lambda report: told.append(repr(report.to_dict())),
    ) as client:
        client.orders.create(
            user="a@b.co",
            bundle_id="bun_1",
            sequencer=Smartlead(client_id=1, login_email="a@b.co", login_password=PASSWORD),
            domains=["acme-mail.com"],
            personas=[{"first_name": "A", "last_name": "B"}],
            extra_query={"token": "canary0query"},
        )
    ours = [record for record in caplog.records if record.name == "peeker_partner"]
    assert [record.levelname for record in ours] == ["INFO", "DEBUG"]
    assert ours[0].getMessage().startswith("orders.create POST /orders: attempt 1 internal_error (HTTP 503, ")
    assert ", again in 0." in ours[0].getMessage()
    assert "attempt 2 ok (HTTP 201, " in ours[1].getMessage()
    assert len(told) == 2
    for output in [*told, caplog.text, *(repr(vars(record)) for record in ours)]:
        assert "canary0" not in output


def test_a_hook_that_raises_is_logged_and_loses_no_order(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    def count(report: object) -> None:
        raise RuntimeError("the counter is full")

    server.answer = lambda seen: (200, {}, {"data": ORDER})
    with Client(KEY, base_url=server.url, on_attempt=count) as client:
        assert client.orders.retrieve("ord_1").id == "ord_1"
    assert [record.name for record in caplog.records if record.levelname == "ERROR"] == ["peeker_partner"]
    assert "the counter is full" in caplog.text


def test_what_holds_a_secret_is_not_pickled() -> None:
    for holder in (Client(KEY), webhooks.Verifier(PASSWORD), Smartlead(client_id=1, login_password=PASSWORD)):
        assert "canary0" not in repr(holder)
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(holder)
    sequencer = Smartlead(client_id=1, login_password=PASSWORD)
    assert sequencer.to_dict()["login_password"] == "[redacted]"
    assert sequencer.to_dict(reveal=True)["login_password"] == PASSWORD
    with pytest.raises(TypeError, match="pickle"):
        copy.deepcopy(sequencer)
    route = Smartlead(client_id=1)
    assert pickle.loads(pickle.dumps(route)) == route
