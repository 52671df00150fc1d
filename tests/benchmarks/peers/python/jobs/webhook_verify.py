"""Is a delivery authentic and recent. A prepared object is made once where an SDK has one."""

import hashlib
import hmac

from deliveries import SECRET, event, forged, standard_headers, stripe_header
from harness import Job

JOB = Job("webhook-verify", over=("1kb", "10kb"), expected=True)


@JOB.ours(note="`Verifier.authenticate`")
def authenticate(inputs):
    from peeker_partner.webhooks import Verifier, sign

    body, checks = event(inputs), Verifier({"live": SECRET})
    headers, check = sign(body, SECRET), checks.authenticate
    return lambda: check(body, headers) is not None, lambda: check(forged(body), headers)


@JOB.variant("peeker-partner, verify", note="reads the event, too")
def verify(inputs):
    from peeker_partner.webhooks import Verifier, sign

    body, checks = event(inputs), Verifier({"live": SECRET})
    headers, check = sign(body, SECRET), checks.verify
    return lambda: check(body, headers) is not None, lambda: check(forged(body), headers)


@JOB.peer("standardwebhooks")
def standardwebhooks(inputs):
    from standardwebhooks import Webhook

    body, webhook = event(inputs), Webhook(SECRET)
    headers = standard_headers(body)
    return (
        lambda: webhook.verify(body, headers, json_parse=False) is None,
        lambda: webhook.verify(forged(body), headers, json_parse=False),
    )


@JOB.peer("svix")
def svix(inputs):
    from svix.webhooks import Webhook

    body, webhook = event(inputs), Webhook(SECRET)
    headers = standard_headers(body, "svix")
    return lambda: webhook.verify(body, headers) is None, lambda: webhook.verify(forged(body), headers)


@JOB.peer("stripe")
def stripe(inputs):
    from stripe import WebhookSignature

    body = event(inputs)
    header, check = stripe_header(body), WebhookSignature.verify_header
    return lambda: check(body, header, SECRET, 300), lambda: check(forged(body), header, SECRET, 300)


@JOB.peer("openai")
def openai(inputs):
    from openai import OpenAI

    body, webhooks = event(inputs), OpenAI(api_key="sk-bench", webhook_secret=SECRET).webhooks
    headers = standard_headers(body)
    return (
        lambda: webhooks.verify_signature(body, headers) is None,
        lambda: webhooks.verify_signature(forged(body), headers),
    )


@JOB.floor("hmac.digest", note="the digest alone: no header is read, no time is checked")
def bare(inputs):
    key, signed = SECRET.encode(), b"1778241600." + event(inputs)
    tag = hmac.new(key, signed, hashlib.sha256).digest()
    return (
        lambda: hmac.compare_digest(hmac.digest(key, signed, "sha256"), tag),
        lambda: hmac.compare_digest(hmac.digest(key, forged(signed), "sha256"), tag),
    )
