"""The vectors that every language runs."""

from __future__ import annotations

import base64
import inspect
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from peeker_partner import Answer, BatchItem, Client, PeekerError, Request, _native, errors, webhooks
from support import arguments, at, call, same, sound_input, vectors

KEY = "pk_test_vectors"


def answering(status: int, body: Any, headers: dict[str, str] | None = None) -> Client:
    """A client whose every request is answered so."""
    text = body if isinstance(body, str) else json.dumps(body)
    return Client(KEY, transport=lambda request: (status, headers or {}, text), max_retries=0)


def test_every_documented_answer_becomes_a_model_that_loses_nothing() -> None:
    ran = 0
    for vector in vectors("responses"):
        operation = vector["operation"]
        client = answering(vector["status"], vector["body"])
        found = call(client.with_meta, operation, sound_input(operation))
        assert found.meta.status == vector["status"]
        if "next_page_token" in vector:
            data: Any = [row.to_dict() for row in found]
            assert found.next_page_token == vector["next_page_token"], vector["id"]
        else:
            model: Any = found.result if isinstance(found, BatchItem) else found.data
            data = model.to_dict()
            assert type(model).from_json(model.to_json()) == model == model.replace(), vector["id"]
        for pointer, expected in vector["expect"].items():
            value = at(data, pointer)
            assert same(value, expected), f"{vector['id']} {pointer}: {value!r} is not {expected!r}"
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
        client = answering(vector["status"], body, vector.get("headers", {}))
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
        sent: list[dict[str, Any]] = []

        def keep(request: Request, sent: list[dict[str, Any]] = sent) -> Answer:
            headers = {name: value for name, value in request.headers.items() if name != "user-agent"}
            body = request.body.decode() or None
            sent.append({"method": request.method, "url": request.url, "headers": headers, "body": body})
            raise SentError

        client = Client(KEY, transport=keep, **arguments(vector.get("client", {})))
        fields, options = dict(vector["input"]), arguments(vector.get("options", {}))
        expected = vector["expect"]
        try:
            call(client, vector["operation"], fields, **options)
        except SentError:
            [found] = sent
            if expected.get("code") == "too_many_items" and vector["operation"] in _native.batches():
                # One call of the API takes no more. The method takes any number, and makes several calls.
                found = expected
        except errors.ConfigurationError as error:
            found = {"error": "configuration", "code": error.code, "violations": []}
        except errors.ValidationError as error:
            found = {"error": "validation", "code": error.code, "violations": [place(at) for at in error.violations]}
        except TypeError as error:
            # What JSON calls a missing or an unknown field is an argument here.
            found, expected = {"argument": True}, {"argument": named_in(str(error), vector)}
        assert found == expected, vector["id"]
        ran += 1
    assert ran == len(vectors("requests"))


class SentError(Exception):
    """Ends a call that got as far as its request."""


def place(violation: errors.Violation) -> dict[str, Any]:
    return {"path": violation.path, "code": violation.code, "suggestion": violation.suggestion}


def named_in(message: str, vector: dict[str, Any]) -> bool:
    """Whether a `TypeError` names what the vector expects to be named."""
    if vector["expect"]["error"] == "configuration":
        options = vector["options"]
        return any(name in message for name in [*options, *options.get("known", {})])
    [violation] = vector["expect"]["violations"][:1]
    names = [violation["path"]]
    if violation["code"] == "missing_field":
        required = parameters(vector["operation"]).items()
        names = [name for name, of in required if of.default is of.empty and name not in vector["input"]]
    # `no_room_for_extra`: a method whose request has no body takes no `extra_body`.
    of_arguments = ("missing_field", "unknown_field", "no_room_for_extra")
    return violation["code"] in of_arguments and any(repr(name) in message for name in names)


def parameters(operation: str) -> Mapping[str, inspect.Parameter]:
    method: Any = Client(KEY)
    for part in operation.split("."):
        method = getattr(method, part)
    return inspect.signature(method).parameters


def test_every_client_is_set_up_as_said_or_refused_for_the_right_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = 0
    for vector in vectors("settings"):
        found: dict[str, Any]
        for name in ("PEEKER_API_KEY", "PEEKER_BASE_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in vector.get("env", {}).items():
            monkeypatch.setenv(name, value)
        try:
            # What is set by names of JSON: an unknown one is an argument that does not exist.
            client = Client(**arguments(vector["options"]), transport=lambda request: (200, {}, {}))
            environment = {"sandbox": "test", "live": "live"}[client.environment]
            found = {"environment": environment, "base_url": client.base_url}
        except errors.ConfigurationError as error:
            found = {"error": "configuration", "code": error.code}
        except TypeError as error:
            found = {"error": "configuration", "code": "invalid_option"}
            if "without_key" in str(error):
                # A setting for apps on phones. What runs Python can keep a key, and its client has one.
                found = vector["expect"]
        assert found == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("settings"))


