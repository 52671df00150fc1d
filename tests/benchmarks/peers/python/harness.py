"""Measures the contenders of each job in turn, in rounds, and writes what it found as JSON lines.

In every round each contender takes one sample, in an order that is shuffled with a fixed seed: what slows the machine
down for a while slows all of them. A contender is measured only if its result is the one that is expected.

    python harness.py --inputs FOLDER --out FOLDER [--row NAME] [--quick]
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import random
import sys
import time
import traceback
import zlib
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from time import perf_counter_ns
from typing import Any, NamedTuple

HERE = Path(__file__).parent
SEED = 20_260_508


class Effort(NamedTuple):
    """How long is measured."""

    rounds: int
    #: Of a row whose contenders are slow: then it ends early, though not before these rounds.
    seconds: int
    least_rounds: int
    sample_ns: int
    processes: int


FULL = Effort(rounds=101, seconds=60, least_rounds=21, sample_ns=4_000_000, processes=21)
QUICK = Effort(rounds=7, seconds=5, least_rounds=3, sample_ns=1_000_000, processes=3)


class Inputs:
    """What a contender is given: the same files for all languages, and the server's address."""

    def __init__(self, folder: Path, case: Any) -> None:
        self._folder = folder
        self.case = case
        self.address = (folder / "address").read_text()

    def bytes(self, name: str) -> bytes:
        """A file as it is."""
        return (self._folder / name).read_bytes()

    def json(self, name: str) -> Any:
        """A file's data."""
        return json.loads(self.bytes(name))


class Contender(NamedTuple):
    """Somebody who can do a job. `prepare` does once what a program does once, and gives what is timed."""

    name: str
    role: str
    package: str | None
    note: str | None
    prepare: Any


class Declaring:
    """A job's contenders, declared by decorating what prepares them.

    - `ours`: the call that the documentation tells to use; `variant`: another way of ours
    - `peer`: who does the same job; `floor`: what nobody can do without, or who does less
    """

    def __init__(self, row: str, *, over: Sequence[Any] = (None,)) -> None:
        self.row = row
        self.over = over
        self.contenders: list[Contender] = []

    def _declare(self, role: str, name: str, package: str | None, note: str | None) -> Callable[[Any], Any]:
        def declare(prepare: Any) -> Any:
            self.contenders.append(Contender(name, role, package, note, prepare))
            return prepare

        return declare

    def ours(self, name: str = "peeker-partner", note: str | None = None) -> Callable[[Any], Any]:
        return self._declare("ours", name, "peeker-partner", note)

    def variant(self, name: str, note: str | None = None) -> Callable[[Any], Any]:
        return self._declare("variant", name, "peeker-partner", note)

    def peer(self, name: str, *, package: str | None = None, note: str | None = None) -> Callable[[Any], Any]:
        return self._declare("peer", name, package or name, note)

    def floor(self, name: str, *, package: str | None = None, note: str | None = None) -> Callable[[Any], Any]:
        return self._declare("floor", name, package, note)

    def named(self, case: Any) -> dict[str, Any]:
        """The row of a case: numbers are points of one curve, all else is a row of its own."""
        if isinstance(case, int):
            return {"row": self.row, "n": case}
        return {"row": self.row if case is None else f"{self.row}-{case}"}

    def measure(self, folder: Path, effort: Effort) -> Any:
        """Yield one record for each contender of each case."""
        for case in self.over:
            inputs = Inputs(folder, case)
            ready, failed = [], []
            for contender in self.contenders:
                try:
                    ready.append((contender, self.ready(contender, inputs)))
                except Exception as error:
                    failed.append((contender, _reason(error)))
            for contender, why in failed:
                yield self.named(case) | _about(contender) | {"failed": why}
            samples = self.rounds(case, [run for _, run in ready], effort)
            for (contender, _), taken in zip(ready, samples, strict=True):
                yield self.named(case) | _about(contender) | {"unit": self.unit, "samples": taken}

    unit = "ns"

    def ready(self, contender: Contender, inputs: Inputs) -> Any:
        """Give what is sampled, after its result was checked."""
        raise NotImplementedError

    def rounds(self, case: Any, runs: list[Any], effort: Effort) -> list[list[float]]:
        """Give the samples of each, taken in turn."""
        raise NotImplementedError


