"""A GET over loopback to its data: a small object or a page of 100 orders, one after the other or 16 at once.

Peers read the answer's JSON, since a client whose data cannot be read did less; without it they are floors.
"""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from harness import Job
from models import me_of, page_of

AT_ONCE = 16
EACH = 8
HEADERS = {"authorization": "Bearer pk_test_bench", "accept": "application/json"}


def _expected(inputs):
    right = _right(inputs)
    return lambda results: all(result == right for result in results)


def _per_call(case):
    return AT_ONCE * EACH if case.endswith("16") else 1


JOB = Job("round-trip", over=("small-1", "page-1", "small-16", "page-16"), expected=_expected, per_call=_per_call)


@JOB.ours()
def client(inputs):
    from peeker_partner import Client

    client = Client("pk_test_bench", base_url=inputs.address)
    if inputs.case.startswith("small"):
        return _repeated(inputs, lambda: client.me().partner.id)
    return _repeated(inputs, lambda: _last(list(client.orders.list(per_page=100))))


@JOB.variant("peeker-partner, AsyncClient")
def async_client(inputs):
    from peeker_partner import AsyncClient

    loop = asyncio.new_event_loop()

    async def start():
        return AsyncClient("pk_test_bench", base_url=inputs.address)

    client = loop.run_until_complete(start())

    async def small():
        return (await client.me()).partner.id

    async def page():
        return _last([order async for order in client.orders.list(per_page=100)])

    return _repeated_async(inputs, loop, small if inputs.case.startswith("small") else page)


@JOB.peer("pycurl", note="and `json.loads`")
def pycurl(inputs):
    get, read = _pycurl(inputs), _read(inputs)
    return _repeated(inputs, lambda: read(json.loads(get())))


@JOB.floor("pycurl, bytes alone", package="pycurl", note="the answer is not read")
def pycurl_bytes(inputs):
    get, length, right = _pycurl(inputs), len(inputs.bytes(_file(inputs))), _right(inputs)
    return _repeated(inputs, lambda: right if len(get()) == length else None)


@JOB.peer("urllib3")
def urllib3(inputs):
    from urllib3 import PoolManager

    pool, url, read = PoolManager(maxsize=AT_ONCE), _url(inputs), _read(inputs)
    return _repeated(inputs, lambda: read(pool.request("GET", url, headers=HEADERS).json()))


@JOB.peer("requests")
def requests(inputs):
    from requests import Session
    from requests.adapters import HTTPAdapter

    session, url, read = Session(), _url(inputs), _read(inputs)
    session.headers.update(HEADERS)
    session.mount("http://", HTTPAdapter(pool_maxsize=AT_ONCE))
    return _repeated(inputs, lambda: read(session.get(url).json()))


@JOB.peer("httpx")
def httpx(inputs):
    from httpx import Client

    client, url, read = Client(headers=HEADERS), _url(inputs), _read(inputs)
    return _repeated(inputs, lambda: read(client.get(url).json()))


@JOB.peer("httpx, AsyncClient", package="httpx")
def httpx_async(inputs):
    from httpx import AsyncClient

    client, url, read = AsyncClient(headers=HEADERS), _url(inputs), _read(inputs)

    async def get():
        return read((await client.get(url)).json())

    return _repeated_async(inputs, asyncio.new_event_loop(), get)


@JOB.peer("openai", note="its client's own way to an endpoint that it does not know, with models of its own kind")
def openai(inputs):
    from openai import BaseModel, OpenAI

    client, me, page = OpenAI(api_key="sk-bench", base_url=inputs.address), me_of(BaseModel), page_of(BaseModel)
    if inputs.case.startswith("small"):
        return _repeated(inputs, lambda: client.get("/me", cast_to=me).data.partner.id)
    return _repeated(inputs, lambda: _last(client.get("/orders?per_page=100", cast_to=page).data))


@JOB.peer("stripe", note="its client's own way to an endpoint that it does not know")
def stripe(inputs):
    from stripe import StripeClient

    client = StripeClient("sk_test_bench", base_addresses={"api": inputs.address})

    def get(path):
        return client.deserialize(client.raw_request("get", path), api_mode="V1").data

    if inputs.case.startswith("small"):
        return _repeated(inputs, lambda: get("/v1/me").partner.id)
    return _repeated(inputs, lambda: _last(get("/v1/orders")))


def _repeated(inputs, get):
    """One `get`, or some by each of 16 threads."""
    if inputs.case.endswith("-1"):
        return lambda: [get()]
    threads = ThreadPoolExecutor(AT_ONCE)

    def some(_):
        return [get() for _ in range(EACH)][-1]

    return lambda: list(threads.map(some, range(AT_ONCE)))


def _repeated_async(inputs, loop, get):
    """The same in tasks."""

    async def one():
        return [await get()]

    async def some():
        return [await get() for _ in range(EACH)][-1]

    async def at_once():
        return await asyncio.gather(*(some() for _ in range(AT_ONCE)))

    run = one if inputs.case.endswith("-1") else at_once
    return lambda: loop.run_until_complete(run())


def _pycurl(inputs):
    from pycurl import Curl

    url, mine = _url(inputs), threading.local()

    def handle():
        mine.curl = curl = Curl()
        curl.setopt(curl.URL, url)
        curl.setopt(curl.HTTPHEADER, [f"{name}: {value}" for name, value in HEADERS.items()])
        # Threads: libcurl must not use signals for its timeouts.
        curl.setopt(curl.NOSIGNAL, 1)
        return curl

    def get():
        curl, into = getattr(mine, "curl", None) or handle(), BytesIO()
        curl.setopt(curl.WRITEDATA, into)
        curl.perform()
        if curl.getinfo(curl.RESPONSE_CODE) != 200:
            raise OSError("no answer")
        return into.getvalue()

    return get


def _right(inputs):
    return "org_1" if inputs.case.startswith("small") else (100, "ord_000000000000000000000099")


def _file(inputs):
    return "me.json" if inputs.case.startswith("small") else "page.json"


def _url(inputs):
    return inputs.address + ("/me" if inputs.case.startswith("small") else "/orders?per_page=100")


def _read(inputs):
    """From an answer's data to what is compared."""
    if inputs.case.startswith("small"):
        return lambda answer: answer["data"]["partner"]["id"]
    return lambda answer: (len(answer["data"]), answer["data"][-1]["id"])


def _last(orders):
    return len(orders), orders[-1].id
