"""The program ``peeker-partner``: is everything set up, is this a domain, why does this delivery not verify.

In scope: options, what is printed, exit codes. Out of scope: every decision, which is the client's and core's. No
command prints a key or a secret, and none takes one as an argument: other users of a machine see those.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from peeker_partner._cli import _doctor, _domains, _smoke, _webhook
from peeker_partner._cli._outcome import Code, Outcome, of_error, show
from peeker_partner._native import __version__
from peeker_partner.errors import PeekerError

_EPILOG: Final = """\
exit codes:
  0    everything is right
  1    something is wrong: a domain, a delivery, an order, the key
  2    the command is used wrongly, or a setting is missing or wrong
  3    the API could not be asked, or gave no usable answer: try again
  130  interrupted

settings come from the environment:
  PEEKER_API_KEY          the key: pk_test_… or pk_live_…
  PEEKER_BASE_URL         where the API is, if not at Peeker's own URL
  PEEKER_WEBHOOK_SECRET   the secret that the portal showed
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
        outcome: Outcome = options.run(options)
    except PeekerError as error:
        outcome = of_error(error)
    except OSError as error:
        outcome = Outcome.wrong_usage(f"{error.filename or 'standard input'}: {error.strerror or error}")
    except KeyboardInterrupt:
        return Code.INTERRUPTED
    try:
        show(outcome, as_json=options.json)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read this has seen enough. Python would complain once more when it flushes at its end.
        sys.stdout = None
    return outcome.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="peeker-partner",
        description="The Peeker Partner API from a terminal: checks, and nothing that charges an account.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"peeker-partner {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON object, also for errors")
    for module in (_doctor, _smoke, _domains, _webhook):
        module.add_to(commands, common)
    return parser