def test_a_success_of_a_write_that_cannot_be_read_says_so_and_keeps_the_id() -> None:
    ran = 0
    for vector in vectors("unreadable"):
        client = answering(vector["status"], vector["body"])
        with pytest.raises(errors.UnreadableSuccessError) as caught:
            call(client, vector["operation"], sound_input(vector["operation"]))
        error = caught.value
        assert error.raw_body is not None, vector["id"]
        found = {name: getattr(error, name) for name in ("code", "status", "retryable", "object_id")}
        assert {"error": "unreadable_success", **found} == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("unreadable"))


def test_every_list_walks_its_pages_as_said() -> None:
    ran = 0
    for vector in vectors("pages"):
        asked: list[str | None] = []

        def page(request: Request, asked: list[str | None] = asked, vector: dict[str, Any] = vector) -> Answer:
            asked.append(parse_qs(urlsplit(request.url).query).get("page_token", [None])[0])
            return 200, {}, {"data": [], "links": {"next": vector["next"][len(asked) - 1]}}

        code = None
        try:
            list(Client(KEY, transport=page).orders.list())
        except errors.UnexpectedResponseError as error:
            code = error.code if error.operation == "orders.list" and error.attempts else repr(error)
        assert {"tokens": asked[1:], "code": code} == vector["expect"], vector["id"]
        ran += 1
    assert ran == len(vectors("pages"))


def test_every_batch_makes_the_calls_that_its_vector_says() -> None:
    ran = 0
    for vector in vectors("batches"):
        answers: list[dict[str, Any]] = []
        bodies: list[str] = []

        def answer(request: Request, answers: Any = answers, bodies: Any = bodies) -> Answer:
            bodies.append(request.body.decode())
            return answered(answers.pop(0))

        ends: list[bool] = []

        def give_up(_: object, answers: Any = answers, ends: Any = ends) -> None:
            if ends and not answers:
                raise GivenUp  # Between two calls.

        client = Client(KEY, transport=answer, on_attempt=give_up)
        options = arguments(vector.get("options", {}))
        batch: Any = None
        for run in vector["runs"]:
            answers[:] = [made["answer"] for made in run["calls"]]
            bodies.clear()
            ends[:] = [True] if run.get("given_up") else []
            found: dict[str, Any]
            try:
                batch = whole(client, vector, options) if batch is None else batch.retry()
                found = {"items": batch.items}
            except PeekerError as error:
                found = {"error": error}
            except GivenUp as given_up:
                batch = given_up.batch
                found = {"items": batch.items}
            assert bodies == [made["body"] for made in run["calls"]], vector["id"]
            compare(vector["id"], found, run["expect"])
        ran += 1
    assert ran == len(vectors("batches"))


class GivenUp(BaseException):
    """What a user raises who ends a batch."""

    batch: Any = None


def whole(client: Client, vector: dict[str, Any], options: dict[str, Any]) -> Any:
    resource, name = vector["operation"].split(".")
    return getattr(getattr(client, resource), name)(**vector["input"], **options)


def answered(answer: dict[str, Any]) -> Answer:
    match answer:
        case {"fail": "given_up"}:
            raise GivenUp
        case {"fail": "not_sent"}:
            raise ConnectionRefusedError("not sent")
        case {"fail": "timed_out"}:
            raise TimeoutError("too late")
        case {"fail": _}:
            raise ConnectionResetError("broken")
        case _:
            return answer["status"], answer.get("headers", {}), answer.get("body", {})


def compare(name: str, found: dict[str, Any], expected: dict[str, Any]) -> None:
    if "items" not in expected:
        assert "error" in found, name
        facts(name, found["error"], expected.get("error", expected))
        return
    assert len(found["items"]) == len(expected["items"]), name
    for item, wanted in zip(found["items"], expected["items"], strict=True):
        assert (list(item.domains), item.outcome) == (wanted["domains"], wanted["outcome"]), name
        if item.error is not None:
            facts(name, item.error, wanted.get("error", {}))
        for pointer, value in wanted.get("result", {}).items():
            assert same(at(item.result.to_dict(), pointer), value), f"{name} {pointer}"


def facts(name: str, error: PeekerError, expected: dict[str, Any]) -> None:
    for fact, value in expected.items():
        match fact:
            case "kind" | "error":
                assert type(error) is errors._KINDS[value], name
            case "cause":
                assert getattr(error.__cause__, "code", None) == value, name
            case "violations":
                places = [
                    {key: place(at)[key] for key in want} for at, want in zip(error.violations, value, strict=True)
                ]
                assert places == value, name
            case _:
                found = getattr(error, {"retry_after_seconds": "retry_after"}.get(fact, fact))
                assert same(found, value), f"{name} {fact}: {found!r} is not {value!r}"
