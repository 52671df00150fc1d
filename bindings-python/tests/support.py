"""What tests share: samples of the API, and a server on this machine that answers as a test says."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
