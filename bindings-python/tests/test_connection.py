"""How clients connect: proxies, certificates, derived clients."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peeker_partner import Client, PeekerError, Request, _connection, errors
from support import KEY, ME, Server

PROXY = "http://user:canary0@proxy.example:3128"


@pytest.mark.parametrize(
    ("environ", "base_url", "expected"),
    [
        ({}, None, None),
        ({"HTTPS_PROXY": PROXY}, None, PROXY),
        ({"https_proxy": PROXY, "HTTPS_PROXY": "http://other:1"}, None, PROXY),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "localhost, .peeker.ai"}, None, None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "api.peeker.ai"}, None, None),
        ({"HTTPS_PROXY": PROXY, "no_proxy": "*"}, None, None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "eeker.ai"}, None, PROXY),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "gateway.example"}, "https://gateway.example:8443/peeker", None),
        (
            {"HTTPS_PROXY": PROXY, "NO_PROXY": "gateway.example", "PEEKER_BASE_URL": "https://gateway.example"},
            None,
            None,
        ),
    ],
)
def test_the_environment_says_which_proxy(
    environ: dict[str, str], base_url: str | None, expected: str | None
) -> None:
    assert _connection.proxy(None, base_url, environ) == expected


def test_what_is_given_goes_before_the_environment() -> None:
    environ = {"HTTPS_PROXY": "http://other:1"}
    assert _connection.proxy(PROXY, None, environ) == PROXY
    assert _connection.proxy("", None, environ) is None


def test_a_proxy_that_is_no_address_is_refused_without_its_password() -> None:
    with pytest.raises(errors.ConfigurationError) as caught:
        Client(KEY, proxy="socks://user:canary0@proxy")
    assert "canary0" not in str(caught.value)


def test_this_machine_is_never_asked_for_through_a_proxy(server: Server) -> None:
    with Client(KEY, base_url=server.url, proxy="http://127.0.0.1:9") as client:
        assert client.me().partner.name == "Acme"


def test_certificates_come_from_a_file_that_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(errors.ConfigurationError, match="ca_file cannot be read: No such file"):
        Client(KEY, ca_file=tmp_path / "none.pem")
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    with pytest.raises(errors.ConfigurationError, match="certificate"):
        Client(KEY, ca_file=empty)
    Client(KEY, system_certificates=True)


def test_a_derived_client_differs_in_what_was_said_and_shares_the_rest(server: Server) -> None:
    heard: list[str] = []
    with Client(KEY, base_url=server.url, headers={"x-a": "1", "x-b": "1"}) as client:
        derived = client.with_options(headers={"X-B": "2"}, on_attempt=lambda report: heard.append(report.operation))
        derived.with_options(timeout=5).me()
        client.me()
        assert isinstance(derived, Client)
    seen = [(request.headers["x-a"], request.headers["x-b"]) for request in server.requests]
    assert (seen, heard) == ([("1", "2"), ("1", "1")], ["me"])
    with pytest.raises(errors.APIConnectionError, match="closed"):
        derived.me(max_retries=0)  # Closing either closes both.


def test_what_is_wrong_with_derived_settings_is_said_at_once() -> None:
    client = Client(KEY)
    with pytest.raises(errors.ConfigurationError, match="max_retries"):
        client.with_options(max_retries=-1)
    with pytest.raises(errors.ConfigurationError, match="sandbox key"):
        client.with_options(expect="live")
    with pytest.raises(TypeError, match=r"with_options\(\): allow_hosts is a list"):
        client.with_options(allow_hosts="gateway.example")


def test_a_derived_client_keeps_its_transport() -> None:
    def answer(request: Request) -> Any:
        return 200, {}, {"data": ME}

    assert Client(KEY, transport=answer).with_options(deadline=1).me().partner.name == "Acme"


def test_a_request_by_its_path_gives_all_of_the_answer() -> None:
    sent: list[tuple[str, str, bytes]] = []

    def answer(request: Request) -> Any:
        sent.append((request.method, request.url.removeprefix("https://api.peeker.ai/partner/v1"), request.body))
        return (200, {}, {"data": 1, "beside": [True]}) if request.method == "GET" else (204, {}, "")

    client = Client(KEY, transport=answer)
    assert client.request("GET", "/quotes", query={"ids": ["a", "b"]}) == {"data": 1, "beside": [True]}
    assert client.request("POST", "/quotes", body={"domains": 4}) is None
    assert sent == [("GET", "/quotes?ids=a%2Cb", b""), ("POST", "/quotes", b'{"domains":4}')]
    with pytest.raises(PeekerError):
        client.request("GET", "https://elsewhere.example/")
