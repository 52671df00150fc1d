"""Peeker's webhooks in Flask.

Run it with ``PEEKER_WEBHOOK_SECRET=… flask --app flask_app run``. Settings: ``PEEKER_EVENTS_DB`` is the file that
remembers which events were handled.

=======  ====================================================================================
 answer   when
=======  ====================================================================================
 200      the event was handled, now or before
 400      forged, malformed, or older than any delivery can be: another try would change nothing
 500      the handler failed: Peeker delivers again
 503      another worker has the event and may still fail: Peeker delivers again
=======  ====================================================================================
"""

import logging
import os

from flask import Flask, Response, request
from peeker_partner import webhooks

log = logging.getLogger(__name__)

# Peeker tries again for 24 hours, and does not say whether it signs a retry anew. What is remembered for 48 hours is
# not handled twice, so that much tolerance lets nothing in.
verifier = webhooks.Verifier(tolerance=86_400)
deduplicator = webhooks.Deduplicator(webhooks.SQLiteStore(os.environ.get("PEEKER_EVENTS_DB", "peeker-events.db")))

app = Flask(__name__)


@app.post("/webhooks/peeker")
def receive() -> Response:
    """Verify a delivery, handle its event once, and say so."""
    try:
        event = verifier.verify(request.get_data(), request.headers).event
    except webhooks.WebhookError as error:
        log.warning("a delivery was refused: %s", error)
        return Response(status=400)
    with deduplicator.claim(event) as claimed:
        if claimed.is_new:
            handle(event)
    return Response(status=claimed.status)


def handle(event: webhooks.Event) -> None:
    """Do what an event means here. It ends within 10 seconds; longer work belongs into a queue."""
    match event:
        case webhooks.OrderCompleted(data=order):
            log.info("%s is live", order.id)
        case webhooks.OrderActionRequired(data=order):
            log.info("%s waits for you: ask orders.pending_actions", order.id)
        case webhooks.UnknownEvent(type=name, why=why):
            log.warning("%s: %s", name, why)
        case _:
            log.info("%s: nothing to do", event.type)
