"""The vectors that every language runs."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Any

import pytest
from peeker_partner import Client, PeekerError, Request, _native, errors, webhooks
from support import vectors

KEY = "pk_test_vectors"


def sound_input(operation: str) -> dict[str, Any]:
    """That of the operation's first request vector that is sent."""
    of_it = (vector for vector in vectors("requests") if vector["operation"] == operation)
    found: dict[str, Any] = next(vector["input"] for vector in of_it if "method" in vector["expect"])
    return found


def begin(operation: str, fields: dict[str, Any], **settings: Any) -> tuple[_native.Machine, Request]:
    """A call of any operation, also of those without a method yet, and its first request."""
    client = _native.Client(json.dumps({"api_key": KEY} | settings), {}, True)
    machine = client.start(operation, json.dumps(fields), json.dumps({"max_retries": 0}))
    request = machine.step()
    assert isinstance(request, Request)
    return machine, request


def at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def same(found: Any, expected: Any) -> bool:
    if expected is None:
        return found in (None, [])
    if isinstance(found, str) and isinstance(expected, str) and found != expected:
        try:
            return datetime.fromisoformat(found) == datetime.fromisoformat(expected)
        except ValueError:
            return False
    return bool(found == expected) and isinstance(found, bool) == isinstance(expected, bool)


def test_every_documented_answer_becomes_a_model_that_loses_nothing() -> None:
    ran = 0
    for vector in vectors("responses"):
        operation = vector["operation"]
        machine, _ = begin(operation, sound_input(operation))
        machine.received(vector["status"], [], json.dumps(vector["body"]).encode())
        assert machine.step() is None
        data, meta = machine.result()
        assert meta.status == vector["status"]
        if "next_page_token" in vector:
            rows, page = data
            data_dict: Any = [row.to_dict() for row in rows]
            assert (page.links.next is None) == (vector["next_page_token"] is None), vector["id"]
        else:
            data_dict = data.to_dict()
            assert type(data).from_json(data.to_json()) == data, vector["id"]
        for pointer, expected in vector["expect"].items():
            found = at(data_dict, pointer)
            assert same(found, expected), f"{vector['id']} {pointer}: {found!r} is not {expected!r}"
        ran += 1
    assert ran == len(vectors("responses"))


def test_every_documented_error_becomes_its_exception() -> None:
    kinds = {
        401: errors.AuthenticationError,
        403: errors.PermissionDeniedError,
        404: errors.NotFoundError,
        409: errors.ConflictError,
        429: errors.RateLimitError,
    }
    ran = 0
    for vector in vectors("errors"):
        body = vector["body"] if isinstance(vector["body"], str) else json.dumps(vector["body"])
        answer = vector["status"], vector.get("headers", {}), body
        client = Client(KEY, transport=lambda request, answer=answer: answer, max_retries=0)
        with pytest.raises(PeekerError) as caught:
            client.orders.retrieve("ord_1")
        error, status = caught.value, vector["status"]
        by_class = errors.ServerError if status >= 500 else errors.BadRequestError
        expected_class = errors.UnexpectedResponseError if status < 400 else kinds.get(status, by_class)
        assert type(error) is expected_class, vector["id"]
        for name, expected in vector["expect"].items():
            found = getattr(error, "retry_after" if name == "retry_after_seconds" else name)
            assert same(found, expected), f"{vector['id']} {name}: {found!r} is not {expected!r}"
        ran += 1
    assert ran == len(vectors("errors"))


