"""Webhook deliveries: is it Peeker's, is it recent, and what does it say.

::

    event = webhooks.verify(request.body, request.headers, secrets={"live": …, "sandbox": …})
    match event:
        case webhooks.OrderCompleted(data=order):
            print(order.id)
        case webhooks.UnknownEvent(type=name, why=why):
            log.warning("%s: %s", name, why)

A delivery comes up to five times, in any order: `Deduplicator` lets each event be handled once, and `latest` folds
events into the newest state. Nothing here needs a client or sends anything.

Peeker's documentation says neither which bytes are signed nor what form the secret has. The defaults are usual and
unconfirmed: confirm ``signed_content`` and ``secret_encoding`` with one real event of the sandbox; `diagnose` names
the settings that fit it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from peeker_partner import _native
from peeker_partner._deduplicator import (
    AsyncClaimed,
    AsyncDeduplicator,
    AsyncDeduplicatorStore,
    Claim,
    Claimed,
    Deduplicator,
    DeduplicatorStore,
    MemoryStore,
)
from peeker_partner._deliveries import Body, Headers, peeker_headers, raw_body, text_or_raw
from peeker_partner._json import encode
from peeker_partner._native import (
    Authentic,
    Diagnosis,
    DomainActionRequired,
    DomainConnected,
    DomainEventData,
    DomainForwardingFailed,
    DomainForwardingUpdated,
    DomainImportActionRequired,
    DomainImportCompleted,
    DomainImportFailed,
    Event,
    Finding,
    ForwardingEventData,
    ImportEventData,
    Latest,
    OrderActionRequired,
    OrderCancelled,
    OrderCancelScheduled,
    OrderCompleted,
    OrderEventData,
    OrderFailed,
    OrderInProgress,
    SwapActionRequired,
    SwapCompleted,
    SwapCreated,
    SwapEventData,
    SwapFailed,
    SwapInProgress,
    UnknownEvent,
    Verified,
)
from peeker_partner._sqlite_store import SQLiteStore
from peeker_partner.errors import ConfigurationError, WebhookError

__all__ = [
    "AsyncClaimed",
    "AsyncDeduplicator",
    "AsyncDeduplicatorStore",
    "Authentic",
    "Body",
    "Claim",
    "Claimed",
    "Deduplicator",
    "DeduplicatorStore",
    "Diagnosis",
    "DomainActionRequired",
    "DomainConnected",
    "DomainEventData",
    "DomainForwardingFailed",
    "DomainForwardingUpdated",
    "DomainImportActionRequired",
    "DomainImportCompleted",
    "DomainImportFailed",
    "Event",
    "Finding",
    "ForwardingEventData",
    "Headers",
    "ImportEventData",
    "Latest",
    "MemoryStore",
    "OrderActionRequired",
    "OrderCancelScheduled",
    "OrderCancelled",
    "OrderCompleted",
    "OrderEventData",
    "OrderFailed",
    "OrderInProgress",
    "SQLiteStore",
    "SecretEncoding",
    "Secrets",
    "SwapActionRequired",
    "SwapCompleted",
    "SwapCreated",
    "SwapEventData",
    "SwapFailed",
    "SwapInProgress",
    "UnknownEvent",
    "Verified",
    "Verifier",
    "WebhookError",
    "diagnose",
    "latest",
    "latest_by_object",
    "parse",
    "sign",
    "verify",
]

Secrets: TypeAlias = str | Mapping[str, str]
"""The secret that the portal showed, or several under labels of yours: live and sandbox, old and new."""

SecretEncoding: TypeAlias = Literal["raw", "base64", "hex"]
"""What a secret's text stands for: itself, or bytes."""


class Verifier:
    """Checks deliveries, with settings that are checked once.

    :param secrets: The secret that the portal showed, or several under labels; else ``PEEKER_WEBHOOK_SECRET``.
    :param tolerance: Seconds between signing and now, in both directions. Whether Peeker signs its retries anew is
        not known, and they come for 24 hours: ``86_400`` with a durable memory of events loses none of them.
    :param signed_content: ``timestamp.body``, ``body`` (which leaves the time unauthenticated), or a template of
        ``{id}``, ``{timestamp}``, ``{body}`` and other text.
    :param secret_encoding: What the secret's text stands for.
    :param secret_prefix: Taken off the front of the secret before it is decoded.
    """

    def __init__(
        self,
        secrets: Secrets | None = None,
        *,
        tolerance: int = 300,
        signed_content: str = "timestamp.body",
        secret_encoding: SecretEncoding = "raw",
        secret_prefix: str | None = None,
    ) -> None:
        secrets = _secrets(secrets)
        options = {
            "secrets": {"default": secrets} if isinstance(secrets, str) else dict(secrets),
            "tolerance_s": _whole("tolerance", tolerance),
            "signed_content": signed_content,
            "secret_encoding": secret_encoding,
            "secret_prefix": secret_prefix,
        }
        self._labels = ["default"] if isinstance(secrets, str) else list(secrets)
        self._native = _native.Verifier(encode("Verifier", options))

    def verify(self, body: Body, headers: Headers, *, now: float | None = None) -> Verified:
        """Check one delivery: its body as it was received, and all of its headers.

        Gives the event, the label of the secret that fits, and the time of signing. A delivery that is not Peeker's,
        not recent or not readable raises `WebhookError`: answer it with 400.
        """
        return self._native.verify(raw_body(body), peeker_headers(headers), _seconds("now", now))

    def authenticate(self, body: Body, headers: Headers, *, now: float | None = None) -> Authentic:
        """Check one delivery as `verify` does, and do not read its body.

        For a receiver that puts deliveries into a queue, and reads them with `parse` later. What is in the body is
        not looked at, so it may be no event at all. Raises `WebhookError` as `verify` does; a stale delivery has no
        event.
        """
        return self._native.authenticate(raw_body(body), peeker_headers(headers), _seconds("now", now))

    def diagnose(self, body: Body, headers: Headers, *, now: float | None = None) -> Diagnosis:
        """Explain why a delivery does not verify: another recipe, a body that was written anew, a clock that is off.

        Each finding names the setting to change. It holds no secret, and is no proof that a delivery is Peeker's.
        """
        return self._native.diagnose(raw_body(body), peeker_headers(headers), _seconds("now", now))

    def __repr__(self) -> str:
        return f"Verifier(labels={self._labels!r})"

    def __reduce__(self) -> Any:
        raise TypeError("a Verifier is not pickled: its secrets would be in the pickle")


