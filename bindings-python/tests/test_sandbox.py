"""The sandbox for tests: found, started, controlled, and asked what happened."""

from __future__ import annotations

import gc
import inspect
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from peeker_partner import Smartlead, errors, webhooks
from peeker_partner.testing import Received, Receiver, Sandbox, SandboxError
from peeker_partner.testing import _program as program

pytest_plugins = ["pytester"]


@pytest.fixture(scope="module")
def still() -> Iterator[Sandbox]:
    """A sandbox whose time passes only when a test says so."""
    with Sandbox(speed=0, start=datetime(2026, 5, 8, 12, tzinfo=timezone.utc)) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(still: Sandbox) -> Sandbox:
    still.send_no_webhooks()
    still.reset()
    return still


def order(sandbox: Sandbox, *domains: str, **changes: Any) -> Any:
    """An order of imported domains, one Google licence for each person."""
    client = sandbox.client()
    client.imports.create(list(domains))
    details: dict[str, Any] = {
        "user": "alex@acme.com",
        "sequencer": Smartlead(client_id=7, login_email="ops@acme.com", login_password="of a test"),
        "domains": list(domains),
        "personas": [{"first_name": "Alex", "last_name": "Rivera"}, {"first_name": "Sam", "last_name": "Lee"}],
        "google_licenses": 2 * len(domains),
    }
    return client.orders.create(**details | changes)


def test_an_order_goes_live_when_time_passes(sandbox: Sandbox) -> None:
    placed = order(sandbox, "acme-mail.com")
    assert placed.status == "in_progress"
    assert sandbox.advance(60) == datetime(2026, 5, 8, 12, 1, tzinfo=timezone.utc) == sandbox.now()
    assert sandbox.client().orders.retrieve(placed.id).status == "completed"
    assert sandbox.advance(timedelta(hours=1)) == datetime(2026, 5, 8, 13, 1, tzinfo=timezone.utc)


def test_webhooks_reach_a_receiver_and_verify(sandbox: Sandbox) -> None:
    with Receiver() as receiver:
        sandbox.send_webhooks_to(receiver.url, receiver.secret)
        placed = order(sandbox, "acme-mail.com")
        sandbox.advance(60)
        assert all(delivery.is_accepted for delivery in sandbox.deliveries())
        assert [event.id for event in receiver.events()] == [event.id for event in sandbox.events()]
        last = receiver.received[-1]
        event = webhooks.verify(last.body, last.headers, secrets=receiver.secret)
        assert isinstance(event, webhooks.OrderCompleted)
        assert event.data.id == placed.id == sandbox.events(last=1)[0].object_id
        state = webhooks.latest(event for event in receiver.events() if event.type.startswith("order."))
        assert state is not None
        assert state.status == "completed"


def test_an_event_is_sent_once_more_when_asked(sandbox: Sandbox) -> None:
    with Receiver() as receiver:
        order(sandbox, "acme-mail.com")
        sandbox.advance(60)
        sandbox.send_webhooks_to(receiver.url, receiver.secret)
        event = sandbox.events(last=1)[0]
        sandbox.redeliver(event.id)
        sandbox.settle()
        assert [found.id for found in receiver.events()] == [event.id]
        assert sandbox.deliveries(last=1)[0].attempt == 0
    with pytest.raises(SandboxError, match="no such event"):
        sandbox.redeliver("evt_1/../x")


def test_an_endpoint_that_fails_is_tried_again(sandbox: Sandbox) -> None:
    def answer(delivery: Received) -> int:
        attempt = len(receiver.received)
        if attempt == 2:
            raise RuntimeError("of the endpoint")
        return 500 if attempt == 1 else 200

    with Receiver(answer) as receiver:
        sandbox.send_webhooks_to(receiver.url, receiver.secret)
        sandbox.client().imports.create(["acme-mail.com"])
        sandbox.advance(3600)
        assert [(row.attempt, row.status) for row in sandbox.deliveries()] == [(1, 500), (2, 500), (3, 200)]
        assert len({event.id for event in receiver.events()}) == 1
        assert [str(error) for error in receiver.failures] == ["of the endpoint"]


def test_webhooks_have_faults_of_their_own(sandbox: Sandbox) -> None:
    with Receiver() as receiver:
        sandbox.send_webhooks_to(receiver.url, receiver.secret)
        sandbox.webhook_fault("duplicate;copies=1", event="order.completed")
        order(sandbox, "acme-mail.com")
        sandbox.advance(60)
        assert [event.type for event in receiver.events()].count("order.completed") == 2
        assert sandbox.events(last=1)[0].fault == "duplicate;copies=1"


def test_faults_meet_the_requests_that_they_are_meant_for(sandbox: Sandbox) -> None:
    client = sandbox.client(max_retries=0)
    sandbox.fault("status;code=503", method="GET", path="/me", times=2, skip=1)
    assert client.me().partner.name
    for _ in range(2):
        with pytest.raises(errors.ServerError):
            client.me()
    assert client.me().partner.name
    assert [(seen.path, seen.status, seen.processed) for seen in sandbox.requests(last=2)] == [
        ("/me", 503, False),
        ("/me", 200, True),
    ]
    sandbox.fault("status;code=503")
    sandbox.clear_faults()
    assert client.me().partner.name


def test_an_answer_that_is_lost_places_no_second_order(sandbox: Sandbox) -> None:
    sandbox.fault("reset-after", method="POST", path="/orders")
    placed = order(sandbox, "acme-mail.com")
    assert placed.id
    counters = sandbox.counters()
    assert counters.orders == 1
    assert [seen.path for seen in sandbox.requests()].count("/orders") == 2


