"""The vectors of webhooks that every language runs, through the public functions."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from peeker_partner import ConfigurationError, PeekerError, ValidationError, webhooks
from support import at, same, vectors


def body_of(vector: dict[str, Any]) -> bytes:
    text: str = vector.get("body", "")
    return base64.b64decode(vector["body_base64"]) if "body_base64" in vector else text.encode()


def arguments(options: dict[str, Any]) -> dict[str, Any]:
    """The settings of a vector as a Python program passes them."""
    names = {"tolerance_s": "tolerance"}
    given = {names.get(name, name): value for name, value in options.items()}
    if isinstance(given["secrets"], list):
        given["secrets"] = dict(given["secrets"])
    return given


def unread(verifier: webhooks.Verifier, body: bytes, headers: Any, now: int) -> tuple[str, int] | str:
    try:
        authentic = verifier.authenticate(body, headers, now=now)
    except PeekerError as error:
        return error.code if error.event is None else "it was read"
    return authentic.label, authentic.timestamp


def outcome(vector: dict[str, Any], headers: Any) -> dict[str, Any]:
    error: PeekerError | None = None
    event: webhooks.Event | None = None
    found: dict[str, Any] = {"result": "ok"}
    authentic: tuple[str, int] | str | None = None
    try:
        verifier = webhooks.Verifier(**arguments(vector["options"]))
        authentic = unread(verifier, body_of(vector), headers, vector["now"])
        verified = verifier.verify(body_of(vector), headers, now=vector["now"])
        assert authentic == (verified.label, verified.timestamp)
        event, found["label"] = verified.event, verified.label
    except PeekerError as caught:
        error, event = caught, caught.event
        found |= {"result": error.code, "field": error.field}
        found |= {"authentic": error.authentic, "age_seconds": error.age_seconds}
    if error is not None:
        # What is only wrong inside of a body that is authentic is not seen without reading it.
        inside = error.code == "webhook_malformed" and error.authentic is True
        assert authentic is None or (isinstance(authentic, tuple) if inside else authentic == error.code)
    if event is not None:
        known = not isinstance(event, webhooks.UnknownEvent)
        found |= {"event_id": event.id, "type": event.type, "known": known}
    return {name: value for name, value in found.items() if value is not None}


#: What is another thing in Python: keyword arguments cannot be unknown, and a dict has no key twice.
NOT_SAID_IN_PYTHON: dict[str, Callable[[dict[str, Any]], None]] = {}


def in_python(vector_id: str) -> Callable[[Callable[[dict[str, Any]], None]], None]:
    def add(check: Callable[[dict[str, Any]], None]) -> None:
        NOT_SAID_IN_PYTHON[vector_id] = check

    return add


@in_python("settings/unknown-setting")
def _(vector: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="tolerence_s"):
        webhooks.Verifier(**arguments(vector["options"]))


@in_python("settings/secrets-as-text")
def _(vector: dict[str, Any]) -> None:
    verified = webhooks.Verifier(vector["options"]["secrets"]).verify(
        body_of(vector), vector["headers"], now=vector["now"]
    )
    assert verified.label == "default"


@in_python("settings/label-twice")
def _(vector: dict[str, Any]) -> None:
    secrets: Any = vector["options"]["secrets"]
    with pytest.raises(TypeError, match="secrets is a str, or a mapping of labels to secrets, and not list"):
        webhooks.Verifier(secrets)


def test_every_delivery_ends_as_its_vector_says() -> None:
    ran = 0
    for vector in vectors("webhooks"):
        if vector["id"] in NOT_SAID_IN_PYTHON:
            NOT_SAID_IN_PYTHON[vector["id"]](vector)
        else:
            pairs = [(name, value) for name, value in vector["headers"]]
            expected = {"result": vector["result"], **vector["expect"]}
            assert outcome(vector, pairs) == expected, vector["id"]
            as_asgi = [(name.lower().encode(), value.encode()) for name, value in pairs]
            assert outcome(vector, as_asgi) == expected, vector["id"]
        ran += 1
    assert ran == len(vectors("webhooks"))


def test_deliveries_with_each_header_once_end_the_same_in_a_mapping_and_in_a_wsgi_environment() -> None:
    ran = 0
    for vector in vectors("webhooks"):
        names = [name.lower() for name, _ in vector["headers"]]
        if vector["id"] in NOT_SAID_IN_PYTHON or len(set(names)) < len(names):
            continue
        expected = {"result": vector["result"], **vector["expect"]}
        environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in vector["headers"]}
        others: dict[str, object] = {"REQUEST_METHOD": "POST", "wsgi.version": (1, 0), "wsgi.input": object()}
        for headers in (dict(vector["headers"]), environ | others):
            assert outcome(vector, headers) == expected, vector["id"]
        ran += 1
    assert ran > 100


def test_every_documented_event_is_parsed_as_its_vector_says() -> None:
    ran = 0
    for vector in vectors("events"):
        text = json.dumps(vector["body"], ensure_ascii=False)
        event = webhooks.parse(text)
        assert event == webhooks.parse(text.encode()) == webhooks.parse(memoryview(text.encode()))
        assert event.type == vector["type"], vector["id"]
        is_unknown = isinstance(event, webhooks.UnknownEvent)
        data = vector["body"].get("data") if is_unknown else event.to_dict()["data"]
        for pointer, expected in vector["expect"].items():
            found = at(data, pointer)
            assert same(found, expected), f"{vector['id']} {pointer}: {found!r} is not {expected!r}"
        ran += 1
    assert ran == len(vectors("events"))


def test_every_list_of_events_is_folded_as_its_vector_says_in_any_order_and_with_duplicates() -> None:
    ran = 0
    for vector in vectors("folds"):
        given = [webhooks.parse(json.dumps(body)) for body in vector["events"]]
        for events in (given, given[::-1], given + given[::-1]):
            found = webhooks.latest_by_object(iter(events))
            assert len(found) == len(vector["expect"]), vector["id"]
            for state, expected in zip(found, vector["expect"], strict=True):
                check_state(vector["id"], state, expected)
            check_single(events, found)
        ran += 1
    assert ran == len(vectors("folds"))


def check_state(vector_id: str, state: webhooks.Latest, expected: dict[str, Any]) -> None:
    facts = {name: getattr(state, name) for name in ("id", "object", "status", "events_seen")}
    facts |= {"event_id": state.event.id}
    data = state.data if isinstance(state.data, dict) else state.data.to_dict()
    for name, value in expected.items():
        if name != "data":
            assert facts[name] == value, f"{vector_id} {name}"
    for pointer, value in expected["data"].items():
        assert same(at(data, pointer), value), f"{vector_id} {pointer}: {at(data, pointer)!r} is not {value!r}"


def check_single(events: list[webhooks.Event], found: list[webhooks.Latest]) -> None:
    if len(found) > 1:
        with pytest.raises(ValidationError) as caught:
            webhooks.latest(events)
        assert caught.value.violations[0].code == "several_objects"
    else:
        assert webhooks.latest(events) == (found[0] if found else None)


def test_settings_are_refused_as_a_configuration() -> None:
    with pytest.raises(ConfigurationError, match="secret_encoding: give `raw`, `base64` or `hex`"):
        webhooks.Verifier("secret", secret_encoding="base32")  # type: ignore[arg-type]
