"""Verify a delivery and read its event: the type, the order's fields, every domain of it."""

import json

from deliveries import SECRET, event, forged, standard_headers, stripe_header
from harness import Job


def _expected(inputs):
    event_type, *rest = _from_dict(inputs.json(f"event-{inputs.case}.json"))
    return lambda result: result[0] in (event_type, OPENAI_TYPE) and list(result[1:]) == rest


def _from_dict(event):
    order = event["data"]
    costs = order["costs"]
    return (
        event["type"], event["id"], order["id"], order["user_id"], order["email"], order["status"],
        order["domain_count"], costs["total_cents"], costs["currency"], len(order["domains"]["registered"]),
    )  # fmt: skip


def _from_object(event):
    order = event.data
    costs = order.costs
    return (
        event.type, event.id, order.id, order.user_id, order.email, order.status, order.domain_count,
        costs.total_cents, costs.currency, len(order.domains.registered),
    )  # fmt: skip


OPENAI_TYPE = "response.completed"
JOB = Job("webhook-parse", over=("1kb", "10kb"), expected=_expected)


@JOB.ours()
def verifier(inputs):
    from peeker_partner.webhooks import Verifier, sign

    body, checks = event(inputs), Verifier({"live": SECRET})
    headers = sign(body, SECRET)
    return lambda: _from_object(checks.verify(body, headers).event), lambda: checks.verify(forged(body), headers)


@JOB.variant("peeker-partner, secrets given with each call")
def verify(inputs):
    from peeker_partner.webhooks import sign, verify

    body, secrets = event(inputs), {"live": SECRET}
    headers = sign(body, SECRET)
    return (
        lambda: _from_object(verify(body, headers, secrets=secrets)),
        lambda: verify(forged(body), headers, secrets=secrets),
    )


@JOB.peer("standardwebhooks", note="gives dicts")
def standardwebhooks(inputs):
    from standardwebhooks import Webhook

    body, webhook = event(inputs), Webhook(SECRET)
    headers = standard_headers(body)
    return lambda: _from_dict(webhook.verify(body, headers)), lambda: webhook.verify(forged(body), headers)


@JOB.peer("svix", note="verifies only; then `json.loads`, as its documentation has it")
def svix(inputs):
    from svix.webhooks import Webhook

    body, webhook = event(inputs), Webhook(SECRET)
    headers = standard_headers(body, "svix")

    def run():
        webhook.verify(body, headers)
        return _from_dict(json.loads(body))

    return run, lambda: webhook.verify(forged(body), headers)


@JOB.peer("stripe")
def stripe(inputs):
    from stripe import Webhook

    body = event(inputs)
    header, construct = stripe_header(body), Webhook.construct_event
    return (
        lambda: _from_object(construct(body, header, SECRET, api_key="sk_test_bench")),
        lambda: construct(forged(body), header, SECRET),
    )


@JOB.peer("openai", note="given an event type that it knows; it reads the fields it does not know as they are")
def openai(inputs):
    from openai import OpenAI

    body = event(inputs).replace(b"order.completed", OPENAI_TYPE.encode())
    webhooks, headers = OpenAI(api_key="sk-bench", webhook_secret=SECRET).webhooks, standard_headers(body)

    def run():
        event = webhooks.unwrap(body, headers)
        order = event.data
        costs = order.costs
        return (
            event.type, event.id, order.id, order.user_id, order.email, order.status, order.domain_count,
            costs["total_cents"], costs["currency"], len(order.domains["registered"]),
        )  # fmt: skip

    return run, lambda: webhooks.unwrap(forged(body), headers)
