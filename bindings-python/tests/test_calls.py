"""Calls over a real socket: what is sent, what comes back, and how a call ends."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

import peeker_partner
import pytest
from peeker_partner import AsyncClient, Client, Me, Order, Request, Smartlead, errors
from support import KEY, ME, ORDER, Seen, Server

NEW_ORDER: dict[str, Any] = {
    "user": "alex@acme.com",
    "bundle_id": "bun_1",
    "sequencer": Smartlead(client_id=7, login_email="ops@acme.com", login_password="canary-password"),
    "domains": ["acme-mail.com"],
    "personas": [{"first_name": "Alex", "last_name": "Rivera"}],
}


def test_me_is_typed_and_the_request_carries_the_key(client: Client, server: Server) -> None:
    me = client.me()
    assert isinstance(me, Me)
    assert (me.partner.name, me.api_key.environment) == ("Acme", "test")
    seen = server.requests[0]
    assert (seen.method, seen.path) == ("GET", "/partner/v1/me")
    assert seen.headers["authorization"] == f"Bearer {KEY}"
    assert seen.headers["user-agent"].startswith(f"peeker-partner/{peeker_partner.__version__} (python 3.")


def test_an_order_is_sent_as_the_documentation_shows_it(client: Client, server: Server) -> None:
    server.answer = lambda seen: (201, {}, {"data": ORDER})
    order = client.orders.create(**NEW_ORDER, extra_body={"note": "hello"})
    assert order.status == "in_progress"
    assert order.created_at == datetime(2026, 5, 8, 12, tzinfo=timezone.utc)
    sent = json.loads(server.requests[0].body)
    assert sent == {
        "user": "alex@acme.com",
        "bundle_id": "bun_1",
        "sequencer": {
            "provider": "smartlead",
            "client_id": 7,
            "login_email": "ops@acme.com",
            "login_password": "canary-password",
        },
        "domains": ["acme-mail.com"],
        "personas": [{"first_name": "Alex", "last_name": "Rivera", "profile_picture_url": None}],
        "note": "hello",
    }


def test_an_import_names_its_nameservers(client: Client, server: Server) -> None:
    group = {"nameserver_one": "a.ns.example", "nameserver_two": "b.ns.example", "domains": ["acme-mail.com"]}
    job = {"id": "imp_1", "status": "in_progress", "nameserver_groups": [group], "created_at": "2026-05-08T12:00:00Z"}
    counts = {"submitted_count": 1, "completed_count": 0, "failed_count": 0}
    server.answer = lambda seen: (201, {}, {"data": job | counts})
    found = client.imports.create([" HTTPS://Acme-Mail.com/ "])
    assert [(group.nameserver_one, group.domains) for group in found.nameserver_groups] == [
        ("a.ns.example", ("acme-mail.com",))
    ]
    assert found.nameserver_groups is found.nameserver_groups
    assert json.loads(server.requests[0].body) == {"domains": ["acme-mail.com"]}


def test_an_error_has_its_class_and_its_facts(client: Client, server: Server) -> None:
    answer = {"error": {"code": "not_found", "message": "No such order.", "details": {"id": "ord_9"}}}
    server.answer = lambda seen: (404, {"Peeker-Request-Id": "req_1"}, answer)
    with pytest.raises(errors.NotFoundError) as caught:
        client.orders.retrieve("ord_9")
    error = caught.value
    assert isinstance(error, errors.APIError)
    assert (error.code, error.status, error.request_id) == ("not_found", 404, "req_1")
    assert (error.message, error.details, error.operation) == ("No such order.", {"id": "ord_9"}, "orders.retrieve")
    assert [(attempt.number, attempt.status, attempt.outcome) for attempt in error.attempts] == [
        (1, 404, "not_found")
    ]
    assert str(error) == "orders.retrieve: No such order. [not_found, HTTP 404, req_1]"
    assert error.advice


def test_a_write_that_got_no_answer_has_an_unknown_outcome_and_its_cause(client: Client, server: Server) -> None:
    server.answer = server.hold
    with pytest.raises(errors.OutcomeUnknownError) as caught:
        client.orders.create(**NEW_ORDER, timeout=0.05, max_retries=0)
    error = caught.value
    assert error.replay_safe is True
    assert error.retryable is True
    assert isinstance(error.__cause__, errors.APITimeoutError)
    assert isinstance(error.__cause__, TimeoutError)
    assert error.attempts[0].maybe_processed


def test_no_connection_is_a_connection_error() -> None:
    with (
        Client(KEY, base_url="http://127.0.0.1:9", max_retries=0) as client,
        pytest.raises(ConnectionError) as caught,
    ):
        client.me()
    assert isinstance(caught.value, errors.APIConnectionError)


def test_the_deadline_ends_all_attempts_together(client: Client, server: Server) -> None:
    server.answer = server.hold
    with pytest.raises(errors.DeadlineExceededError):
        client.me(deadline=0.05)


def test_every_violation_is_named_at_once_and_nothing_is_sent(client: Client, server: Server) -> None:
    with pytest.raises(errors.ValidationError) as caught:
        client.orders.create(**NEW_ORDER | {"domains": ["mail.acme.com"], "bundle_id": None, "personas": []})
    found = {violation.path: violation.suggestion for violation in caught.value.violations}
    assert found["domains[0]"] == "acme.com"
    assert len(found) == 3
    assert isinstance(caught.value, ValueError)
    assert server.requests == []


def test_a_mistyped_argument_is_named_with_what_was_meant(client: Client) -> None:
    order: Any = client.orders
    with pytest.raises(TypeError, match=r"orders\.create\(\).*'usr'\. Did you mean 'user'\?"):
        order.create(usr="alex@acme.com")
    with pytest.raises(TypeError, match=r"orders\.create\(\) missing a required argument: 'sequencer'"):
        order.create(user="alex@acme.com")
    with pytest.raises(errors.ValidationError, match="did you mean first_name"):
        order.create(**NEW_ORDER | {"personas": [{"frist_name": "Alex", "last_name": "Rivera"}]})
    with pytest.raises(TypeError, match="a set cannot be sent as JSON"):
        order.create(**NEW_ORDER | {"domains": {"acme-mail.com"}})
    with pytest.raises(TypeError, match=r"orders\.retrieve\(\): max_retries is a whole number, not str"):
        order.retrieve("ord_1", max_retries="3")
    with pytest.raises(TypeError, match=r"orders\.retrieve\(\): timeout is a number of seconds, not str"):
        order.retrieve("ord_1", timeout="3")
    with pytest.raises(errors.ConfigurationError, match="timeout is a number of seconds, and nan is none"):
        order.retrieve("ord_1", timeout=float("nan"))
    with pytest.raises(TypeError, match="id: invalid type: integer, expected a string") as wrong:
        order.retrieve(5)
    assert isinstance(wrong.value, errors.ValidationError)
    assert [violation.path for violation in wrong.value.violations] == ["id"]


def test_options_of_one_call_replace_those_of_the_client(client: Client, server: Server) -> None:
    client.me(headers={"X-Trace": "7"})
    assert server.requests[0].headers["x-trace"] == "7"
    with pytest.raises(errors.ConfigurationError, match="authorization"):
        client.me(headers={"Authorization": "other"})


def test_meta_says_what_is_known_besides_the_data(client: Client, server: Server) -> None:
    server.answer = lambda seen: (200, {"Peeker-Request-Id": "req_7"}, {"data": ME})
    result = client.with_meta.me()
    assert result.data == client.me()
    assert (result.meta.status, result.meta.request_id, len(result.meta.attempts)) == (200, "req_7", 1)
    assert pickle.loads(pickle.dumps(result)) == result


def test_a_failure_is_repeated_and_then_succeeds(client: Client, server: Server) -> None:
    answers: Iterator[Any] = iter([(503, {}, {}), (200, {}, {"data": ME})])
    server.answer = lambda seen: next(answers)
    result = client.with_meta.me()
    assert [attempt.status for attempt in result.meta.attempts] == [503, 200]


def test_eight_threads_share_a_client(client: Client, server: Server) -> None:
    together = threading.Barrier(8)

    def meet(seen: Seen) -> tuple[int, dict[str, str], Any]:
        together.wait()  # Answers only when eight requests are under way at once.
        return 200, {}, {"data": ORDER | {"id": seen.path.rpartition("/")[2]}}

    server.answer = meet
    ids = [f"ord_{number}" for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert [order.id for order in pool.map(client.orders.retrieve, ids)] == ids


def test_after_close_nothing_is_sent(client: Client, server: Server) -> None:
    client.close()
    with pytest.raises(errors.APIConnectionError, match="closed"):
        client.me(max_retries=0)
    assert server.requests == []


def test_async_calls_run_side_by_side(server: Server) -> None:
    together = threading.Barrier(4)

    def meet(seen: Seen) -> tuple[int, dict[str, str], Any]:
        together.wait()
        return 200, {}, {"data": ME}

    server.answer = meet

    async def main() -> None:
        async with AsyncClient(KEY, base_url=server.url) as client:
            found = await asyncio.gather(*(client.me() for _ in range(4)))
            assert {me.partner.id for me in found} == {"org_1"}

    asyncio.run(main())


def test_async_errors_retries_and_meta_are_the_same(server: Server) -> None:
    answers: Iterator[Any] = iter(
        [(503, {}, {}), (200, {}, {"data": ME}), (404, {}, {"error": {"code": "not_found"}})]
    )
    server.answer = lambda seen: next(answers)

    async def main() -> None:
        async with AsyncClient(KEY, base_url=server.url) as client:
            result = await client.with_meta.me()
            assert [attempt.status for attempt in result.meta.attempts] == [503, 200]
            with pytest.raises(errors.NotFoundError):
                await client.orders.retrieve("ord_1")

    asyncio.run(main())


def test_a_cancelled_task_ends_at_once_and_says_what_may_have_happened(server: Server) -> None:
    server.answer = server.hold

    async def main() -> BaseException:
        async with AsyncClient(KEY, base_url=server.url) as client:
            task = asyncio.create_task(client.orders.create(**NEW_ORDER))
            await asyncio.to_thread(server.arrived.acquire)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return caught.value

    # The server still holds the request: had the task waited for it, this would not return.
    notes = getattr(asyncio.run(main()), "__notes__", ["orders.create may or may not"])
    assert "orders.create" in notes[0]
    assert not server.released.is_set()


def test_a_timeout_around_an_async_call_is_the_callers_own(server: Server) -> None:
    server.answer = server.hold

    async def main() -> None:
        async with AsyncClient(KEY, base_url=server.url) as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.me(), 0.05)

    asyncio.run(main())


def test_an_injected_transport_answers_in_place_of_the_network() -> None:
    def answer(request: Request) -> tuple[int, dict[str, str], Any]:
        assert (request.method, request.path, request.body) == ("GET", "/partner/v1/orders/ord_1", b"")
        assert "canary" not in repr(request)
        return 200, {"Peeker-Request-Id": "req_1"}, {"data": ORDER}

    assert Client(KEY, transport=answer).orders.retrieve("ord_1").id == "ord_1"

    async def answer_later(request: Request) -> tuple[int, dict[str, str], Any]:
        await asyncio.sleep(0)
        return answer(request)

    assert asyncio.run(AsyncClient(KEY, transport=answer).orders.retrieve("ord_1")).id == "ord_1"
    assert asyncio.run(AsyncClient(KEY, transport=answer_later).orders.retrieve("ord_1")).id == "ord_1"


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (ConnectionRefusedError("no"), errors.APIConnectionError),
        (ConnectionResetError("gone"), errors.OutcomeUnknownError),
        (TimeoutError("late"), errors.OutcomeUnknownError),
        (AssertionError("wrong request"), AssertionError),
    ],
)
def test_what_a_transport_raises_is_what_it_would_be_on_a_network(raised: Exception, expected: type) -> None:
    def fail(request: Request) -> Any:
        raise raised

    with pytest.raises(expected):
        Client(KEY, transport=fail, max_retries=0).orders.create(**NEW_ORDER)


def test_settings_are_checked_when_the_client_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEEKER_API_KEY", raising=False)
    with pytest.raises(errors.ConfigurationError, match="PEEKER_API_KEY"):
        Client()
    with pytest.raises(errors.ConfigurationError, match="max_retries"):
        Client(KEY, max_retries=-1)
    with pytest.raises(errors.ConfigurationError) as caught:
        Client(KEY, expect="live")
    assert caught.value.code == "wrong_environment"
    monkeypatch.setenv("PEEKER_API_KEY", "pk_live_canary")
    client = Client()
    assert (client.environment, client.base_url) == ("live", "https://api.peeker.ai/partner/v1")


def test_models_of_an_answer_can_be_copied_and_pickled(client: Client, server: Server) -> None:
    server.answer = lambda seen: (200, {}, {"data": ORDER})
    order: Order = client.orders.retrieve("ord_1")
    assert pickle.loads(pickle.dumps(order)) == copy.deepcopy(order) == copy.copy(order) == order
