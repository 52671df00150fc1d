"""Files that are named on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

FILE_HELP: Final = "a file; - is standard input"


def read(name: str) -> bytes:
    """Read all of it, byte for byte."""
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
