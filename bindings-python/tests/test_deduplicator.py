"""Each event is handled once, whatever the store."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from peeker_partner import ConfigurationError, webhooks
from peeker_partner.testing import check_store
from peeker_partner.webhooks import Claim, Deduplicator, DeduplicatorStore, MemoryStore, SQLiteStore

HOURS = 3600.0


class Time:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


Make = Callable[[Time], DeduplicatorStore]


@pytest.fixture(params=["memory", "sqlite"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    if request.param == "memory":
        return lambda time: MemoryStore(clock=time)
    return lambda time: SQLiteStore(tmp_path / "events.db", clock=time)


def deduplicator(make: Make, time: Time) -> Deduplicator:
    return Deduplicator(make(time), clock=time)


def test_an_event_is_new_then_in_progress_then_done(make: Make) -> None:
    once = deduplicator(make, Time())
    with once.claim("evt_1") as claimed:
        assert (claimed.is_new, claimed.claim) == (True, "new")
        meanwhile = once.claim("evt_1")
        assert (meanwhile.is_new, meanwhile.claim, meanwhile.status) == (False, "in_progress", 503)
        assert once.claim("evt_2").is_new
    assert claimed.status == 200
    again = once.claim("evt_1")
    assert (again.is_new, again.claim, again.status) == (False, "done", 200)


def test_a_handler_that_raises_gives_the_event_back(make: Make) -> None:
    once = deduplicator(make, Time())
    with pytest.raises(KeyError), once.claim("evt_1") as claimed:
        raise KeyError("of the handler")
    assert claimed.status == 500
    assert once.claim("evt_1").is_new


def test_leaving_the_block_of_another_handlers_event_changes_nothing(make: Make) -> None:
    once = deduplicator(make, Time())
    first = once.claim("evt_1")
    with once.claim("evt_1"):
        pass
    assert once.claim("evt_1").claim == "in_progress"
    first.complete()
    with pytest.raises(KeyError), once.claim("evt_1"):
        raise KeyError("after it was done")
    assert once.claim("evt_1").claim == "done"


def test_a_claim_ends_with_its_lease_and_is_not_released_after(make: Make) -> None:
    time = Time()
    once = deduplicator(make, time)
    late = once.claim("evt_1")
    time.now += 59.9
    assert once.claim("evt_1").claim == "in_progress"
    time.now += 0.2
    second = once.claim("evt_1")
    assert second.is_new
    late.release()  # The claim is another handler's by now.
    assert once.claim("evt_1").claim == "in_progress"
    late.complete()
    second.complete()
    assert once.claim("evt_1").claim == "done"


def test_a_handled_event_is_remembered_for_48_hours(make: Make) -> None:
    time = Time()
    once = deduplicator(make, time)
    with once.claim("evt_1"):
        pass
    time.now += 48 * HOURS - 1
    assert once.claim("evt_1").claim == "done"
    time.now += 2
    assert once.claim("evt_1").is_new


def test_completing_and_releasing_twice_is_harmless(make: Make) -> None:
    once = deduplicator(make, Time())
    claimed = once.claim("evt_1")
    claimed.complete()
    claimed.release()
    claimed.complete()
    assert once.claim("evt_1").claim == "done"


def test_of_many_threads_one_alone_handles_an_event(make: Make) -> None:
    once = deduplicator(make, Time())
    together = threading.Barrier(8)

    def claim(_: int) -> str:
        together.wait()
        return once.claim("evt_1").claim

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(claim, range(8))) == ["in_progress"] * 7 + ["new"]


def test_an_event_is_taken_as_such_or_by_its_id() -> None:
    event = webhooks.parse(b'{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}')
    once = Deduplicator(MemoryStore())
    once.claim(event).complete()
    assert once.claim("evt_1").claim == "done"
    anything: tuple[Any, ...] = (None, {}, b"evt_1", "")
    for wrong in anything:
        with pytest.raises(TypeError, match="event is an event or its id"):
            once.claim(wrong)


def test_settings_are_checked_when_the_deduplicator_is_made() -> None:
    for lease in (4.9, 3601, -1, float("nan")):
        with pytest.raises(ConfigurationError, match="5 s to 1 h"):
            Deduplicator(MemoryStore(), lease=lease)
    with pytest.raises(TypeError, match="store has no method complete and no method release"):
        Deduplicator(type("Half", (), {"claim": lambda *_: "new"})())
    with pytest.raises(ValueError, match="MemoryStore"):
        SQLiteStore(":memory:")


class Broken:
    """A store whose answers and failures a test chooses."""

    def __init__(self, claim: Any = "new") -> None:
        self.answer = claim

    def claim(self, event_id: str, lease: float) -> Claim:
        if isinstance(self.answer, Exception):
            raise self.answer
        found: Claim = self.answer
        return found

    def complete(self, event_id: str) -> None:
        raise OSError("the disk is full")

    release = complete


def test_a_store_that_fails_to_claim_raises_to_the_caller() -> None:
    with pytest.raises(OSError, match="no disk"):
        Deduplicator(Broken(OSError("no disk"))).claim("evt_1")


@pytest.mark.parametrize("wrong", [True, None, "New", 7])
def test_a_store_with_another_answer_is_told_what_is_expected(wrong: Any) -> None:
    with pytest.raises(ValueError, match='returns "new", "in_progress" or "done"'):
        Deduplicator(Broken(wrong)).claim("evt_1")


def test_handled_work_is_answered_with_success_though_the_store_fails(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "peeker_partner"), Deduplicator(Broken()).claim("evt_1") as claimed:
        pass
    assert claimed.status == 200
    assert "could not complete the event evt_1" in caplog.text
    explicit = Deduplicator(Broken()).claim("evt_1")
    with pytest.raises(OSError, match="full"):
        explicit.complete()
    assert explicit.status == 200


def test_the_handlers_error_is_not_hidden_by_the_stores(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyError), Deduplicator(Broken()).claim("evt_1"):
        raise KeyError("of the handler")
    assert "could not release the event evt_1" in caplog.text


def test_a_file_outlives_the_store_and_forgets_what_is_old(tmp_path: Path) -> None:
    time, file = Time(), tmp_path / "events.db"
    with Deduplicator(SQLiteStore(file, clock=time)).claim("evt_1"):
        pass
    assert Deduplicator(SQLiteStore(os.fspath(file), clock=time)).claim("evt_1").claim == "done"
    time.now += 49 * HOURS
    with Deduplicator(SQLiteStore(file, clock=time)).claim("evt_2"):
        pass
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT id FROM peeker_events").fetchall() == [("evt_2",)]
    connection.close()


CLAIM_TWENTY = """
import sys
from peeker_partner.webhooks import Deduplicator, SQLiteStore
once = Deduplicator(SQLiteStore(sys.argv[1]))
print(*(once.claim(f"evt_{number}").claim for number in range(20)))
"""


def test_of_several_processes_one_alone_handles_an_event(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CLAIM_TWENTY, str(tmp_path / "events.db")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = [process.communicate()[0].split() for process in processes]
    assert all(len(claims) == 20 for claims in answers)
    for claims in zip(*answers, strict=True):
        assert sorted(claims) == ["in_progress", "in_progress", "new"]


def test_the_stores_of_the_package_pass_the_check_for_stores_of_ones_own(make: Make) -> None:
    check_store(make(Time()))


class Faulty(MemoryStore):
    """A store with one of the mistakes that stores have."""

    def __init__(self, mistake: str) -> None:
        super().__init__()
        self.mistake = mistake
        self.seen: dict[str, Claim] = {}

    def claim(self, event_id: str, lease: float, /) -> Claim:
        if self.mistake == "claims everything":
            return "new"
        return super().claim(event_id, lease)

    def complete(self, event_id: str, /) -> None:
        self.seen[event_id] = "done"
        if self.mistake != "completes nothing":
            super().complete(event_id)

    def release(self, event_id: str, /) -> None:
        if self.seen.get(event_id) != "done":
            self.seen.pop(event_id, None)
        if self.mistake == "releases nothing":
            return
        super().release(event_id)


@pytest.mark.parametrize(
    ("mistake", "why"),
    [
        ("claims everything", "returned 'new' and not 'in_progress', though it was claimed before"),
        ("completes nothing", "and not 'done', though it was completed"),
        ("releases nothing", "and not 'new', though its claim was given back"),
    ],
)
def test_a_store_with_a_mistake_is_told_which(mistake: str, why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        check_store(Faulty(mistake))


def test_a_store_that_looks_before_it_claims_is_caught() -> None:
    class Slow(Faulty):
        """Two threads are between looking and claiming, each time."""

        together = threading.Barrier(2)

        def claim(self, event_id: str, lease: float, /) -> Claim:
            known = self.seen.get(event_id, "new")
            if threading.current_thread() is not threading.main_thread() and known == "new":
                with contextlib.suppress(threading.BrokenBarrierError):
                    self.together.wait(0.2)
            self.seen[event_id] = "in_progress" if known == "new" else known
            return known

    with pytest.raises(AssertionError, match="one statement of the database must both look and claim"):
        check_store(Slow("looks, then claims"))


class AsyncMemory:
    """A store whose methods are awaited."""

    def __init__(self) -> None:
        self.store = MemoryStore()

    async def claim(self, event_id: str, lease: float) -> Claim:
        await asyncio.sleep(0)
        return self.store.claim(event_id, lease)

    async def complete(self, event_id: str) -> None:
        self.store.complete(event_id)

    async def release(self, event_id: str) -> None:
        self.store.release(event_id)


def test_a_store_that_is_awaited_does_the_same(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        once = webhooks.AsyncDeduplicator(AsyncMemory())
        with pytest.raises(KeyError):
            async with once.claim("evt_1"):
                raise KeyError("of the handler")
        async with once.claim("evt_1") as claimed:
            assert claimed.is_new
            assert (await once.claim("evt_1")).status == 503
        assert claimed.status == 200
        assert (await once.claim("evt_1")).claim == "done"
        broken = AsyncMemory()
        broken.store = Broken()  # type: ignore[assignment]
        async with webhooks.AsyncDeduplicator(broken).claim("evt_1") as claimed:
            pass
        assert claimed.status == 200

    asyncio.run(main())
    assert "could not complete the event evt_1" in caplog.text


def test_a_cancelled_handler_gives_the_event_back() -> None:
    async def main() -> None:
        once = webhooks.AsyncDeduplicator(AsyncMemory())
        started = asyncio.Event()

        async def handle() -> None:
            async with once.claim("evt_1"):
                started.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(handle())
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await once.claim("evt_1")).is_new

    asyncio.run(main())
