"""``peeker-partner domains check``: which of these names can be imported, bought or forwarded."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Any

from peeker_partner import validate
from peeker_partner._cli._files import FILE_HELP, read
from peeker_partner._cli._outcome import Code, Outcome, violation_facts, violation_line
from peeker_partner._native import DomainVerdict
from peeker_partner.errors import Violation

_USES: tuple[validate.DomainUse, ...] = ("import", "import_job", "availability", "forwarding")


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    group = commands.add_parser("domains", help="check names without asking the API")
    actions = group.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = actions.add_parser("check", parents=[common], help="say which names are root domains")
    check.description = (
        "Read names as people paste them, parted by lines, commas or semicolons; what follows a # is left out. "
        "Nothing is sent."
    )
    check.add_argument("file", metavar="FILE", help=FILE_HELP)
    check.add_argument("--use", choices=_USES, help="also hold how many there are against what one request takes")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> Outcome:
    text = read(options.file).decode("utf-8", "replace")
    pasted = list(_names(text))
    if not pasted:
        return Outcome.wrong_usage(f"{options.file}: there is no name in it")
    report = validate.domains([name for _, name in pasted], use=options.use)
    rows = [_Row(line, name, verdict) for (line, name), verdict in zip(pasted, report.verdicts, strict=True)]
    sound, invalid = len(report.domains), sum(row.verdict.violation is not None for row in rows)
    is_right = not invalid and not report.violations
    twice = sum(row.verdict.duplicate_of is not None for row in rows)
    lines = [row.line() for row in rows] + [
        f"wrong      {violation_line(violation)}" for violation in report.violations
    ]
    lines += ["", f"{len(rows)} names: {sound} to send, {invalid} invalid, {twice} there twice"]
    facts = {
        "domains": list(report.domains),
        "names": [row.facts() for row in rows],
        "violations": [violation_facts(violation) for violation in report.violations],
    }
    return Outcome(Code.RIGHT if is_right else Code.WRONG, facts, lines)


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Give each name with its line."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        for name in re.split(r"[,;]", line.partition("#")[0]):
            if name.strip():
                yield number, name.strip()


class _Row:
    """One name and what is to be said of it."""

    def __init__(self, line: int, pasted: str, verdict: DomainVerdict) -> None:
        self.number = line
        self.pasted = pasted
        self.verdict = verdict

    def line(self) -> str:
        root, violation = self.verdict.root, self.verdict.violation
        if violation is not None:
            return f"invalid    {self.pasted}: {_without_path(violation)} (line {self.number})"
        name = self.pasted if root is None else root.domain
        pasted = "" if name == self.pasted else f"  from {self.pasted!r}"
        if self.verdict.duplicate_of is not None:
            return f"duplicate  {name}{pasted} (line {self.number})"
        warnings = "".join(f"; {warning.message}" for warning in (root.warnings if root else ()))
        return f"{'unsure' if warnings else 'ok':9}  {name}{pasted}{warnings}"

    def facts(self) -> dict[str, Any]:
        root, violation = self.verdict.root, self.verdict.violation
        facts: dict[str, Any] = {"line": self.number, "name": self.pasted, "domain": root.domain if root else None}
        facts["duplicate_of"] = self.verdict.duplicate_of
        facts["violation"] = None if violation is None else violation_facts(violation)
        facts["warnings"] = [violation_facts(warning) for warning in (root.warnings if root else ())]
        return facts


def _without_path(violation: Violation) -> str:
    return violation_line(violation).removeprefix(f"{violation.path}: ")
