"""The logger ``peeker_partner``: attempts at DEBUG, what is tried again at INFO, and nothing that is secret."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peeker_partner._native import AttemptReport

logger = logging.getLogger("peeker_partner")
logger.addHandler(logging.NullHandler())


def attempt(report: AttemptReport) -> None:
    """Tell of an attempt. Paths are without their query; core wrote them, and took the secrets out."""
    level = logging.DEBUG if report.retry_in_ms is None else logging.INFO
    if not logger.isEnabledFor(level):
        return
    made = report.attempt
    answer = f"HTTP {made.status}, {made.request_id or 'no request id'}" if made.status else "no answer"
    text = "%s %s %s: attempt %d %s (%s, %d ms)"
    values = [report.operation, report.method, report.path, made.number, made.outcome, answer, made.took_ms]
    if report.retry_in_ms is not None:
        text += ", again in %.2f s"
        values.append(report.retry_in_ms / 1000)
    logger.log(level, text, *values, extra={"peeker": report})


def given_up(operation: str) -> None:
    """Tell that a call ended because its user did not wait for it, and that its work may have been done."""
    logger.warning("%s was given up; it may or may not have been done", operation)


def hook_failed(operation: str) -> None:
    """Tell that the ``on_attempt`` of a client raised. The call goes on."""
    logger.exception("on_attempt raised, during %s", operation)