def test_what_was_sent_can_be_looked_at_without_the_key(sandbox: Sandbox) -> None:
    order(sandbox, "acme-mail.com")
    seen = sandbox.requests(last=1)[0]
    assert (seen.method, seen.path, seen.json()["domains"]) == ("POST", "/orders", ["acme-mail.com"])
    assert dict(seen.headers)["authorization"] == "[redacted]"
    assert sandbox.key not in repr(sandbox.requests())


def test_chance_can_be_turned_on_and_off(sandbox: Sandbox) -> None:
    client = sandbox.client(max_retries=0)
    sandbox.chaos(100, faults=["status;code=500"])
    with pytest.raises(errors.ServerError):
        client.me()
    sandbox.chaos()
    assert client.me().partner.name


def test_nameservers_move_and_actions_are_resolved_by_the_test() -> None:
    with Sandbox(speed=0, dns="manual") as sandbox:
        client = sandbox.client()
        client.imports.create(["acme-mail.com", "team-acme.com"])
        assert sandbox.move_nameservers(["acme-mail.com", "unknown.com"]) == ["acme-mail.com"]
        with pytest.raises(SandboxError, match="no such open action"):
            sandbox.resolve("act_1")


def test_every_control_call_has_a_method(sandbox: Sandbox) -> None:
    source = inspect.getsource(Sandbox)
    made = re.findall(r'call\("(\w+)", f?"([^"]+)"', source)
    made += [("GET", path) for path in re.findall(r'rows\("([^"]+)"', source)]
    found = {f"{method} {re.sub('{.*?}', '{id}', path)}" for method, path in made}
    # The first is the clock once more; what waits is what the test itself asked for.
    unused = {"GET /health", "GET /faults", "GET /webhook-faults"}
    assert found == set(sandbox._control.call("GET", "")["calls"]) - unused


def test_a_reset_begins_anew_and_gives_the_same_ids(sandbox: Sandbox) -> None:
    first = order(sandbox, "acme-mail.com")
    sandbox.reset()
    assert sandbox.counters().orders == 0
    assert order(sandbox, "acme-mail.com").id == first.id


def test_what_the_sandbox_refuses_is_said() -> None:
    with pytest.raises(SandboxError, match=r"did not start.*vip"):
        Sandbox(plan="gold")  # type: ignore[arg-type]
    with pytest.raises(SandboxError, match="loopback"):
        Sandbox(webhook_url="http://example.com/", webhook_secret="of a test")
    with pytest.raises(ValueError, match="belong together"):
        Sandbox(webhook_url="http://127.0.0.1:1/")
    with pytest.raises(ValueError, match="aware"):
        Sandbox(start=datetime(2026, 5, 8))
    gc.collect()


def test_unknown_faults_are_refused_with_the_sandboxs_words(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError, match="explode"):
        sandbox.fault("explode")


def test_a_sandbox_that_ended_says_so() -> None:
    sandbox = Sandbox()
    url = sandbox.base_url
    assert repr(sandbox) == f"Sandbox(base_url={url!r})"
    sandbox.close()
    sandbox.close()
    assert repr(sandbox) == f"Sandbox(base_url={url!r}, ended)"
    with pytest.raises(SandboxError, match="does not answer"):
        sandbox.now()


def test_a_sandbox_that_nobody_closed_ends_without_a_warning() -> None:
    sandbox = Sandbox()
    process = sandbox._program._process
    del sandbox
    gc.collect()
    assert process.poll() is not None


def test_the_sandbox_ends_with_its_parent_however_that_ends() -> None:
    script = "from peeker_partner.testing import Sandbox; sandbox = Sandbox(); "
    script += "print(sandbox._program._process.pid, flush=True); input()"
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    while is_alive(pid):
        pass  # It ends when it notices that its standard input is closed.


def is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_the_program_is_looked_for_where_it_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEEKER_SANDBOX", raising=False)
    of_the_wheel = program.find(None)
    assert of_the_wheel.endswith("peeker-sandbox")
    other = tmp_path / "another"
    other.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(SandboxError, match=r"program names .*another.*no program"):
        Sandbox(program=other)
    other.chmod(0o755)
    with pytest.raises(SandboxError, match="did not start: code 3"):
        Sandbox(program=other)
    monkeypatch.setenv("PEEKER_SANDBOX", str(other))
    assert program.find(None) == str(other)
    monkeypatch.setenv("PEEKER_SANDBOX", str(tmp_path / "none"))
    with pytest.raises(SandboxError, match="PEEKER_SANDBOX names"):
        program.find(None)
    gc.collect()


def test_without_the_wheel_the_path_is_searched_and_else_the_wheel_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PEEKER_SANDBOX", raising=False)
    monkeypatch.setattr(program, "_WHEEL", "no-such-distribution")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="pip install no-such-distribution, or set PEEKER_SANDBOX"):
        program.find(None)
    (tmp_path / "peeker-sandbox").symlink_to("/bin/true")
    assert program.find(None) == os.fspath(tmp_path / "peeker-sandbox")


def test_pytest_has_a_sandbox_that_is_new_for_each_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_one(peeker_sandbox):
            peeker_sandbox.client().me()
            assert peeker_sandbox.counters().requests == 1

        def test_two(peeker_sandbox):
            assert peeker_sandbox.counters().requests == 0
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_without_pytest_nothing_imports_it() -> None:
    script = "import sys, peeker_partner.testing; assert not {'pytest', '_pytest'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
