"""Webhook deliveries of the same event, signed as each SDK signs them; and the same with a forged body."""

from __future__ import annotations

import base64
from datetime import datetime, timezone
from typing import Any

SECRET = "whsec_" + base64.b64encode(b"a secret of the benchmark, 32 B.").decode()


def event(inputs: Any) -> bytes:
    """The delivery's body, of the size of the case."""
    return inputs.bytes(f"event-{inputs.case}.json")


def forged(body: bytes) -> bytes:
    """The same with one letter changed."""
    return body.replace(b"acme-mail-1.com", b"acne-mail-1.com")


def standard_headers(body: bytes, prefix: str = "webhook") -> dict[str, str]:
    """As Standard Webhooks has them, which Svix and OpenAI use."""
    from standardwebhooks import Webhook

    now = datetime.now(tz=timezone.utc)
    signature = Webhook(SECRET).sign("evt_bench", now, body.decode())
    return {
        f"{prefix}-id": "evt_bench",
        f"{prefix}-timestamp": str(int(now.timestamp())),
        f"{prefix}-signature": signature,
    }


def stripe_header(body: bytes) -> str:
    """As Stripe has it."""
    from stripe import WebhookSignature

    return WebhookSignature.generate_signature_header(body.decode(), SECRET)
