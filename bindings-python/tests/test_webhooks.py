"""Deliveries: verified, matched, refused."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable
from email.message import Message
from random import Random
from typing import Any

import pytest
from peeker_partner import errors, webhooks

BODY = json.dumps({"id": "evt_1", "type": "order.completed", "data": {"id": "ord_1", "domain_count": 2}}).encode()
NOW = 1_778_241_600


def headers(**changes: object) -> dict[str, str]:
    return webhooks.sign(BODY, "the secret", timestamp=NOW, event_id="evt_1", **changes)  # type: ignore[arg-type]


def test_a_verified_event_is_matched_by_its_class() -> None:
    event = webhooks.verify(BODY, headers(), secrets={"live": "another one", "sandbox": "the secret"}, now=NOW)
    match event:
        case webhooks.OrderCompleted(data=order):
            assert (order.id, order.domain_count) == ("ord_1", 2)
        case _:
            pytest.fail(f"{event} is no OrderCompleted")
    assert (event.id, event.type) == ("evt_1", "order.completed")
    assert repr(event).startswith("OrderCompleted(id='evt_1', type='order.completed', data=OrderEventData(id='ord_1'")
    assert pickle.loads(pickle.dumps(event)) == event
    assert hash(event) == hash(webhooks.OrderCompleted.from_json(event.to_json()))


def test_the_label_of_the_secret_that_fits_is_known() -> None:
    verifier = webhooks.Verifier({"live": "another one", "sandbox": "the secret"})
    for form in (
        headers(),
        list(headers().items()),
        [(n.lower().encode(), v.encode()) for n, v in headers().items()],
    ):
        verified = verifier.verify(BODY, form, now=NOW)
        assert (verified.label, verified.timestamp) == ("sandbox", NOW)


def test_a_delivery_for_a_queue_is_checked_without_being_read() -> None:
    verifier = webhooks.Verifier({"live": "another one", "sandbox": "the secret"})
    authentic = verifier.authenticate(BODY, headers(), now=NOW)
    assert (authentic.label, authentic.timestamp) == ("sandbox", NOW)
    assert verifier.authenticate(b"[", webhooks.sign(b"[", "the secret", timestamp=NOW), now=NOW) == authentic
    for body, now in [(BODY + b" ", NOW), (BODY, NOW + 301)]:
        with pytest.raises(errors.WebhookError):
            verifier.authenticate(body, headers(), now=now)


def test_an_unknown_event_keeps_all_of_it() -> None:
    event = webhooks.parse(b'{"id":"evt_2","type":"moon.risen","data":[1]}')
    match event:
        case webhooks.UnknownEvent(type=name, raw=raw):
            assert (name, json.loads(raw)["data"]) == ("moon.risen", [1])
        case _:
            pytest.fail(f"{event} is known")


def test_a_forged_a_stale_and_a_malformed_delivery_differ() -> None:
    def refused(body: bytes, given: webhooks.Headers, now: int) -> errors.WebhookError:
        with pytest.raises(errors.WebhookError) as caught:
            webhooks.verify(body, given, secrets="the secret", now=now)
        return caught.value

    forged = refused(BODY + b" ", headers(), NOW)
    assert (forged.code, forged.authentic, forged.event) == ("webhook_forged", False, None)
    stale = refused(BODY, headers(), NOW + 301)
    assert (stale.code, stale.authentic, stale.age_seconds) == ("webhook_stale", True, 301)
    assert isinstance(stale.event, webhooks.OrderCompleted)
    assert pickle.loads(pickle.dumps(stale)).event == stale.event
    assert refused(BODY, {}, NOW).code == "webhook_malformed"


@pytest.mark.parametrize("body", [BODY, bytearray(BODY), memoryview(BODY)])
def test_every_form_of_raw_bytes_is_taken(body: webhooks.Body) -> None:
    assert webhooks.verify(body, headers(), secrets="the secret", now=NOW).id == "evt_1"
    assert webhooks.diagnose(body, headers(), secrets="the secret", now=NOW).verified


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (BODY.decode(), "body is a str: the signature covers the bytes.*request.get_data"),
        (json.loads(BODY), "body is a dict: JSON that was parsed and written again has another signature"),
        (None, "body is a NoneType"),
        (7, "body is a int"),
    ],
)
def test_what_is_no_raw_body_is_refused_with_what_to_pass(body: Any, why: str) -> None:
    for check in (webhooks.verify, webhooks.diagnose):
        with pytest.raises(TypeError, match=why):
            check(body, headers(), secrets="the secret")


def test_text_is_read_and_signed_where_no_signature_is_compared() -> None:
    assert webhooks.parse(BODY.decode()) == webhooks.parse(BODY)
    assert webhooks.sign(BODY.decode(), "the secret", timestamp=NOW) == webhooks.sign(
        BODY, "the secret", timestamp=NOW
    )


def framework_headers() -> list[Any]:
    """Headers as Django, Flask, Starlette, aiohttp, AWS and the standard library hand them over."""
    plain = headers()
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in plain.items()}
    message = Message()
    for name, value in plain.items():
        message[name] = value
    return [
        plain,
        {name.upper(): value for name, value in plain.items()},
        {name: [value] for name, value in plain.items()},
        {**plain, "X-Nothing": None},
        environ | {"wsgi.input": io.BytesIO(), "wsgi.version": (1, 0), "SERVER_PORT": 80},
        message,
        list(plain.items()),
        tuple(plain.items()),
        iter(plain.items()),
        [(name.lower().encode(), value.encode()) for name, value in plain.items()],
        [*plain.items(), *plain.items()],
    ]


@pytest.mark.parametrize("form", range(len(framework_headers())))
def test_headers_are_taken_as_a_framework_has_them(form: int) -> None:
    assert webhooks.verify(BODY, framework_headers()[form], secrets="the secret", now=NOW).id == "evt_1"


@pytest.mark.parametrize("wrong", [None, 7, "Peeker-Signature: v1=…", [1, 2], [("one",)], object()])
def test_what_is_no_headers_is_named(wrong: Any) -> None:
    with pytest.raises(TypeError, match="headers is a mapping, or pairs of names and values"):
        webhooks.verify(BODY, wrong, secrets="the secret")
    with pytest.raises(TypeError, match="headers: the value of Peeker-Signature is a int"):
        webhooks.verify(BODY, {"peeker-signature": 7}, secrets="the secret")


def test_hostile_headers_are_a_webhook_error() -> None:
    for name in ("Peeker-Signature", "Peeker-Timestamp", "Peeker-Event-Id"):
        for value in ("\udcff", "\x00", "é", "v1=" + "f" * 5000, "9" * 400, b"\xff\xfe"):
            with pytest.raises(errors.WebhookError):
                webhooks.verify(BODY, {**headers(), name: value}, secrets="the secret", now=NOW)


def test_arguments_of_another_type_are_named() -> None:
    cases: list[tuple[str, Any, str]] = [
        ("secrets", 7, "secrets is a str, or a mapping of labels to secrets, and not int"),
        ("secrets", b"the secret", "secrets is a str"),
        ("secrets", {"live": None}, r"secrets\['live'\] is a NoneType, and not a str; is its variable set\?"),
        ("now", "today", "now is a number of Unix seconds, and not str"),
        ("now", True, "now is a number of Unix seconds"),
        ("tolerance", 1.5, "tolerance is a whole number of seconds, and not float"),
        ("tolerance", "300", "tolerance is a whole number of seconds, and not str"),
    ]
    for name, wrong, why in cases:
        with pytest.raises(TypeError, match=why):
            webhooks.verify(BODY, headers(), **{"secrets": "the secret", name: wrong})
    with pytest.raises(TypeError, match="timestamp is a number"):
        webhooks.sign(BODY, "the secret", timestamp="now")  # type: ignore[arg-type]
    for endless in (float("nan"), float("inf"), 1e300):
        with pytest.raises(ValueError, match="now is a number of Unix seconds"):
            webhooks.verify(BODY, headers(), secrets="the secret", now=endless)


def test_the_newest_state_keeps_what_its_events_say() -> None:
    early = b'{"id":"evt_1","type":"order.in_progress","created_at":"2026-05-08T12:00:00Z","data":{"id":"ord_1"}}'
    events = [webhooks.parse(BODY), webhooks.parse(early)]
    state = webhooks.latest(events)
    assert state is not None
    assert isinstance(state.data, webhooks.OrderEventData)
    assert (state.id, state.object, state.data.domain_count, state.event.type) == (
        "ord_1",
        "order",
        2,
        "order.completed",
    )
    assert repr(state) == "Latest(id='ord_1', object='order', status='completed')"
    assert pickle.loads(pickle.dumps(state)) == state
    assert hash(state) == hash(webhooks.Latest.from_json(state.to_json()))
    assert webhooks.latest([]) is None
    lists: tuple[Any, ...] = ([{}], [BODY], [None])
    for wrong in lists:
        with pytest.raises(TypeError, match=r"events\[0\] is a \w+ and no event"):
            webhooks.latest(wrong)


def arbitrary(random: Random) -> Any:
    """Some value of some type."""
    text = "".join(
        chr(random.choice([0, 10, 34, 65, 123, 125, 233, 0xD800, 0x1F600])) for _ in range(random.randrange(9))
    )
    return random.choice(
        [
            None,
            random.random() < 0.5,
            random.randrange(-(2**70), 2**70),
            random.choice([0.5, -1e300, float("nan"), float("inf")]),
            text,
            text.encode("utf-8", "replace"),
            bytearray(text.encode("utf-8", "replace")),
            memoryview(BODY)[:: random.choice([1, 2, -1])],
            [text, None],
            [(text, text)],
            [(text.encode("utf-8", "replace"), random.randrange(9))],
            {text: text},
            {"Peeker-Signature": text, "Peeker-Timestamp": str(NOW), text: [text]},
            {text},
            object(),
            lambda: None,
            Exception,
        ]
    )


def test_whatever_the_arguments_are_a_call_ends_in_a_result_or_in_an_error_that_fits() -> None:
    random = Random(5)
    anything: Any = arbitrary
    once = webhooks.Deduplicator(webhooks.MemoryStore())
    calls: dict[str, Callable[[], object]] = {
        "verify": lambda: webhooks.verify(anything(random), anything(random), secrets="the secret", now=NOW),
        "body": lambda: webhooks.verify(anything(random), headers(), secrets="the secret", now=NOW),
        "headers": lambda: webhooks.verify(BODY, anything(random), secrets="the secret", now=NOW),
        "settings": lambda: webhooks.Verifier(
            anything(random),
            tolerance=anything(random),
            signed_content=anything(random),
            secret_encoding=anything(random),
            secret_prefix=anything(random),
        ),
        "parse": lambda: webhooks.parse(anything(random), event_id=anything(random)),
        "sign": lambda: webhooks.sign(
            anything(random), anything(random), timestamp=anything(random), event_id=anything(random)
        ),
        "diagnose": lambda: webhooks.diagnose(anything(random), anything(random), secrets="the secret"),
        "latest": lambda: webhooks.latest(anything(random)),
        "latest_by_object": lambda: webhooks.latest_by_object([anything(random)]),
        "claim": lambda: once.claim(anything(random)),
        "lease": lambda: webhooks.Deduplicator(webhooks.MemoryStore(), lease=anything(random)),
    }
    for name, call in calls.items():
        for number in range(10_000):
            try:
                call()
            except (errors.WebhookError, errors.ConfigurationError, errors.ValidationError, TypeError, ValueError):
                pass
            except BaseException as error:
                pytest.fail(f"{name}, number {number}: {error!r}")


def test_the_secret_comes_from_the_environment_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEEKER_WEBHOOK_SECRET", "the secret")
    assert webhooks.verify(BODY, headers(), now=NOW).id == "evt_1"
    monkeypatch.delenv("PEEKER_WEBHOOK_SECRET")
    with pytest.raises(errors.ConfigurationError, match="PEEKER_WEBHOOK_SECRET"):
        webhooks.verify(BODY, headers(), now=NOW)


def test_a_delivery_that_does_not_verify_is_explained_without_its_secret() -> None:
    verifier = webhooks.Verifier("the secret")
    found = verifier.diagnose(BODY, headers(signed_content="body"), now=NOW)
    assert not found.verified
    assert any(finding.code == "recipe" and finding.signed_content == "body" for finding in found.findings)
    assert "the secret" not in repr(found)
    assert verifier.diagnose(BODY, headers(), now=NOW).verified
