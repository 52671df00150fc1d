"""The program ``peeker-sandbox``: where it is, and one run of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from peeker_partner.testing._error import SandboxError

NAME: Final = "peeker-sandbox"
VARIABLE: Final = "PEEKER_SANDBOX"
_WHEEL: Final = "peeker-partner-sandbox"


def find(program: str | os.PathLike[str] | None) -> str:
    """Give the program's path: as said, else from the environment, else of the wheel, else from the PATH."""
    said = os.fspath(program) if program is not None else os.environ.get(VARIABLE)
    if said:
        found = shutil.which(said)
        if found is None:
            where = "program" if program is not None else VARIABLE
            raise SandboxError(f"{where} names {said!r}, which is no program that can be run")
        return found
    for candidate in _of_the_wheel():
        if os.access(candidate, os.X_OK):
            return str(candidate)
    found = shutil.which(NAME)
    if found is None:
        raise SandboxError(f"there is no {NAME}: pip install {_WHEEL}, or set {VARIABLE} to its path")
    return found


def _of_the_wheel() -> Iterator[Path]:
    from importlib import metadata

    try:
        files = metadata.files(_WHEEL) or []
    except metadata.PackageNotFoundError:
        return
    for file in files:
        if file.name in (NAME, f"{NAME}.exe"):
            yield Path(str(file.locate()))


class Program:
    """One run. It ends with `stop`, and with this process however that ends."""

    def __init__(self, program: str, arguments: Sequence[str], *, log: bool) -> None:
        # A pipe that nobody reads would hold the program up once it is full.
        self._complaints: IO[bytes] | None = None if log else tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [program, "--port", "0", "--until-stdin-closes", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )
        lines = [self._line(), self._line(), self._line()]
        self.base_url = lines[0]
        self.key = lines[1].split()[-1]
        self.control_url = lines[2].split()[-1]

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End it and wait until it has ended. Doing so twice is harmless."""
        for pipe in (self._process.stdin, self._process.stdout, self._complaints):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise SandboxError(self._why_it_ended())
        return line

    def _why_it_ended(self) -> str:
        self._process.wait()
        said = "see above"
        if self._complaints is not None:
            self._complaints.seek(0)
            said = self._complaints.read().decode(errors="replace").strip() or f"code {self._process.returncode}"
        self.stop()
        return f"the sandbox did not start: {said}"

    def __del__(self) -> None:
        # The interpreter may be going down, or __init__ may have failed half way.
        if "_process" in self.__dict__ and not sys.is_finalizing():
            self.stop()
