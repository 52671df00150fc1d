"""Tests without an account: a local server that behaves as the API is documented to.

::

    pip install peeker-partner-sandbox

    def test_an_order_goes_live(peeker_sandbox):      # a fixture of pytest, new for each test
        client = peeker_sandbox.client()
        …
        peeker_sandbox.advance(60)

`Sandbox` is the same without pytest, `Receiver` an endpoint for its webhooks; `check_store` tries a store of your own
for `webhooks.Deduplicator`.
"""

from peeker_partner.testing._error import SandboxError
from peeker_partner.testing._receiver import Received, Receiver
from peeker_partner.testing._records import Counters, Delivery, SeenRequest, SentEvent
from peeker_partner.testing._sandbox import Sandbox
from peeker_partner.testing._store import check_store

__all__ = [
    "Counters",
    "Delivery",
    "Received",
    "Receiver",
    "Sandbox",
    "SandboxError",
    "SeenRequest",
    "SentEvent",
    "check_store",
]
