"""A page of 100 orders from its bytes to typed objects, and every field of them read."""

import json
from datetime import datetime

from harness import Job
from models import page_of


def _expected(inputs):
    rows = [_plain(_of_dict(row)) for row in inputs.json("page.json")["data"]]
    return lambda result: [_plain(row) for row in result] == rows


def _plain(row):
    """Times as the API writes them, however they were given."""
    return [f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else value for value in row]


def _of_dict(order):
    costs = order["costs"]
    return (
        order["id"], order["user_id"], order["email"], order["bundle_id"], order["status"], order["domain_count"],
        costs["total_cents"], costs["currency"], order["renews_at"], order["created_at"],
    )  # fmt: skip


def _of_object(order):
    costs = order.costs
    return (
        order.id, order.user_id, order.email, order.bundle_id, order.status, order.domain_count,
        costs.total_cents, costs.currency, order.renews_at, order.created_at,
    )  # fmt: skip


JOB = Job("order-page", expected=_expected)


@JOB.ours(note="a whole call, `orders.list`, answered from memory: the request is built and the answer checked, too")
def call(inputs):
    from peeker_partner import Client

    answer = (200, {}, inputs.bytes("page.json"))
    client = Client("pk_test_bench", transport=lambda request: answer)
    return lambda: [_of_object(order) for order in client.orders.list(per_page=100)]


@JOB.peer("msgspec")
def msgspec(inputs):
    from msgspec import Struct, json

    class Costs(Struct):
        total_cents: int
        currency: str

    class Order(Struct):
        id: str
        user_id: str
        email: str
        status: str
        domain_count: int
        costs: Costs
        created_at: datetime
        bundle_id: str | None = None
        renews_at: datetime | None = None

    class Page(Struct):
        data: list[Order]
        links: dict[str, str]
        meta: dict[str, str | int]

    decoder, body = json.Decoder(Page), inputs.bytes("page.json")
    return lambda: [_of_object(order) for order in decoder.decode(body).data]


@JOB.peer("pydantic")
def pydantic(inputs):
    from pydantic import BaseModel

    page, body = page_of(BaseModel), inputs.bytes("page.json")
    return lambda: [_of_object(order) for order in page.model_validate_json(body).data]


@JOB.peer("openai", note="what its client makes of a body's JSON: models that are not checked")
def openai(inputs):
    from openai import BaseModel
    from openai._models import construct_type

    page, body = page_of(BaseModel), inputs.bytes("page.json")
    return lambda: [_of_object(order) for order in construct_type(type_=page, value=json.loads(body)).data]


@JOB.peer("stripe", note="objects without declared fields; times are left as text")
def stripe(inputs):
    from stripe import StripeClient

    client, body = StripeClient("sk_test_bench"), inputs.bytes("page.json")
    deserialize = client.deserialize
    return lambda: [_of_object(order) for order in deserialize(json.loads(body), api_mode="V1").data]


@JOB.floor("json.loads", note="dicts: nothing is checked, times are left as text")
def loads(inputs):
    body = inputs.bytes("page.json")
    return lambda: [_of_dict(order) for order in json.loads(body)["data"]]
