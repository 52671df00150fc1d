"""The examples, each in its framework's own test client."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from peeker_partner import webhooks

EXAMPLES = Path(__file__).parents[1] / "examples"
SECRET = "the secret of the examples"
URL = "/webhooks/peeker"

Send = Callable[[str, bytes, dict[str, str]], int]


def flask_send(module: ModuleType) -> Send:
    client = module.app.test_client()
    return lambda method, body, headers: int(client.open(URL, method=method, data=body, headers=headers).status_code)


def fastapi_send(module: ModuleType) -> Send:
    from starlette.testclient import TestClient

    client = TestClient(module.app, raise_server_exceptions=False)
    return lambda method, body, headers: int(client.request(method, URL, content=body, headers=headers).status_code)


def django_send(module: ModuleType) -> Send:
    from django.test import Client
    from django.urls import clear_url_caches, set_urlconf

    clear_url_caches()
    set_urlconf(None)
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)

    return lambda method, body, headers: int(client.generic(method, URL, body, headers=headers).status_code)


FRAMEWORKS: dict[str, Callable[[ModuleType], Send]] = {
    "flask_app": flask_send,
    "fastapi_app": fastapi_send,
    "django_app": django_send,
}


class Site:
    """One example that runs, and what its handler was given."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.handled: list[str] = []
        self.start()

    def start(self) -> None:
        """Load the example anew, as after a restart."""
        spec = importlib.util.spec_from_file_location(self.name, EXAMPLES / f"{self.name}.py")
        assert spec is not None
        assert spec.loader is not None
        self.module = module = importlib.util.module_from_spec(spec)
        sys.modules[self.name] = module
        spec.loader.exec_module(module)
        self.own_handle = module.handle
        module.handle = self.handle  # type: ignore[attr-defined]
        self.send = FRAMEWORKS[self.name](module)

    def handle(self, event: webhooks.Event) -> None:
        self.handled.append(event.id)
        self.own_handle(event)

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        return self.send("POST", body, headers)

    def deliver(self, body: bytes, **signing: Any) -> int:
        return self.post(body, webhooks.sign(body, SECRET, **signing))


@pytest.fixture(params=FRAMEWORKS)
def site(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("PEEKER_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("PEEKER_EVENTS_DB", str(tmp_path / "events.db"))
    monkeypatch.setenv("DJANGO_SECRET_KEY", "of a test")
    monkeypatch.setenv("DJANGO_ALLOWED_HOSTS", "testserver")
    yield Site(request.param)
    sys.modules.pop(request.param)


def delivery(event_id: str = "evt_1", kind: str = "order.completed") -> bytes:
    return json.dumps({"id": event_id, "type": kind, "data": {"id": "ord_1", "status": "completed"}}).encode()


@pytest.mark.parametrize("kind", ["order.completed", "order.action_required", "order.failed", "moon.risen"])
def test_an_event_of_every_kind_is_handled_and_answered_with_success(site: Site, kind: str) -> None:
    assert site.deliver(delivery(kind=kind)) == 200
    assert site.handled == ["evt_1"]


def test_an_event_is_handled_once_also_after_a_restart(site: Site) -> None:
    assert [site.deliver(delivery()) for _ in range(3)] == [200, 200, 200]
    site.start()
    assert site.deliver(delivery()) == 200
    assert site.deliver(delivery("evt_2")) == 200
    assert site.handled == ["evt_1", "evt_2"]


def test_what_is_forged_or_malformed_is_refused_and_not_handled(site: Site) -> None:
    body = delivery()
    signed = webhooks.sign(body, SECRET)
    assert site.post(body + b" ", signed) == 400
    assert site.post(body, webhooks.sign(body, "another secret")) == 400
    assert site.post(body, {}) == 400
    assert site.post(body, signed | {"Peeker-Timestamp": "yesterday"}) == 400
    assert site.deliver(b"[]") == 400
    assert site.deliver(b"\xff") == 400
    assert site.handled == []


def test_a_retry_of_the_last_24_hours_is_handled_and_anything_older_refused(site: Site) -> None:
    now = time.time()
    assert site.deliver(delivery(), timestamp=now - 23 * 3600) == 200
    assert site.deliver(delivery("evt_2"), timestamp=now - 25 * 3600) == 400
    assert site.handled == ["evt_1"]


def test_a_handler_that_fails_is_given_the_event_again(site: Site) -> None:
    def fail(event: webhooks.Event) -> None:
        raise RuntimeError("of the handler")

    site.own_handle = fail
    assert site.deliver(delivery()) == 500
    site.start()
    assert site.deliver(delivery()) == 200
    assert site.handled == ["evt_1", "evt_1"]


def test_an_event_that_another_worker_has_comes_again_later(site: Site) -> None:
    elsewhere = site.module.deduplicator.claim("evt_1")
    assert site.deliver(delivery()) == 503
    assert site.handled == []
    elsewhere.release()
    assert site.deliver(delivery()) == 200


def test_the_endpoint_takes_nothing_but_post(site: Site) -> None:
    assert site.send("GET", b"", {}) == 405
