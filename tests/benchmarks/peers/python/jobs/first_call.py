"""From nothing imported to the first answer, in a process of its own."""

from processes import Process

JOB = Process("first-call", measured="time", expected="org_1")


@JOB.ours()
def ours(inputs):
    return """
from peeker_partner import Client
answer = Client("pk_test_bench", base_url=ADDRESS).me().partner.id
"""


@JOB.peer("stripe")
def stripe(inputs):
    return """
from stripe import StripeClient
client = StripeClient("sk_test_bench", base_addresses={"api": ADDRESS})
answer = client.v1.accounts.retrieve_current()["data"]["partner"]["id"]
"""


@JOB.peer("openai")
def openai(inputs):
    return """
from openai import OpenAI
answer = OpenAI(api_key="sk-bench", base_url=ADDRESS).models.retrieve("me").data["partner"]["id"]
"""


@JOB.peer("svix", note="reads an empty list: it accepts no other answer than its own")
def svix(inputs):
    return """
from svix.api import Svix, SvixOptions
answer = Svix("bench", SvixOptions(server_url=ADDRESS)).application.list().done and "org_1"
"""


@JOB.floor("httpx", package="httpx", note="an HTTP client, no SDK")
def httpx(inputs):
    return """
import httpx
answer = httpx.Client().get(ADDRESS + "/me").json()["data"]["partner"]["id"]
"""


@JOB.floor("requests", package="requests", note="an HTTP client, no SDK")
def requests(inputs):
    return """
import requests
answer = requests.get(ADDRESS + "/me").json()["data"]["partner"]["id"]
"""
