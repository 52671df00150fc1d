"""Does a store of one's own keep what a `Deduplicator` needs of it."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peeker_partner.webhooks import DeduplicatorStore

_THREADS = 8
_LEASE = 60.0


def check_store(store: DeduplicatorStore) -> None:
    """Raise `AssertionError` with what is wrong, if a store does not keep what a `Deduplicator` needs of it.

    For a test of a store of yours, against its real database. It leaves some events of made up ids behind. That a
    claim ends with its lease is not looked at: it would take as long::

        def test_our_store_handles_each_event_once(redis):
            check_store(RedisStore(redis))
    """
    first, second = (f"evt_check_{uuid.uuid4().hex}" for _ in range(2))
    _expect(store, first, "new", "nobody has claimed the event")
    _expect(store, first, "in_progress", "it was claimed before")
    _expect(store, second, "new", "another event was claimed, not this one")
    store.release(first)
    _expect(store, first, "new", "its claim was given back")
    store.complete(first)
    _expect(store, first, "done", "it was completed")
    store.release(first)
    _expect(store, first, "done", "it was completed, and giving a claim back does not undo that")
    store.complete(first)
    _expect(store, first, "done", "it was completed twice")
    store.release(second)
    store.complete(second)
    _expect(store, second, "done", "it was completed after its claim was given back")
    _one_of_many(store)


def _expect(store: DeduplicatorStore, event_id: str, expected: str, why: str) -> None:
    found = store.claim(event_id, _LEASE)
    if found != expected:
        raise AssertionError(f"claim() returned {found!r} and not {expected!r}, though {why}")


def _one_of_many(store: DeduplicatorStore) -> None:
    """Claim several events from several threads at once: by luck alone a store passes once, not each time."""
    for _ in range(20):
        event_id = f"evt_check_{uuid.uuid4().hex}"
        with ThreadPoolExecutor(_THREADS) as pool:
            claims = list(pool.map(store.claim, [event_id] * _THREADS, [_LEASE] * _THREADS))
        if sorted(claims) != ["in_progress"] * (_THREADS - 1) + ["new"]:
            raise AssertionError(
                f"of {_THREADS} claims at once {claims.count('new')} were new: one statement of the database must "
                "both look and claim"
            )
