"""A store of events in an SQLite file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from peeker_partner._native import REMEMBERED

if TYPE_CHECKING:
    from sqlite3 import Connection

    from peeker_partner._deduplicator import Claim

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS peeker_events (id TEXT PRIMARY KEY, done INTEGER NOT NULL, until REAL NOT NULL);
CREATE INDEX IF NOT EXISTS peeker_events_until ON peeker_events (until);
"""
_CLAIM: Final = """
INSERT INTO peeker_events AS known (id, done, until) VALUES (:id, 0, :until)
    ON CONFLICT (id) DO UPDATE SET done = 0, until = excluded.until WHERE known.until <= :now
"""
_COMPLETE: Final = """
INSERT INTO peeker_events (id, done, until) VALUES (:id, 1, :until)
    ON CONFLICT (id) DO UPDATE SET done = 1, until = excluded.until
"""


class SQLiteStore:
    """Remembers events in an SQLite file, across restarts: for all threads and processes of one machine.

    Each call opens the file anew, so a store can be shared by threads and survives a fork. What was remembered for 48
    hours is deleted along the way.

    :param path: The file; it is made if there is none. Not on a network drive: SQLite's locks do not work there.
    :param timeout: Seconds to wait while another process writes.
    :param clock: Unix seconds, which all processes must agree on.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, timeout: float = 5.0, clock: Callable[[], float] = time.time
    ) -> None:
        self._path = os.fspath(path)
        if self._path in ("", ":memory:"):
            raise ValueError("path names a file; what is to be in memory is a MemoryStore")
        self._timeout = timeout
        self._clock = clock
        with self._open() as connection:
            connection.executescript(_SCHEMA)

    def claim(self, event_id: str, lease: float, /) -> Claim:
        """Take an event for one handler."""
        now = self._clock()
        with self._open() as connection:
            taken = connection.execute(_CLAIM, {"id": event_id, "until": now + lease, "now": now}).rowcount
            if taken == 1:
                return "new"
            row = connection.execute("SELECT done FROM peeker_events WHERE id = ?", (event_id,)).fetchone()
        # A row that went meanwhile was released: the next delivery finds it free.
        return "done" if row is not None and row[0] else "in_progress"

    def complete(self, event_id: str, /) -> None:
        """Remember for 48 hours that the event was handled."""
        now = self._clock()
        with self._open() as connection:
            connection.execute(_COMPLETE, {"id": event_id, "until": now + REMEMBERED})
            connection.execute("DELETE FROM peeker_events WHERE until <= ?", (now,))

    def release(self, event_id: str, /) -> None:
        """Give a claim back."""
        with self._open() as connection:
            connection.execute("DELETE FROM peeker_events WHERE id = ? AND NOT done", (event_id,))

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        import sqlite3  # Only who uses it needs it, and a few builds of Python have none.

        with closing(sqlite3.connect(self._path, timeout=self._timeout)) as connection, connection:
            yield connection

    def __repr__(self) -> str:
        return f"SQLiteStore({self._path!r})"
