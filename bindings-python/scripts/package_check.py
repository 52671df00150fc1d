"""Runs in an empty venv with both wheels: is all there, does it work, how large is it, how long does an import take.

    package_check.py FOLDER_OF_WHEELS

Sizes and times are printed and not judged: they depend on the machine. What does not work ends it with an error.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

ROUNDS = 15

#: What is imported, and how much of it people aim for: milliseconds over a bare interpreter.
IMPORTS = {
    "import peeker_partner": 30,
    "from peeker_partner import Client, errors": 30,
    "from peeker_partner import webhooks, validate": 30,
    "from peeker_partner import AsyncClient": None,  # With asyncio, which its users have imported anyway.
}


def main() -> None:
    """Check, measure, print."""
    import peeker_partner

    installed = Path(peeker_partner.__file__).parent
    assert installed.is_relative_to(sys.prefix), installed
    assert (installed / "py.typed").is_file()
    smoke()
    for wheel in sorted(Path(sys.argv[1]).glob("*.whl")):
        print(f"wheel: {wheel.name} has {wheel.stat().st_size / 1e6:.2f} MB (aim: 4 MB)")
    for code, aim in IMPORTS.items():
        goal = f" (aim: {aim} ms)" if aim else ""
        print(f"import: {code}: {import_ms(code):.1f} ms over a bare interpreter{goal}")


def smoke() -> None:
    """Run the smoke test that Peeker documents, by the program that was installed, against the sandbox's wheel."""
    from peeker_partner.testing import Sandbox

    program = Path(sys.executable).with_name("peeker-partner")
    with Sandbox() as sandbox:
        settings = {**os.environ, "PEEKER_API_KEY": sandbox.key, "PEEKER_BASE_URL": sandbox.base_url}
        for command in ("doctor", "smoke"):
            print(f"$ peeker-partner {command}", flush=True)
            subprocess.run([program, command], env=settings, check=True)
        assert sandbox.counters().orders == 1


def import_ms(code: str) -> float:
    """Give how much longer an interpreter takes that runs this: by the best of some rounds."""
    return min(run_ms(code) for _ in range(ROUNDS)) - min(run_ms("pass") for _ in range(ROUNDS))


def run_ms(code: str) -> float:
    """Give how long a new interpreter works to run this. Time of the processor: others use the machine as well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


if __name__ == "__main__":
    main()