class Job(Declaring):
    """A job that contenders do in this process.

    What `prepare` gives is called without arguments; a second function, if it gives two, has to fail: it is the same
    with a forged input. `expected` is the result, or makes of the inputs what judges one. One call does the job once,
    or as often as `per_call` says of the case.
    """

    def __init__(self, row: str, *, expected: Any, over: Sequence[Any] = (None,), per_call: Any = None) -> None:
        super().__init__(row, over=over)
        self._expected = expected
        self._per_call = per_call or (lambda case: 1)

    def ready(self, contender: Contender, inputs: Inputs) -> Any:
        prepared = contender.prepare(inputs)
        run, forged = prepared if isinstance(prepared, tuple) else (prepared, None)
        check(run(), self._expected, inputs)
        if forged is not None and _accepts(forged):
            raise AssertionError("it accepts what is forged")
        return run

    def rounds(self, case: Any, runs: list[Any], effort: Effort) -> list[list[float]]:
        per_call = self._per_call(case)
        batches = [_batch(run, effort.sample_ns) for run in runs]
        gc.collect()
        taken: list[list[float]] = [[] for _ in runs]
        until = perf_counter_ns() + effort.seconds * 1_000_000_000
        for done, order in enumerate(shuffled(f"{self.row} {case}", len(runs), effort.rounds)):
            if done >= effort.least_rounds and perf_counter_ns() > until:
                break
            for index in order:
                taken[index].append(_sample(runs[index], batches[index]) / per_call)
        return taken


def check(result: Any, expected: Any, inputs: Inputs) -> None:
    """Hold a result against the expected one, which may be a function of the inputs that gives it, or judges."""
    if callable(expected):
        expected = expected(inputs)
    if callable(expected):
        if not expected(result):
            raise AssertionError(f"its result is not right: {str(result)[:200]}")
    elif result != expected:
        raise AssertionError(f"its result is {str(result)[:200]}, not {str(expected)[:200]}")


def shuffled(name: str, contenders: int, rounds: int) -> Any:
    """Yield an order for every round, the same ones whenever it runs."""
    chance = random.Random(SEED ^ zlib.crc32(name.encode()))
    order = list(range(contenders))
    for _ in range(rounds):
        chance.shuffle(order)
        yield list(order)


def _accepts(forged: Any) -> bool:
    try:
        return forged() is not False
    except Exception:
        return False


def _sample(run: Any, batch: int) -> float:
    repeated = range(batch)
    begun = perf_counter_ns()
    for _ in repeated:
        run()
    return (perf_counter_ns() - begun) / batch


def _batch(run: Any, sample_ns: int) -> int:
    """How many calls fill a sample."""
    batch = 1
    while (took := _sample(run, batch) * batch) < sample_ns:
        batch = max(batch + 1, int(batch * min(10, 1.1 * sample_ns / max(took, 1))))
    return batch


def _reason(error: BaseException) -> str:
    return traceback.format_exception_only(error)[-1].strip()[:300]


def _about(contender: Contender) -> dict[str, Any]:
    about = {
        "language": "python",
        "runtime": f"{platform.python_implementation()} {platform.python_version()}",
        "contender": contender.name,
        "role": contender.role,
    }
    if contender.note:
        about["note"] = contender.note
    try:
        if contender.package:
            about["version"] = metadata.version(contender.package)
    except metadata.PackageNotFoundError:
        pass
    return about


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--row", default="")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    effort = QUICK if given.quick else FULL
    given.out.mkdir(parents=True, exist_ok=True)
    for file in sorted((HERE / "jobs").glob("[a-z]*.py")):
        job = import_module(f"jobs.{file.stem}").JOB
        rows = [case for case in job.over if job.named(case)["row"].startswith(given.row)]
        if not rows:
            continue
        begun = perf_counter_ns()
        job.over = rows
        for row, records in groupby(job.measure(given.inputs, effort), key=itemgetter("row")):
            told = list(map(_dated, records))
            (given.out / f"{row}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in told))
        print(f"  python {job.row} ({(perf_counter_ns() - begun) / 1e9:.1f} s)", file=sys.stderr)


def _dated(record: dict[str, Any]) -> dict[str, Any]:
    if "failed" in record:
        print(f"  {record['row']}: {record['contender']} is left out: {record['failed']}", file=sys.stderr)
    return record | {"date": time.strftime("%Y-%m-%d")}


if __name__ == "__main__":
    # Jobs import this file under its own name; then there is one of it.
    sys.modules["harness"] = sys.modules["__main__"]
    sys.path.insert(0, str(HERE))
    main()
