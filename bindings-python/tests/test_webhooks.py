"""Deliveries: verified, matched, refused."""

from __future__ import annotations

import json
import pickle

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


def test_a_body_that_was_parsed_before_is_explained() -> None:
    with pytest.raises(TypeError, match="a dict was parsed before"):
        webhooks.verify({"id": "evt_1"}, headers(), secrets="the secret")  # type: ignore[arg-type]


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
