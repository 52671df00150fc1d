"""What a command found, and how it is shown: for people, or as one JSON object."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from peeker_partner import errors


class Code(IntEnum):
    """Exit codes. ``--help`` explains them."""

    RIGHT = 0
    WRONG = 1
    USAGE = 2
    UNANSWERED = 3
    INTERRUPTED = 130


@dataclass(frozen=True)
class Outcome:
    """What a command found."""

    code: Code
    facts: dict[str, Any]
    """For programs. ``ok`` is added."""
    lines: list[str] = field(default_factory=list)
    """For people, on standard output."""
    complaints: list[str] = field(default_factory=list)
    """For people, on standard error."""

    @classmethod
    def wrong_usage(cls, message: str) -> Outcome:
        """Say why the command cannot be carried out as it was given."""
        return cls(Code.USAGE, {"error": {"message": message}}, complaints=[message])


#: What went wrong is not the caller's, and may be gone the next time.
_UNANSWERED = (
    errors.APIConnectionError,
    errors.APITimeoutError,
    errors.DeadlineExceededError,
    errors.OutcomeUnknownError,
    errors.RateLimitError,
    errors.ServerError,
    errors.UnexpectedResponseError,
    errors.UnreadableSuccessError,
    errors.WaitTimeoutError,
)


def code_of(error: errors.PeekerError) -> Code:
    """Give the exit code for an error."""
    if isinstance(error, errors.ConfigurationError):
        return Code.USAGE
    return Code.UNANSWERED if isinstance(error, _UNANSWERED) else Code.WRONG


def of_error(error: errors.PeekerError) -> Outcome:
    """Explain an error of the package, which holds no secret."""
    complaints = [str(error)]
    complaints += [f"  {violation_line(violation)}" for violation in error.violations]
    if error.advice:
        complaints.append(error.advice)
    return Outcome(code_of(error), {"error": facts_of(error)}, complaints=complaints)


def facts_of(error: errors.PeekerError) -> dict[str, Any]:
    """Give an error's facts for programs."""
    facts: dict[str, Any] = {"kind": type(error).__name__, "code": error.code, "message": error.message}
    for name in ("operation", "status", "field", "details", "request_id", "retry_after", "advice"):
        if getattr(error, name) is not None:
            facts[name] = getattr(error, name)
    if error.violations:
        facts["violations"] = [violation_facts(violation) for violation in error.violations]
    return facts


def violation_facts(violation: errors.Violation) -> dict[str, Any]:
    """Give what is wrong for programs."""
    names = ("path", "code", "message", "suggestion", "certainty")
    return {name: getattr(violation, name) for name in names}


def violation_line(violation: errors.Violation) -> str:
    """Give what is wrong as a line."""
    place = f"{violation.path}: " if violation.path else ""
    hint = f"; did you mean {violation.suggestion}?" if violation.suggestion else ""
    return f"{place}{violation.message}{hint} [{violation.code}]"


def show(outcome: Outcome, *, as_json: bool) -> None:
    """Print what was found."""
    if as_json:
        print(json.dumps({"ok": outcome.code is Code.RIGHT, **outcome.facts}, indent=2, ensure_ascii=False))
        return
    for line in outcome.lines:
        print(line)
    for number, line in enumerate(outcome.complaints):
        print(line if number else f"peeker-partner: {line}", file=sys.stderr)
