"""The most memory that a process ever has while it reads a list of 10,000 or 100,000 orders, page by page."""

from processes import Process

JOB = Process("list-memory", measured="memory", over=("10k", "100k"), expected=lambda inputs: _count(inputs))


def _count(inputs):
    return {"10k": 10_000, "100k": 100_000}[inputs.case]


def _of(program):
    return lambda inputs: f'ADDRESS += "/many/{_count(inputs)}"\n' + program


JOB.ours()(
    _of("""
from peeker_partner import Client
answer = sum(1 for order in Client("pk_test_bench", base_url=ADDRESS).orders.list(per_page=100))
""")
)
JOB.peer("stripe")(
    _of("""
from stripe import StripeClient
client = StripeClient("sk_test_bench", base_addresses={"api": ADDRESS})
answer = sum(1 for row in client.v1.customers.list({"limit": 100}).auto_paging_iter())
""")
)
JOB.peer("openai")(
    _of("""
from openai import OpenAI
answer = sum(1 for row in OpenAI(api_key="sk-bench", base_url=ADDRESS).files.list(limit=100))
""")
)
JOB.floor("httpx", package="httpx", note="an HTTP client and a loop, no SDK")(
    _of("""
import httpx
client, answer, token = httpx.Client(), 0, ""
while token is not None:
    page = client.get(ADDRESS + "/orders?per_page=100" + token).json()
    answer += sum(1 for row in page["data"])
    token = "&" + page["links"]["next"].split("&")[1] if "next" in page["links"] else None
""")
)
