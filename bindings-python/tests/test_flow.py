"""The whole API against the sandbox, by the blocking client and by the one for asyncio, also on uvloop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import story
from peeker_partner import AttemptReport, Progress, _native
from peeker_partner.testing import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    # A second of the sandbox takes a hundredth of one.
    with Sandbox(speed=100) as sandbox:
        yield sandbox


def run_on_uvloop(main: Coroutine[Any, Any, None]) -> None:
    uvloop = pytest.importorskip("uvloop", reason="uvloop is not made for this platform")
    uvloop.run(main)


def test_the_blocking_client_does_everything_that_the_api_does(sandbox: Sandbox) -> None:
    heard: list[AttemptReport] = []
    with sandbox.client(on_attempt=heard.append) as client:
        asyncio.run(story.tell(client, sandbox))  # Nothing in it waits: its awaits are for the other client.
    assert {report.operation for report in heard} - {"request"} == set(_native.operations())


@pytest.mark.parametrize("run", [asyncio.run, run_on_uvloop])
def test_the_client_for_asyncio_does_everything_that_the_api_does(
    sandbox: Sandbox, run: Callable[[Coroutine[Any, Any, None]], None]
) -> None:
    heard: list[AttemptReport] = []

    async def main() -> None:
        async with sandbox.async_client(on_attempt=heard.append) as client:
            await story.tell(client, sandbox)

    run(main())
    assert {report.operation for report in heard} - {"request"} == set(_native.operations())


def test_sixty_four_threads_share_one_client(sandbox: Sandbox) -> None:
    with sandbox.client() as client, ThreadPoolExecutor(64) as pool:
        made = list(
            pool.map(lambda number: client.bundles.create(name=str(number), monthly_sending_volume=1_000), range(64))
        )
        assert {bundle.name for bundle in made} == {str(number) for number in range(64)}
        found = list(pool.map(client.bundles.retrieve, [bundle.id for bundle in made]))
        assert found == made
        assert {row.id for row in client.bundles.list(per_page=10)} == {bundle.id for bundle in made}


def test_a_hundred_tasks_share_one_client(sandbox: Sandbox) -> None:
    async def main() -> None:
        async with sandbox.async_client() as client:
            made = await asyncio.gather(
                *(client.bundles.create(name=str(number), monthly_sending_volume=1_000) for number in range(100))
            )
            assert {bundle.name for bundle in made} == {str(number) for number in range(100)}

    asyncio.run(main())


def test_progress_may_be_told_to_a_coroutine_and_may_end_a_wait() -> None:
    class EnoughError(Exception):
        pass

    async def main(sandbox: Sandbox) -> None:
        told: list[str | None] = []

        async def tell(progress: Progress) -> None:
            await asyncio.sleep(0)
            told.append(progress.status)
            if len(told) == 2:
                raise EnoughError

        async with sandbox.async_client() as client:
            job = await client.imports.create_job(["acme-mail.com"])
            with pytest.raises(EnoughError):
                await client.imports.wait(job.id, poll=0.001, on_progress=tell)
        assert told == ["in_progress", "in_progress"]

    with Sandbox(speed=0) as stands_still:
        asyncio.run(main(stands_still))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions take notes from 3.11 on")
def test_what_a_cancelled_batch_had_done_is_with_its_exception(sandbox: Sandbox) -> None:
    async def main() -> Any:
        async with sandbox.async_client() as client:
            first_is_done = asyncio.Event()
            loop = asyncio.get_running_loop()
            patient = client.with_options(on_attempt=lambda _: loop.call_soon(first_is_done.set))
            sandbox.fault("latency;ms=60000", path="/domains/import/jobs", skip=1)
            task = asyncio.create_task(patient.imports.create_many([f"many-{n}.com" for n in range(600)]))
            await first_is_done.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return caught.value

    error = asyncio.run(main())
    done, rest = error.batch.items
    assert (done.outcome, rest.outcome) in {("succeeded", "unknown"), ("succeeded", "failed")}
    assert any("imports.create_many was given up" in note for note in error.__notes__)
