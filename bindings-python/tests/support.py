"""What tests share: samples of the API, and a server on this machine that answers as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from peeker_partner import Batch, Listing

KEY = "pk_test_canary0key"
ME = {"api_key": {"environment": "test", "permission_preset": "full"}, "partner": {"id": "org_1", "name": "Acme"}}
ORDER = {
    "id": "ord_1",
    "user_id": "usr_1",
    "email": "alex@acme.com",
    "status": "in_progress",
    "domain_count": 1,
    "costs": {"total_cents": 6800, "currency": "usd"},
    "created_at": "2026-05-08T12:00:00Z",
}


def vectors(name: str) -> list[dict[str, Any]]:
    """Those of a file that every language runs."""
    file = json.loads((Path(__file__).parents[2] / "tests" / "vectors" / f"{name}.json").read_text())
    found: list[dict[str, Any]] = file["vectors"]
    assert len(found) == file["count"]
    return found


def sound_input(operation: str) -> dict[str, Any]:
    """That of the operation's first request vector that is sent."""
    of_it = (vector for vector in vectors("requests") if vector["operation"] == operation)
    found: dict[str, Any] = next(vector["input"] for vector in of_it if "method" in vector["expect"])
    return found


def call(client: Any, operation: str, fields: dict[str, Any], **options: Any) -> Any:
    """Call the method of that operation, as a user would. Gives a page of a list, and a batch's first part."""
    method = client
    for part in operation.split("."):
        method = getattr(method, part)
    known = options.pop("known", None)
    if known is not None:
        options |= {
            "known_domains": [],
            **{{"domains": "known_domains"}.get(name, name): known[name] for name in known},
        }
    found = method(**fields, **options)
    if isinstance(found, Listing):
        return next(found.pages())
    if isinstance(found, Batch):
        found.raise_for_errors()
        return found.items[0]
    return found


def arguments(options: dict[str, Any]) -> dict[str, Any]:
    """Options of JSON as arguments: milliseconds become seconds, and pairs of headers a mapping."""
    times = ("timeout", "deadline", "connect_timeout", "poll")
    given = {name: options[name] / 1000 for name in times if name in options}
    headers = {"headers": dict(options["headers"])} if "headers" in options else {}
    return options | given | headers


def at(value: Any, pointer: str) -> Any:
    """What a JSON pointer leads to, or None."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value


def same(found: Any, expected: Any) -> bool:
    """Whether values are the same as the vectors mean it: null is nothing, times are instants."""
    if expected is None:
        return found in (None, [])
    if isinstance(found, str) and isinstance(expected, str) and found != expected:
        try:
            return datetime.fromisoformat(found) == datetime.fromisoformat(expected)
        except ValueError:
            return False
    return bool(found == expected) and isinstance(found, bool) == isinstance(expected, bool)


@dataclass
class Seen:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """Answers every request with what `answer` returns: status, headers and JSON."""

    url: str = ""
    answer: Callable[[Seen], tuple[int, dict[str, str], Any]] = lambda seen: (200, {}, {"data": ME})
    requests: list[Seen] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    released: threading.Event = field(default_factory=threading.Event)

    def hold(self, seen: Seen) -> tuple[int, dict[str, str], Any]:
        """Answer only when the test is over, or says so."""
        self.released.wait()
        return 200, {}, {"data": ME}