def test_every_documented_event_becomes_its_class() -> None:
    ran = 0
    for vector in vectors("events"):
        body = json.dumps(vector["body"], ensure_ascii=False).encode()
        event = webhooks.verify(body, webhooks.sign(body, "secret", timestamp=0), secrets="secret", now=0)
        assert event.type == vector["type"], vector["id"]
        flags = vector.get("flags", [])
        if isinstance(event, webhooks.UnknownEvent):
            assert json.loads(event.raw) == vector["body"]
            data = vector["body"].get("data")
        else:
            assert "unfit" not in flags or "choice" in vector["comment"], vector["id"]
            assert type(event).__name__.lower() == vector["type"].replace(".", "").replace("_", "")
            data = event.to_dict()["data"]
        for pointer, expected in vector["expect"].items():
            found = at(data, pointer)
            assert same(found, expected), f"{vector['id']} {pointer}: {found!r} is not {expected!r}"
        ran += 1
    assert ran == len(vectors("events"))


def test_every_delivery_ends_as_its_vector_says() -> None:
    ran = 0
    for vector in vectors("webhooks"):
        body = base64.b64decode(vector["body_base64"]) if "body_base64" in vector else vector["body"].encode()
        options = dict(vector["options"])
        error: PeekerError | None = None
        event: webhooks.Event | None = None
        found: dict[str, Any] = {"result": "ok"}
        try:
            verifier = _native.Verifier(json.dumps(options))
            pairs = [(name.encode(), value.encode()) for name, value in vector["headers"]]
            verified = verifier.verify(body, pairs, vector["now"])
            event, found["label"] = verified.event, verified.label
        except PeekerError as caught:
            error, event = caught, caught.event
            found |= {"result": error.code, "field": error.field}
            found |= {"authentic": error.authentic, "age_seconds": error.age_seconds}
        if event is not None:
            known = not isinstance(event, webhooks.UnknownEvent)
            found |= {"event_id": event.id, "type": event.type, "known": known}
        found = {name: value for name, value in found.items() if value is not None}
        assert found == {"result": vector["result"], **vector["expect"]}, vector["id"]
        ran += 1
    assert ran == len(vectors("webhooks"))


def test_every_input_becomes_exactly_its_bytes() -> None:
    ran = 0
    for vector in vectors("requests"):
        operation = vector["operation"]
        settings = {"api_key": KEY} | vector.get("client", {})
        fields = vector["input"]
        try:
            client = _native.Client(json.dumps(settings), {}, True)
            machine = client.start(operation, json.dumps(fields), json.dumps(vector.get("options", {})))
            request = machine.step()
            assert isinstance(request, Request)
            found: dict[str, Any] = {
                "method": request.method,
                "url": request.url,
                "headers": {name: value for name, value in request.headers.items() if name != "user-agent"},
                "body": request.body.decode() or None,
            }
        except PeekerError as error:
            places = [
                {"path": violation.path, "code": violation.code, "suggestion": violation.suggestion}
                for violation in error.violations
            ]
            kind = next(kind for kind, cls in errors._KINDS.items() if type(error) is cls)
            found = {"error": kind, "code": error.code, "violations": places}
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("requests"))


def test_every_client_is_set_up_as_said_or_refused_for_the_right_reason() -> None:
    ran = 0
    for vector in vectors("settings"):
        found: dict[str, Any]
        try:
            client = _native.Client(json.dumps(vector["options"]), vector.get("env", {}), True)
            environment = {"sandbox": "test", "live": "live"}[client.environment]
            found = {"environment": environment, "base_url": client.base_url}
        except errors.ConfigurationError as error:
            found = {"error": "configuration", "code": error.code}
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("settings"))


def test_a_success_of_a_write_that_cannot_be_read_says_so_and_keeps_the_id() -> None:
    ran = 0
    for vector in vectors("unreadable"):
        operation, body = vector["operation"], vector["body"]
        machine, _ = begin(operation, sound_input(operation))
        machine.received(vector["status"], [], (body if isinstance(body, str) else json.dumps(body)).encode())
        assert machine.step() is None
        with pytest.raises(errors.UnreadableSuccessError) as caught:
            machine.result()
        error = caught.value
        assert error.raw_body is not None, vector["id"]
        found = {name: getattr(error, name) for name in ("code", "status", "retryable", "object_id")}
        assert {"error": "unreadable_success", **found} == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("unreadable"))
