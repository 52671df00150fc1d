"""Handling each event once, although it is delivered up to five times.

What a claim means, how long it lasts and what to answer are core's. Here are the protocol of stores and the ``with``
block around a handler.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Generator
from types import TracebackType
from typing import Final, Literal, Protocol, TypeAlias

from peeker_partner import _log, _native
from peeker_partner._native import DEFAULT_LEASE, Event, Lease

Claim: TypeAlias = Literal["new", "in_progress", "done"]
"""``new``: the event is the caller's to handle. ``in_progress``: another handler has it, and may still fail.
``done``: it was handled."""


class DeduplicatorStore(Protocol):
    """What remembers events: memory, SQLite, Redis, a table. Three methods to implement.

    Of several claims at once one alone is ``new``: that is for the store to ensure, and `testing.check_store` looks
    at it. `SQLiteStore` shows how a table does it. Redis does it with two keys: ``claim`` is ``SET claim:<id> 1 NX PX
    <lease>``; whether or not that is refused, ``EXISTS done:<id>`` says that the event is done. ``complete`` is ``SET
    done:<id> 1 EX 172800``, and ``release`` is ``DEL claim:<id>``.
    """

    def claim(self, event_id: str, lease: float, /) -> Claim:
        """Take an event for one handler, until it is completed, released, or ``lease`` seconds are over."""
        ...

    def complete(self, event_id: str, /) -> None:
        """Remember for 48 hours that the event was handled, whoever holds its claim by now."""
        ...

    def release(self, event_id: str, /) -> None:
        """Give a claim back. An event that is done stays done."""
        ...


class AsyncDeduplicatorStore(Protocol):
    """The same with methods that are awaited, for `AsyncDeduplicator`."""

    async def claim(self, event_id: str, lease: float, /) -> Claim:
        """See `DeduplicatorStore.claim`."""
        ...

    async def complete(self, event_id: str, /) -> None:
        """See `DeduplicatorStore.complete`."""
        ...

    async def release(self, event_id: str, /) -> None:
        """See `DeduplicatorStore.release`."""
        ...


class MemoryStore:
    """Remembers events in this process: for one process that may forget when it restarts, and for tests.

    It holds at most 100,000 events and beyond that forgets the oldest. Threads can share it.

    :param clock: Seconds on a clock that never goes back.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._native = _native.MemoryStore()
        self._clock = clock

    def claim(self, event_id: str, lease: float, /) -> Claim:
        """Take an event for one handler."""
        return self._native.claim(event_id, lease, self._clock())

    def complete(self, event_id: str, /) -> None:
        """Remember for 48 hours that the event was handled."""
        self._native.complete(event_id)

    def release(self, event_id: str, /) -> None:
        """Give a claim back."""
        self._native.release(event_id)


