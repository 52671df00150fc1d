"""Jobs that need a process of their own, since what one contender has imported is there for the next."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from harness import Contender, Declaring, Effort, Inputs, check, shuffled


class Process(Declaring):
    """A job that is a program of its own: `prepare` gives its text.

    The text finds `ADDRESS` and leaves its result in `answer`. Measured is the time that it takes, or the most memory
    that its process ever had. Starting the interpreter is not part of it.
    """

    def __init__(self, row: str, *, expected: Any, measured: str, over: tuple[Any, ...] = (None,)) -> None:
        super().__init__(row, over=over)
        self._expected = expected
        self.unit = {"time": "ns", "memory": "bytes"}[measured]

    def ready(self, contender: Contender, inputs: Inputs) -> Any:
        program = (_TIMED if self.unit == "ns" else _WEIGHED).format(program=contender.prepare(inputs))

        def run() -> float:
            command = [sys.executable, "-c", program, inputs.address]
            done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
            if done.returncode != 0:
                raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "it failed")
            told = json.loads(done.stdout)
            check(told["answer"], self._expected, inputs)
            return float(told["value"])

        return run, run()

    def rounds(self, case: Any, runs: list[Any], effort: Effort) -> list[list[float]]:
        # Memory hardly differs from run to run, so the one that was checked is the first sample.
        taken: list[list[float]] = [[] if self.unit == "ns" else [first] for _, first in runs]
        rounds = effort.processes if self.unit == "ns" else effort.processes // 10
        for order in shuffled(f"{self.row} {case}", len(runs), rounds):
            for index in order:
                taken[index].append(runs[index][0]())
        return taken


class Size(Declaring):
    """What is on the disk after installing: `prepare` gives the name of a package."""

    unit = "bytes"

    def ready(self, contender: Contender, inputs: Inputs) -> Any:
        return float(sum(_files(name) for name in _installed_with(contender.prepare(inputs))))

    def rounds(self, case: Any, runs: list[Any], effort: Effort) -> list[list[float]]:
        return [[size] for size in runs]


def _installed_with(package: str, found: set[str] | None = None) -> set[str]:
    """The package and all that it cannot be installed without."""
    found = set() if found is None else found
    name = canonicalize_name(package)
    if name not in found:
        found.add(name)
        for text in metadata.requires(name) or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                _installed_with(requirement.name, found)
    return found


def _files(package: str) -> int:
    """Bytes of a package's files, without what Python compiles from them."""
    files = metadata.files(package) or []
    paths = [file.locate() for file in files if "__pycache__" not in file.parts]
    return sum(path.stat().st_size for path in paths if path.is_file())


_TIMED = """
import sys, time
ADDRESS = sys.argv[1]
begun = time.perf_counter_ns()
{program}
took = time.perf_counter_ns() - begun
import json
print(json.dumps({{"answer": answer, "value": took}}))
"""

# The peak of this program: what `getrusage` tells begins with that of whoever started it.
_WEIGHED = """
import sys
ADDRESS = sys.argv[1]
{program}
import json
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(json.dumps({{"answer": answer, "value": peak * 1024}}))
"""
