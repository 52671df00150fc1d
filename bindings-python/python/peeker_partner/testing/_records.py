"""What the sandbox tells of what happened in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class SeenRequest:
    """A request as it arrived. ``Authorization`` is redacted."""

    number: int
    """Counts from 1 over all requests."""
    at: datetime
    """When it arrived, by the sandbox's clock."""
    request_id: str
    """What ``Peeker-Request-Id`` said, or would have said."""
    method: str
    path: str
    """Below the base URL, as in ``/orders``."""
    query: str
    """What stands after ``?``."""
    headers: tuple[tuple[str, str], ...]
    body: str
    fault: str | None
    """The fault that met it."""
    processed: bool
    """Whether the work was done: not if a fault came before it."""
    status: int | None
    """The status of the answer; ``None`` if none was sent."""

    def json(self) -> Any:
        """Read the body."""
        return json.loads(self.body)


@dataclass(frozen=True)
class SentEvent:
    """An event that happened, whether or not it was delivered."""

    id: str
    type: str
    object_id: str
    created_at: datetime
    body: str
    fault: str | None
    """The fault that met it."""

    def json(self) -> Any:
        """Read the body."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Delivery:
    """One attempt to deliver an event."""

    event_id: str
    type: str
    attempt: int
    """From 1; 0 if it was sent again by `Sandbox.redeliver`."""
    at: datetime
    """When, by the sandbox's clock."""
    timestamp: int
    """What ``Peeker-Timestamp`` said."""
    signature: str
    status: int | None
    """How your endpoint answered; ``None`` if it did not."""
    error: str | None
    """Why there was no answer."""

    @property
    def is_accepted(self) -> bool:
        """Whether the answer was 2xx."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Counters:
    """How much happened since the beginning."""

    requests: int
    orders: int
    events: int
    deliveries: int


def read(kind: type[R], row: dict[str, Any]) -> R:
    """Make a record of a row; what a newer sandbox says besides is left out."""
    known = {field.name: row[field.name] for field in fields(kind) if field.name in row}  # type: ignore[arg-type]
    for name in ("at", "created_at"):
        if name in known:
            known[name] = moment(known[name])
    if "headers" in known:
        known["headers"] = tuple((name, value) for name, value in known["headers"])
    return kind(**known)


def moment(text: str) -> datetime:
    """Read a time of the sandbox, which is in UTC."""
    # `fromisoformat` reads no `Z` before Python 3.11.
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
