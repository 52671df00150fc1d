"""``peeker-partner webhook``: verify a delivery, explain why it does not verify, make one."""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any, Final

from peeker_partner import webhooks
from peeker_partner._cli._files import FILE_HELP, read
from peeker_partner._cli._outcome import Code, Outcome
from peeker_partner.errors import ConfigurationError, WebhookError

_ENCODINGS: Final = ("raw", "base64", "hex")


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("webhook", help="verify, explain or make a delivery")
    actions = group.add_subparsers(title="commands", required=True, metavar="COMMAND")
    recipe, delivery = _recipe_options(), _delivery_options()
    verify = actions.add_parser("verify", parents=[delivery, recipe, common], help="check a delivery")
    verify.set_defaults(run=_verify)
    diagnose = actions.add_parser(
        "diagnose", parents=[delivery, recipe, common], help="explain why a delivery does not verify"
    )
    diagnose.set_defaults(run=_diagnose)
    sign = actions.add_parser("sign", parents=[recipe, common], help="make the headers of a delivery, for tests")
    sign.add_argument("body", metavar="BODY", help=FILE_HELP)
    sign.add_argument("--timestamp", type=int, metavar="SECONDS", help="when it is signed, in Unix seconds (now)")
    sign.add_argument("--event-id", metavar="ID", help="what Peeker-Event-Id says")
    sign.set_defaults(run=_sign)


def _delivery_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("body", metavar="BODY", help=f"the body, byte for byte: {FILE_HELP}")
    options.add_argument(
        "-H", "--header", action="append", default=[], metavar="'NAME: VALUE'", help="a header; as often as needed"
    )
    options.add_argument("--headers", metavar="FILE", help="headers one a line, or as a JSON object")
    options.add_argument("--now", type=int, metavar="SECONDS", help="the time in Unix seconds (now)")
    options.add_argument("--tolerance", type=int, default=300, metavar="SECONDS", help="how old it may be (300)")
    return options


def _recipe_options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--secret-file",
        action="append",
        metavar="[LABEL=]FILE",
        help="a file with the secret, in place of PEEKER_WEBHOOK_SECRET; several with labels",
    )
    options.add_argument(
        "--signed-content",
        default="timestamp.body",
        metavar="FORM",
        help="timestamp.body (default, unconfirmed), body, or a template of {id}, {timestamp}, {body}",
    )
    options.add_argument(
        "--secret-encoding", choices=_ENCODINGS, default="raw", help="what the secret stands for (raw)"
    )
    options.add_argument("--secret-prefix", metavar="TEXT", help="what is taken off the front of the secret")
    return options


def _verify(options: argparse.Namespace) -> Outcome:
    try:
        verified = _verifier(options).verify(read(options.body), _headers(options), now=options.now)
    except WebhookError as error:
        # `diagnose` says more of a delivery; a secret that cannot be used is a setting.
        if error.code == "webhook_unknown_secret":
            raise ConfigurationError(error.message, code=error.code, advice=error.advice) from None
        return _refused(error)
    event = verified.event
    age = int(options.now if options.now is not None else time.time()) - verified.timestamp
    facts = {"label": verified.label, "timestamp": verified.timestamp, "age_seconds": age, "event": event.to_dict()}
    lines = [
        f"it is Peeker's: {event.type} {event.id}",
        f"signed {age} s ago, with the secret {verified.label!r}",
    ]
    if isinstance(event, webhooks.UnknownEvent):
        lines.append(f"its content is not known: {event.why}")
    return Outcome(Code.RIGHT, facts, lines)


def _refused(error: WebhookError) -> Outcome:
    facts: dict[str, Any] = {"code": error.code, "message": error.message, "field": error.field}
    facts |= {"authentic": error.authentic, "age_seconds": error.age_seconds}
    said = {name: value for name, value in facts.items() if value is not None}
    complaints = [f"{error.message} [{error.code}]", "`peeker-partner webhook diagnose` looks for the reason"]
    return Outcome(Code.WRONG, {"error": said}, complaints=complaints)


def _diagnose(options: argparse.Namespace) -> Outcome:
    found = _verifier(options).diagnose(read(options.body), _headers(options), now=options.now)
    lines = [f"{finding.code:12} {finding.message}" for finding in found.findings]
    return Outcome(Code.RIGHT if found.verified else Code.WRONG, found.to_dict(), lines)


def _sign(options: argparse.Namespace) -> Outcome:
    secrets = _secrets(options)
    if len(secrets) > 1:
        return Outcome.wrong_usage("one secret signs; --secret-file is there several times")
    headers = webhooks.sign(
        read(options.body),
        next(iter(secrets.values())),
        timestamp=options.timestamp,
        event_id=options.event_id,
        **_recipe(options),
    )
    return Outcome(Code.RIGHT, {"headers": headers}, [f"{name}: {value}" for name, value in headers.items()])


def _verifier(options: argparse.Namespace) -> webhooks.Verifier:
    return webhooks.Verifier(_secrets(options), tolerance=options.tolerance, **_recipe(options))


def _recipe(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "signed_content": options.signed_content,
        "secret_encoding": options.secret_encoding,
        "secret_prefix": options.secret_prefix,
    }


def _secrets(options: argparse.Namespace) -> dict[str, str]:
    if not options.secret_file:
        secret = os.environ.get("PEEKER_WEBHOOK_SECRET")
        if secret is None:
            raise ConfigurationError("set PEEKER_WEBHOOK_SECRET, or name a file by --secret-file")
        return {"default": secret}
    secrets: dict[str, str] = {}
    for named in options.secret_file:
        label, equals, file = named.partition("=")
        label, file = (label, file) if equals and not Path(named).exists() else ("default", named)
        if label in secrets:
            raise ConfigurationError(f"two secrets have the label {label!r}: write --secret-file LABEL=FILE")
        # Editors end a file with a line end, and no secret has one.
        secrets[label] = Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    return secrets


def _headers(options: argparse.Namespace) -> list[tuple[str, str]]:
    lines = list(options.header)
    if options.headers is not None:
        text = read(options.headers).decode("utf-8", "replace")
        if text.lstrip().startswith("{"):
            try:
                return [*_pairs(lines), *((str(name), str(value)) for name, value in json.loads(text).items())]
            except ValueError as error:
                raise ConfigurationError(f"{options.headers} begins as JSON and is none: {error}") from None
        lines += text.splitlines()
    return _pairs(lines)


def _pairs(lines: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:  # Not the request line, and not the empty line at the end of a head.
            pairs.append((name.strip(), value.strip()))
    return pairs
