"""Every block of the README, run in its order as one program against a sandbox."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from peeker_partner import webhooks
from peeker_partner._cli import main
from peeker_partner.testing import Sandbox

PACKAGE = Path(__file__).parents[1]
SECRET = "the secret of the README"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall((PACKAGE / "README.md").read_text())


@pytest.fixture
def sandbox(peeker_sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """What the README takes for given: a key, a secret, and files to write into."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEEKER_API_KEY", peeker_sandbox.key)
    monkeypatch.setenv("PEEKER_BASE_URL", peeker_sandbox.base_url)
    monkeypatch.setenv("PEEKER_WEBHOOK_SECRET", SECRET)
    return peeker_sandbox


def test_every_block_of_python_runs(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"__name__": "readme", "webhook_secret": SECRET}
    codes = [code for language, code in BLOCKS if language == "python"]
    for number, code in enumerate(codes):
        # Each framework has a `Response` of its own: these blocks are files of their own to their readers.
        is_framework = re.match("from (flask|fastapi|django)", code) is not None
        own = dict(names) if is_framework else names
        # Not with the `__future__` of this file, which a reader's has not.
        exec(compile(code, f"README.md, block {number + 1}", "exec", dont_inherit=True), own)
        names |= {name: own[name] for name in ENDPOINTS if name in own}
        sandbox.advance(3600)  # Readers read slowly.
    assert len(codes) == 14
    printed = capsys.readouterr().out
    assert "Order(id='ord_" in printed
    assert "domains[0]" in printed
    assert "→ acme.com" in printed
    assert names["order"].status == "completed"
    names["test_an_order_survives_a_lost_answer_and_goes_live"](fresh(sandbox))
    for deliver in frameworks(names):
        check_endpoint(deliver)


def fresh(sandbox: Sandbox) -> Sandbox:
    sandbox.reset()
    return sandbox


#: What the blocks of frameworks make.
ENDPOINTS = ("app", "api", "receive_in_django")

Deliver = Callable[[bytes, dict[str, str]], int]


def frameworks(names: dict[str, Any]) -> Iterator[Deliver]:
    """The endpoints of the README, each through its framework's test client."""
    from django.conf import settings
    from django.test import RequestFactory
    from starlette.testclient import TestClient

    if not settings.configured:
        # Once in a process; the tests of the examples need the name of their URLs.
        settings.configure(ALLOWED_HOSTS=["testserver"], SECRET_KEY="of a test", ROOT_URLCONF="django_app")
    url = "/webhooks/peeker"
    flask = names["app"].test_client()
    yield lambda body, headers: int(flask.post(url, data=body, headers=headers).status_code)
    fastapi = TestClient(names["api"])
    yield lambda body, headers: int(fastapi.post(url, content=body, headers=headers).status_code)
    factory, view = RequestFactory(), names["receive_in_django"]
    yield lambda body, headers: int(
        view(factory.post(url, body, content_type="application/json", headers=headers)).status_code
    )


def check_endpoint(deliver: Deliver) -> None:
    Path("peeker-events.db").unlink()
    webhooks.SQLiteStore("peeker-events.db")  # An empty one in its place.
    body = json.dumps({"id": "evt_readme", "type": "order.completed", "data": {"id": "ord_1"}}).encode()
    headers = webhooks.sign(body, SECRET)
    assert [deliver(body, headers), deliver(body, headers), deliver(body + b" ", headers)] == [200, 200, 400]


def test_the_readme_of_the_sandbox_runs(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = BLOCK.findall((PACKAGE / "sandbox" / "README.md").read_text())
    codes = [code for language, code in blocks if language == "python"]
    for code in codes:
        exec(compile(code, "sandbox/README.md", "exec", dont_inherit=True), {})
    assert len(codes) == 1
    assert capsys.readouterr().out.strip()


def test_every_line_for_a_terminal_works(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    body = b'{"id":"evt_1","type":"order.completed","data":{"id":"ord_1"}}'
    Path("names.txt").write_text("acme.com\n")
    Path("body.json").write_bytes(body)
    Path("headers.txt").write_text(
        "\n".join(f"{name}: {value}" for name, value in webhooks.sign(body, SECRET).items())
    )
    lines = [line for language, code in BLOCKS if language == "sh" for line in code.splitlines()]
    projects = {
        name
        for file in PACKAGE.glob("**/pyproject.toml")
        for name in re.findall(r'^name = "(.*)"', file.read_text(), re.MULTILINE)
    }
    for line in lines:
        program, *arguments = shlex.split(line, comments=True)
        if program == "pip":
            assert arguments[0] == "install"
            assert set(arguments[1:]) <= projects
        else:
            assert program == "peeker-partner"
            assert main(arguments) == 0, capsys.readouterr()
    assert len(lines) == 6


def test_every_block_is_of_a_language_that_is_run() -> None:
    assert {language for language, _ in BLOCKS} == {"python", "sh"}
    fences = (PACKAGE / "README.md").read_text().count("\n```")
    assert fences == 2 * len(BLOCKS)


def test_every_error_is_in_the_table() -> None:
    from peeker_partner import errors

    text = (PACKAGE / "README.md").read_text()
    families = {"PeekerError", "APIError", "Violation"}
    assert [name for name in errors.__all__ if name not in families and f"`{name}`" not in text] == []


def test_the_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", (PACKAGE / "README.md").read_text()):
        assert os.path.exists(PACKAGE / target), target
