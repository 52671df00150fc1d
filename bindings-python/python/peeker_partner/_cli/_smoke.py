"""``peeker-partner smoke``: the smoke test that Peeker documents, three calls with a sandbox key.

Availability, import, order: the sequence that Peeker's own tests begin with. A custom order is used, since it needs
no bundle.
"""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from peeker_partner import Client, Smartlead, errors
from peeker_partner._cli._outcome import Code, Outcome, code_of, facts_of, of_error

_PASSWORD: Final = "PEEKER_SMARTLEAD_PASSWORD"

_Done: TypeAlias = tuple[str, dict[str, Any]]
"""What a step gave, for people and for programs."""


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    smoke = commands.add_parser("smoke", parents=[common], help="place one order in Peeker's sandbox: three calls")
    smoke.description = (
        "The smoke test that Peeker documents: check a domain's availability, import it, order inboxes on it. "
        "Refused for live keys. It leaves an order in the sandbox, which never bills."
    )
    smoke.add_argument("--domain", help="the domain (one made up, new each time)")
    smoke.add_argument(
        "--user", default="smoke@example.com", metavar="EMAIL", help="the customer (smoke@example.com)"
    )
    smoke.add_argument("--client-id", type=int, default=1, metavar="N", help="the client in Smartlead (1)")
    smoke.add_argument(
        "--login-email",
        default="smoke@example.com",
        metavar="EMAIL",
        help=f"the login in Smartlead, whose password is in {_PASSWORD} (one made up)",
    )
    smoke.add_argument("--wait", type=float, metavar="SECONDS", help="wait so long for the order to be completed")
    smoke.set_defaults(run=_smoke)


def _smoke(options: argparse.Namespace) -> Outcome:
    domain = options.domain or f"peeker-smoke-{secrets.token_hex(4)}.com"
    done: list[dict[str, Any]] = []
    lines: list[str] = []
    with Client(expect="sandbox") as client:
        for name, step in _STEPS.items():
            try:
                message, facts = step(client, domain, options)
            except errors.PeekerError as error:
                done.append({"step": name, "ok": False, "error": facts_of(error)})
                lines.append(f"wrong  {name}")
                return Outcome(code_of(error), {"domain": domain, "steps": done}, lines, of_error(error).complaints)
            done.append({"step": name, "ok": True, **facts})
            lines.append(f"ok     {name:13} {message}")
    is_right = options.wait is None or done[-1]["status"] == "completed"
    return Outcome(Code.RIGHT if is_right else Code.WRONG, {"domain": domain, "steps": done}, lines)


def _availability(client: Client, domain: str, options: argparse.Namespace) -> _Done:
    del options
    row = client.domains.check_availability([domain]).rows[0]
    state = "can be bought" if row.available else f"cannot be bought ({row.reason or 'no reason given'})"
    return f"{domain} {state}", {"available": row.available}


def _import(client: Client, domain: str, options: argparse.Namespace) -> _Done:
    del options
    job = client.imports.create([domain])
    servers = ", ".join(f"{group.nameserver_one} and {group.nameserver_two}" for group in job.nameserver_groups)
    return f"{job.id} is {job.status}; nameservers: {servers or 'none'}", {"id": job.id, "status": job.status}


def _order(client: Client, domain: str, options: argparse.Namespace) -> _Done:
    order = client.orders.create(
        user=options.user,
        sequencer=Smartlead(
            client_id=options.client_id,
            login_email=options.login_email,
            login_password=os.environ.get(_PASSWORD) or secrets.token_urlsafe(12),
        ),
        domains=[domain],
        personas=[{"first_name": "Alex", "last_name": "Rivera"}, {"first_name": "Sam", "last_name": "Lee"}],
        google_licenses=2,
    )
    if options.wait is not None:
        order = client.orders.wait(order.id, timeout=options.wait)
    return f"{order.id} is {order.status}", {"id": order.id, "status": order.status}


_STEPS: Final[dict[str, Callable[[Client, str, argparse.Namespace], _Done]]] = {
    "availability": _availability,
    "import": _import,
    "order": _order,
}
