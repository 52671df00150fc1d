"""Webhook deliveries: is it Peeker's, is it recent, and what does it say.

::

    event = webhooks.verify(request.body, request.headers, secrets={"live": …, "sandbox": …})
    match event:
        case webhooks.OrderCompleted(data=order):
            print(order.id)
        case webhooks.UnknownEvent(type=name, why=why):
            log.warning("%s: %s", name, why)

Peeker's documentation says neither which bytes are signed nor what form the secret has. The defaults are usual and
unconfirmed: confirm ``signed_content`` and ``secret_encoding`` with one real event of the sandbox.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from peeker_partner import _native
from peeker_partner._native import (
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
from peeker_partner._operation import encode
from peeker_partner.errors import ConfigurationError, WebhookError

__all__ = [
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
    "ImportEventData",
    "OrderActionRequired",
    "OrderCancelScheduled",
    "OrderCancelled",
    "OrderCompleted",
    "OrderEventData",
    "OrderFailed",
    "OrderInProgress",
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
    "parse",
    "sign",
    "verify",
]

Headers: TypeAlias = Mapping[str, str] | Iterable[tuple[str | bytes, str | bytes]]
Secrets: TypeAlias = str | Mapping[str, str]
SecretEncoding: TypeAlias = Literal["raw", "base64", "hex"]


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
        if secrets is None:
            secrets = os.environ.get("PEEKER_WEBHOOK_SECRET")
        if secrets is None:
            raise ConfigurationError("pass the webhook secret, or set PEEKER_WEBHOOK_SECRET in the environment")
        options = {
            "secrets": {"default": secrets} if isinstance(secrets, str) else secrets,
            "tolerance_s": tolerance,
            "signed_content": signed_content,
            "secret_encoding": secret_encoding,
            "secret_prefix": secret_prefix,
        }
        self._labels = ["default"] if isinstance(secrets, str) else list(secrets)
        self._native = _native.Verifier(encode("Verifier", options))

    def verify(self, body: bytes | str, headers: Headers, *, now: float | None = None) -> Verified:
        """Check one delivery: its body as it was received, and all of its headers.

        Gives the event, the label of the secret that fits, and the time of signing. A delivery that is not Peeker's,
        not recent or not readable raises `WebhookError`: answer it with 400.
        """
        now = time.time() if now is None else now
        return self._native.verify(_raw(body), _pairs(headers), int(now))

    def diagnose(self, body: bytes | str, headers: Headers, *, now: float | None = None) -> Diagnosis:
        """Explain why a delivery does not verify: another recipe, a body that was written anew, a clock that is off.

        Each finding names the setting to change. It holds no secret, and is no proof that a delivery is Peeker's.
        """
        now = time.time() if now is None else now
        return self._native.diagnose(_raw(body), _pairs(headers), int(now))

    def __repr__(self) -> str:
        return f"Verifier(labels={self._labels!r})"

    def __reduce__(self) -> Any:
        raise TypeError("a Verifier is not pickled: its secrets would be in the pickle")


def verify(
    body: bytes | str,
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


def parse(body: bytes | str, *, event_id: str | None = None) -> Event:
    """Read a body that was verified before, as after a queue. It checks no signature.

    :param event_id: The header ``Peeker-Event-Id``, for bodies that have no id of their own.
    """
    return _native.parse_event(_raw(body), event_id)


def sign(
    body: bytes | str,
    secret: str,
    *,
    timestamp: float | None = None,
    event_id: str | None = None,
    signed_content: str = "timestamp.body",
    secret_encoding: SecretEncoding = "raw",
    secret_prefix: str | None = None,
) -> dict[str, str]:
    """Make the headers of a delivery, for tests of your own endpoint."""
    recipe = {"signed_content": signed_content, "secret_encoding": secret_encoding, "secret_prefix": secret_prefix}
    when = int(time.time() if timestamp is None else timestamp)
    return dict(_native.sign_event(_raw(body), secret, json.dumps(recipe), when, event_id))


def _raw(body: bytes | str) -> bytes:
    if isinstance(body, str):
        return body.encode("utf-8", "surrogatepass")
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    raise TypeError(f"the body is needed as it was received, in bytes; a {type(body).__name__} was parsed before")


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    pairs = headers.items() if isinstance(headers, Mapping) or hasattr(headers, "items") else headers
    return [(_bytes(name), _bytes(value)) for name, value in pairs]


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogatepass")