def verify(
    body: Body,
    headers: Headers,
    *,
    secrets: Secrets | None = None,
    now: float | None = None,
    tolerance: int = 300,
    signed_content: str = "timestamp.body",
    secret_encoding: SecretEncoding = "raw",
    secret_prefix: str | None = None,
) -> Event:
    """Check one delivery and give its event. See `Verifier`, which also tells which secret fits."""
    verifier = Verifier(
        secrets,
        tolerance=tolerance,
        signed_content=signed_content,
        secret_encoding=secret_encoding,
        secret_prefix=secret_prefix,
    )
    return verifier.verify(body, headers, now=now).event


def diagnose(
    body: Body,
    headers: Headers,
    *,
    secrets: Secrets | None = None,
    now: float | None = None,
    tolerance: int = 300,
    signed_content: str = "timestamp.body",
    secret_encoding: SecretEncoding = "raw",
    secret_prefix: str | None = None,
) -> Diagnosis:
    """Explain why a delivery does not verify. See `Verifier.diagnose`."""
    verifier = Verifier(
        secrets,
        tolerance=tolerance,
        signed_content=signed_content,
        secret_encoding=secret_encoding,
        secret_prefix=secret_prefix,
    )
    return verifier.diagnose(body, headers, now=now)


def parse(body: Body | str, *, event_id: str | None = None) -> Event:
    """Read a body that was verified before, as after a queue. It checks no signature.

    :param event_id: The header ``Peeker-Event-Id``, for bodies that have no id of their own.
    """
    return _native.parse_event(text_or_raw(body), event_id)


def sign(
    body: Body | str,
    secret: str,
    *,
    timestamp: float | None = None,
    event_id: str | None = None,
    signed_content: str = "timestamp.body",
    secret_encoding: SecretEncoding = "raw",
    secret_prefix: str | None = None,
) -> dict[str, str]:
    """Make the headers of a delivery, for tests of your own endpoint.

    :param timestamp: Unix seconds when it was signed; now.
    :param event_id: What ``Peeker-Event-Id`` is to say; without it there is no such header.
    """
    recipe = {"signed_content": signed_content, "secret_encoding": secret_encoding, "secret_prefix": secret_prefix}
    when = _seconds("timestamp", timestamp)
    return dict(_native.sign_event(text_or_raw(body), secret, encode("sign", recipe), when, event_id))


def latest(events: Iterable[Event]) -> Latest | None:
    """Fold the events of one object, in any order and with duplicates, into its newest state; ``None`` of none.

    What is newer is decided by the envelope's time, then by progress. An order's events and those of its domains
    are of several objects, which raises `ValidationError`: `latest_by_object` takes these.
    """
    return _native.latest(_events(events))


def latest_by_object(events: Iterable[Event]) -> list[Latest]:
    """Fold events into the newest state of each object that they are of, ordered by kind and id."""
    return _native.latest_by_object(_events(events))


def _events(events: Iterable[Event]) -> list[Event]:
    found = list(events)
    for index, event in enumerate(found):
        if not isinstance(event, Event):
            raise TypeError(f"events[{index}] is a {type(event).__name__} and no event; webhooks.parse makes them")
    return found


def _secrets(secrets: Secrets | None) -> Secrets:
    if secrets is None:
        secrets = os.environ.get("PEEKER_WEBHOOK_SECRET")
    if secrets is None:
        raise ConfigurationError("pass the webhook secret, or set PEEKER_WEBHOOK_SECRET in the environment")
    if not isinstance(secrets, (str, Mapping)):
        raise TypeError(f"secrets is a str, or a mapping of labels to secrets, and not {type(secrets).__name__}")
    for label, secret in () if isinstance(secrets, str) else secrets.items():
        # Left out, it would be missed when the first delivery is refused that it signed.
        if not isinstance(secret, str):
            raise TypeError(f"secrets[{label!r}] is a {type(secret).__name__}, and not a str; is its variable set?")
    return secrets


def _whole(name: str, number: int) -> int:
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"{name} is a whole number of seconds, and not {type(number).__name__}")
    return number


def _seconds(name: str, when: float | None) -> int:
    """Give whole Unix seconds, which fit into what core takes."""
    when = time.time() if when is None else when
    if isinstance(when, bool) or not isinstance(when, (int, float)):
        raise TypeError(f"{name} is a number of Unix seconds, and not {type(when).__name__}")
    if not -(2**53) < when < 2**53:
        raise ValueError(f"{name} is a number of Unix seconds")
    return int(when)