class Deduplicator:
    """Lets each event be handled once. Ask it about events that were verified, and no others.

    ::

        with deduplicator.claim(event) as claimed:
            if claimed.is_new:
                handle(event)
        return Response(status=claimed.status)

    Leaving the block marks the event as handled; leaving it by an exception releases the event, and the next delivery
    is handled. "Once" has the limits of every lease: a handler that outlives its lease, or a process that dies
    between its work and the end of the block, makes the event be handled again. So a handler does well to be
    idempotent.

    :param store: `MemoryStore`, `SQLiteStore`, or three methods of your own.
    :param lease: Seconds that a claim lasts, 5 to 3600; 60. Longer than any handler takes: Peeker waits 10 to 15 s
        for an answer, and the shorter the lease, the sooner an event whose handler crashed is handled.
    :param clock: Seconds on a clock that never goes back.
    """

    def __init__(
        self,
        store: DeduplicatorStore,
        *,
        lease: float = DEFAULT_LEASE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        _check_store(store)
        Lease(lease, clock())
        self._store = store
        self._lease = lease
        self._clock = clock

    def claim(self, event: Event | str) -> Claimed:
        """Take an event, or the one with this id. What the store raises is raised: Peeker tries again after a 500."""
        event_id = _id_of(event)
        lease = Lease(self._lease, self._clock())
        return Claimed(self._store, self._clock, event_id, self._store.claim(event_id, self._lease), lease)

    def __repr__(self) -> str:
        return f"Deduplicator({self._store!r}, lease={self._lease!r})"


class _Claimed:
    """What became of a claim, and of the event since."""

    def __init__(self, clock: Callable[[], float], event_id: str, claim: Claim, lease: Lease) -> None:
        self._answer = _native.claim_answer(claim)
        self._clock = clock
        self._lease = lease
        self._settled = False
        self.event_id: Final = event_id
        self.claim: Final[Claim] = claim

    @property
    def is_new(self) -> bool:
        """Whether the event is yours to handle."""
        return self.claim == "new"

    @property
    def status(self) -> int:
        """The HTTP status to answer the delivery with.

        200 if the event was handled, now or before; 503 while another handler has it, which may still fail; 500 if it
        was not handled here.
        """
        return 500 if self._answer is None else self._answer

    def __repr__(self) -> str:
        return f"{type(self).__name__}(event_id={self.event_id!r}, claim={self.claim!r}, status={self.status})"

    def _is_pending(self) -> bool:
        return self.is_new and not self._settled

    def _may_release(self) -> bool:
        """Whether there is something left to give back. After the lease the claim may be another handler's."""
        pending = self._is_pending()
        self._settled = True
        return pending and self._lease.may_release(self._clock())

    def _completes(self) -> None:
        # The work is done, whatever the store says to it: another delivery would do it again.
        self._settled = True
        self._answer = _native.claim_answer("done")

    def _forgotten(self, what: str) -> None:
        _log.store_failed(what, self.event_id)


class Claimed(_Claimed):
    """What became of a claim. As a ``with`` block around the handler it completes or releases the event."""

    def __init__(
        self, store: DeduplicatorStore, clock: Callable[[], float], event_id: str, claim: Claim, lease: Lease
    ) -> None:
        super().__init__(clock, event_id, claim, lease)
        self._store = store

    def complete(self) -> None:
        """Mark the event as handled. If the store raises, answer 200 all the same: the work is done."""
        if self._is_pending():
            self._completes()
            self._store.complete(self.event_id)

    def release(self) -> None:
        """Give the event back unhandled. If the store raises, the claim ends with its lease."""
        if self._may_release():
            self._store.release(self.event_id)

    def __enter__(self) -> Claimed:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # What the store raises here is logged: it would answer handled work with 500, or hide the handler's error.
        try:
            self.complete() if kind is None else self.release()
        except Exception:
            self._forgotten("complete" if kind is None else "release")


class AsyncDeduplicator:
    """`Deduplicator` for a store whose methods are awaited.

    ::

        async with deduplicator.claim(event) as claimed:
            if claimed.is_new:
                await handle(event)
        return Response(status_code=claimed.status)
    """

    def __init__(
        self,
        store: AsyncDeduplicatorStore,
        *,
        lease: float = DEFAULT_LEASE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        _check_store(store)
        Lease(lease, clock())
        self._store = store
        self._lease = lease
        self._clock = clock

    def claim(self, event: Event | str) -> _Claiming:
        """Take an event, or the one with this id: ``async with`` it, or await it."""
        return _Claiming(self._claim(_id_of(event)))

    async def _claim(self, event_id: str) -> AsyncClaimed:
        lease = Lease(self._lease, self._clock())
        claim = await self._store.claim(event_id, self._lease)
        return AsyncClaimed(self._store, self._clock, event_id, claim, lease)

    def __repr__(self) -> str:
        return f"AsyncDeduplicator({self._store!r}, lease={self._lease!r})"


class AsyncClaimed(_Claimed):
    """What became of a claim. As an ``async with`` block around the handler it completes or releases the event."""

    def __init__(
        self, store: AsyncDeduplicatorStore, clock: Callable[[], float], event_id: str, claim: Claim, lease: Lease
    ) -> None:
        super().__init__(clock, event_id, claim, lease)
        self._store = store

    async def complete(self) -> None:
        """Mark the event as handled. If the store raises, answer 200 all the same: the work is done."""
        if self._is_pending():
            self._completes()
            await self._store.complete(self.event_id)

    async def release(self) -> None:
        """Give the event back unhandled. If the store raises, the claim ends with its lease."""
        if self._may_release():
            await self._store.release(self.event_id)


class _Claiming:
    """A claim that is under way."""

    def __init__(self, claimed: Awaitable[AsyncClaimed]) -> None:
        self._claiming = claimed
        self._claimed: AsyncClaimed | None = None

    def __await__(self) -> Generator[object, None, AsyncClaimed]:
        return self._claiming.__await__()

    async def __aenter__(self) -> AsyncClaimed:
        self._claimed = await self._claiming
        return self._claimed

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        claimed = self._claimed
        if claimed is None:
            return
        try:
            await (claimed.complete() if kind is None else claimed.release())
        except Exception:
            claimed._forgotten("complete" if kind is None else "release")


def _id_of(event: Event | str) -> str:
    event_id = event if isinstance(event, str) else getattr(event, "id", None)
    if not isinstance(event_id, str) or not event_id:
        raise TypeError(f"event is an event or its id, and not {type(event).__name__}")
    return event_id


def _check_store(store: object) -> None:
    missing = [name for name in ("claim", "complete", "release") if not callable(getattr(store, name, None))]
    if missing:
        raise TypeError(f"store has no method {' and no method '.join(missing)}")
