"""``peeker-partner doctor``: is everything set up, can the API be reached, is this clock right."""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from peeker_partner import Client, errors, webhooks
from peeker_partner._cli._clock import skew
from peeker_partner._cli._outcome import Code, Outcome, code_of

#: A request takes some time, and the header has whole seconds: less than this is no finding.
_NOTICED: Final = 30

Verdict = Literal["ok", "warning", "wrong", "skipped"]


@dataclass(frozen=True)
class _Check:
    name: str
    verdict: Verdict
    message: str
    advice: str | None = None
    code: Code = Code.WRONG
    """What a wrong one means for the command."""

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "code" and value is not None}


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    doctor = commands.add_parser("doctor", parents=[common], help="check key, connection, clock and webhook secret")
    doctor.description = "Check the settings and ask the API who the key belongs to. Nothing is changed."
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> Outcome:
    del options
    checks = [*_of_the_client(), _of_the_secret()]
    wrong = [check.code for check in checks if check.verdict == "wrong"]
    lines = []
    for check in checks:
        lines.append(f"{check.name:8} {check.verdict:8} {check.message}")
        if check.advice:
            lines.append(f"{'':17} {check.advice}")
    code = max(wrong, default=Code.RIGHT)
    return Outcome(code, {"checks": [check.facts() for check in checks]}, lines)


def _of_the_client() -> list[_Check]:
    try:
        client = Client(max_retries=0, deadline=20)
    except errors.ConfigurationError as error:
        skipped = [_Check(name, "skipped", "there is no client without a sound key") for name in ("api", "clock")]
        return [_Check("key", "wrong", error.message, error.advice, Code.USAGE), *skipped]
    with client:
        key = _Check("key", "ok", f"a {client.environment} key, from PEEKER_API_KEY")
        begun = time.monotonic()
        try:
            result = client.with_meta.me()
        except errors.PeekerError as error:
            return [*_unanswered(key, client, error), _of_the_clock(client)]
        took = round((time.monotonic() - begun) * 1000)
        me, request_id = result.data, result.meta.request_id or "no request id"
        message = f"{client.base_url} answered in {took} ms ({request_id})"
        account = f"{me.partner.name}; the key may do: {me.api_key.permission_preset}"
        return [key, _Check("api", "ok", message), _Check("account", "ok", account), _of_the_clock(client)]


def _unanswered(key: _Check, client: Client, error: errors.PeekerError) -> list[_Check]:
    if isinstance(error, errors.AuthenticationError):
        reached = _Check("api", "ok", f"{client.base_url} answered")
        return [_Check("key", "wrong", f"{error.message} [{error.code}]", error.advice), reached]
    return [key, _Check("api", "wrong", str(error), error.advice, code_of(error))]


def _of_the_clock(client: Client) -> _Check:
    found = skew(client.base_url)
    if found is None:
        return _Check("clock", "skipped", "the answer does not say what time it is there")
    amount = f"{abs(found):.0f} s {'ahead of' if found > 0 else 'behind'} the server's"
    if abs(found) < _NOTICED:
        return _Check("clock", "ok", "this clock and the server's agree")
    verdict: Verdict = "warning" if abs(found) < _TOLERATED else "wrong"
    return _Check("clock", verdict, f"this clock is {amount}", "Set it by NTP: webhooks are refused by their age.")


#: What webhooks may be old by, unless a program says otherwise.
_TOLERATED: Final = 300


def _of_the_secret() -> _Check:
    if "PEEKER_WEBHOOK_SECRET" not in os.environ:
        return _Check("webhooks", "skipped", "PEEKER_WEBHOOK_SECRET is not set; who receives none needs none")
    try:
        webhooks.Verifier()
    except errors.PeekerError as error:
        return _Check("webhooks", "wrong", f"PEEKER_WEBHOOK_SECRET: {error.message}", error.advice, Code.USAGE)
    return _Check(
        "webhooks", "ok", "PEEKER_WEBHOOK_SECRET can be used; whether it is the right one, a delivery shows"
    )
