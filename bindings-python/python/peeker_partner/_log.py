"""The logger ``peeker_partner``: attempts at DEBUG, what is tried again at INFO, and nothing that is secret.

It has no handler of its own: what is a warning here is to be seen even where nobody has set up logging.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

    from peeker_partner._native import AttemptReport


def _logger() -> logging.Logger:
    import logging  # Programs that log have imported it; others need not wait for it.

    return logging.getLogger("peeker_partner")


def attempt(report: AttemptReport) -> None:
    """Tell of an attempt. Paths are without their query; core wrote them, and took the secrets out."""
    logging = sys.modules.get("logging")
    if logging is None:
        return  # Nobody has set up a handler that could hear of it.
    logger, level = _logger(), logging.DEBUG if report.retry_in_ms is None else logging.INFO
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
    _logger().warning("%s was given up; it may or may not have been done", operation)


def hook_failed(operation: str) -> None:
    """Tell that the ``on_attempt`` of a client raised. The call goes on."""
    _logger().exception("on_attempt raised, during %s", operation)


def store_failed(what: str, event_id: str) -> None:
    """Tell that a store of events raised after its event was handled, or was not. Neither changes the answer."""
    _logger().exception("the store could not %s the event %s", what, event_id)
