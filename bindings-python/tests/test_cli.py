"""The program, as somebody at a terminal sees it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from peeker_partner import webhooks
from peeker_partner._cli import main
from peeker_partner.testing import Sandbox

SECRET = "canary-secret-of-webhooks"
BODY = json.dumps({"id": "evt_1", "type": "order.completed", "data": {"id": "ord_1"}}).encode()


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the program in this process, in a folder of its own and without settings."""
    for name in ("PEEKER_API_KEY", "PEEKER_BASE_URL", "PEEKER_WEBHOOK_SECRET", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Ran:
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(str(end.code))
        captured = capsys.readouterr()
        assert not re.search(r"pk_(test|live)_\w|canary-secret", captured.out + captured.err)
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def account(peeker_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, run: Run) -> Sandbox:
    """The settings of a sandbox's account."""
    monkeypatch.setenv("PEEKER_API_KEY", "pk_test_canary_full")
    monkeypatch.setenv("PEEKER_BASE_URL", peeker_sandbox.base_url)
    return peeker_sandbox


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch, run: Run) -> str:
    monkeypatch.setenv("PEEKER_WEBHOOK_SECRET", SECRET)
    return SECRET


def test_without_a_command_the_commands_are_listed(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "COMMAND" in ran.err
    ran = run("--help")
    assert ran.code == 0
    for part in ("doctor", "smoke", "domains", "webhook", "exit codes", "PEEKER_API_KEY"):
        assert part in ran.out
    assert run("--version").out.startswith("peeker-partner 0.")


def test_it_runs_as_a_module_and_as_a_program() -> None:
    program = str(Path(sys.executable).with_name("peeker-partner"))
    for command in ([sys.executable, "-m", "peeker_partner"], [program]):
        ran = subprocess.run([*command, "domains", "check", "-", "--json"], input=b"acme.com", capture_output=True)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert json.loads(ran.stdout)["domains"] == ["acme.com"]


def test_the_reader_of_its_output_may_leave_early() -> None:
    names = "\n".join(f"acme-{number}.com" for number in range(9_000))
    command = f"{sys.executable} -m peeker_partner domains check - | head -1"
    ran = subprocess.run(command, shell=True, input=names.encode(), capture_output=True)
    assert (ran.stdout, ran.stderr) == (b"ok         acme-0.com\n", b"")


class TestDomains:
    def test_each_name_is_judged_and_the_sum_told(self, run: Run) -> None:
        Path("names.txt").write_text(
            "\ufeff HTTPS://Acme-Mail.com/ , team-acme.com; acme-mail.com\n# a comment\nmail.acme.com # a subdomain\n"
        )
        ran = run("domains", "check", "names.txt")
        assert ran.code == 1
        assert ran.out.splitlines() == [
            "ok         acme-mail.com  from 'HTTPS://Acme-Mail.com/'",
            "ok         team-acme.com",
            "duplicate  acme-mail.com (line 1)",
            ran.out.splitlines()[3],
            "",
            "4 names: 2 to send, 1 invalid, 1 there twice",
        ]
        assert ran.out.splitlines()[3].startswith("invalid    mail.acme.com: ")
        assert "did you mean acme.com? [not_root_domain] (line 3)" in ran.out

    def test_json_has_all_of_it(self, run: Run) -> None:
        Path("names.txt").write_text("acme.com\nmail.acme.com\n")
        found = run("domains", "check", "names.txt", "--json").json
        assert (found["ok"], found["domains"]) == (False, ["acme.com"])
        assert found["names"][1]["violation"]["suggestion"] == "acme.com"
        assert [name["line"] for name in found["names"]] == [1, 2]

    def test_sound_names_are_success_and_more_than_a_request_takes_is_not(self, run: Run) -> None:
        Path("names.txt").write_text("\n".join(f"acme-{number}.com" for number in range(26)))
        assert run("domains", "check", "names.txt").code == 0
        assert run("domains", "check", "names.txt", "--use", "import_job").code == 0
        ran = run("domains", "check", "names.txt", "--use", "import")
        assert ran.code == 1
        assert "wrong " in ran.out
        assert "25" in ran.out

    def test_a_file_that_is_missing_or_empty_is_named(self, run: Run) -> None:
        ran = run("domains", "check", "names.txt")
        assert (ran.code, ran.err) == (2, "peeker-partner: names.txt: No such file or directory\n")
        assert run("domains", "check", "names.txt", "--json").json["ok"] is False
        Path("names.txt").write_text("# nothing\n")
        ran = run("domains", "check", "names.txt")
        assert (ran.code, ran.err) == (2, "peeker-partner: names.txt: there is no name in it\n")


class TestWebhook:
    def delivery(self, **signing: Any) -> list[str]:
        """A delivery in two files, and the arguments that name them."""
        Path("body").write_bytes(BODY)
        headers = webhooks.sign(BODY, SECRET, **signing)
        Path("headers").write_text("".join(f"{name}: {value}\r\n" for name, value in headers.items()))
        return ["body", "--headers", "headers"]

    def test_a_right_delivery_is_success(self, run: Run, secret: str) -> None:
        ran = run("webhook", "verify", *self.delivery())
        assert ran.code == 0
        assert ran.out.startswith("it is Peeker's: order.completed evt_1\nsigned ")
        found = run("webhook", "verify", *self.delivery(), "--json").json
        assert (found["ok"], found["label"], found["event"]["data"]["id"]) == (True, "default", "ord_1")

    def test_headers_come_as_lines_arguments_and_json(self, run: Run, secret: str) -> None:
        self.delivery()
        headers = webhooks.sign(BODY, SECRET)
        arguments = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        assert run("webhook", "verify", "body", *arguments).code == 0
        Path("headers").write_text(json.dumps(headers))
        assert run("webhook", "verify", "body", "--headers", "headers").code == 0
        Path("headers").write_text("{no json")
        assert run("webhook", "verify", "body", "--headers", "headers").code == 2

    def test_a_forged_and_a_stale_delivery_fail_and_are_told_apart(self, run: Run, secret: str) -> None:
        arguments = self.delivery(timestamp=1_000)
        ran = run("webhook", "verify", *arguments)
        assert ran.code == 1
        assert "[webhook_stale]" in ran.err
        assert run("webhook", "verify", *arguments, "--now", "1200").code == 0
        assert run("webhook", "verify", *arguments, "--now", "1400", "--tolerance", "500").code == 0
        Path("body").write_bytes(BODY + b"\n")
        found = run("webhook", "verify", *arguments, "--json").json
        assert (found["ok"], found["error"]["code"], found["error"]["authentic"]) == (False, "webhook_forged", False)

    def test_the_reason_is_looked_for(self, run: Run, secret: str) -> None:
        arguments = self.delivery(signed_content="body")
        ran = run("webhook", "diagnose", *arguments)
        assert ran.code == 1
        assert ran.out.startswith("recipe       ")
        assert 'signed_content = "body"' in ran.out
        assert run("webhook", "diagnose", *arguments, "--signed-content", "body").code == 0
        found = run("webhook", "diagnose", *arguments, "--json").json
        assert (found["ok"], found["findings"][0]["signed_content"]) == (False, "body")

    def test_what_is_signed_verifies(self, run: Run, secret: str) -> None:
        Path("body").write_bytes(BODY)
        ran = run("webhook", "sign", "body", "--event-id", "evt_1")
        assert ran.code == 0
        Path("headers").write_text(ran.out)
        assert run("webhook", "verify", "body", "--headers", "headers").code == 0
        headers = run("webhook", "sign", "body", "--timestamp", "17", "--json").json["headers"]
        assert headers == webhooks.sign(BODY, SECRET, timestamp=17)

    def test_secrets_come_from_files_with_labels(self, run: Run) -> None:
        arguments = self.delivery()
        assert run("webhook", "verify", *arguments).code == 2
        Path("live").write_text("another secret")
        Path("sandbox").write_text(SECRET + "\n")
        files = ["--secret-file", "live=live", "--secret-file", "sandbox=sandbox"]
        assert run("webhook", "verify", *arguments, *files, "--json").json["label"] == "sandbox"
        ran = run("webhook", "verify", *arguments, "--secret-file", "live", "--secret-file", "sandbox")
        assert ran.code == 2
        assert "LABEL=FILE" in ran.err
        assert run("webhook", "sign", "body", *files).code == 2

    def test_a_secret_that_cannot_be_used_is_a_setting(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PEEKER_WEBHOOK_SECRET", " ")
        ran = run("webhook", "verify", *self.delivery())
        assert ran.code == 2
        assert "the secret `default` cannot be used: it is empty" in ran.err


class TestDoctor:
    def test_all_is_well(self, run: Run, account: Sandbox, secret: str) -> None:
        ran = run("doctor")
        assert ran.code == 0, ran
        assert [line.split()[:2] for line in ran.out.splitlines()] == [
            ["key", "ok"],
            ["api", "ok"],
            ["account", "ok"],
            ["clock", "ok"],
            ["webhooks", "ok"],
        ]
        assert account.base_url in ran.out
        found = run("doctor", "--json").json
        assert found["ok"] is True
        assert {check["verdict"] for check in found["checks"]} == {"ok"}

    def test_a_missing_key_is_named(self, run: Run) -> None:
        ran = run("doctor")
        assert ran.code == 2
        assert ran.out.startswith("key      wrong    ")
        assert "PEEKER_API_KEY" in ran.out
        assert "PEEKER_WEBHOOK_SECRET is not set" in ran.out

    def test_a_revoked_key_is_wrong(self, run: Run, account: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PEEKER_API_KEY", "pk_test_revokedcanary_full")
        ran = run("doctor")
        assert ran.code == 1
        assert ran.out.startswith("key      wrong    ")
        assert "[unauthorized]" in ran.out

    def test_an_api_that_does_not_answer_is_another_code(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PEEKER_API_KEY", "pk_test_canary")
        monkeypatch.setenv("PEEKER_BASE_URL", "http://127.0.0.1:9")
        ran = run("doctor")
        assert ran.code == 3
        assert "api      wrong" in ran.out
        assert "clock    skipped" in ran.out

    @pytest.mark.parametrize(
        ("ahead", "verdict", "code"), [(3600, "wrong", 1), (-3600, "wrong", 1), (120, "warning", 0)]
    )
    def test_a_clock_that_is_off_is_named_with_its_size(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, ahead: int, verdict: str, code: int
    ) -> None:
        start = datetime.now(timezone.utc) - timedelta(seconds=ahead)
        monkeypatch.setenv("PEEKER_API_KEY", "pk_test_canary")
        with Sandbox(start=start) as sandbox:
            monkeypatch.setenv("PEEKER_BASE_URL", sandbox.base_url)
            ran = run("doctor", "--json")
        clock = next(check for check in ran.json["checks"] if check["name"] == "clock")
        assert (ran.code, clock["verdict"]) == (code, verdict)
        assert f"{'ahead of' if ahead > 0 else 'behind'} the server's" in clock["message"]

    def test_a_secret_that_cannot_be_used_is_wrong(self, run: Run, account: Sandbox, monkeypatch: Any) -> None:
        monkeypatch.setenv("PEEKER_WEBHOOK_SECRET", "canary\n")
        ran = run("doctor")
        assert ran.code == 2
        assert "webhooks wrong" in ran.out


class TestSmoke:
    def test_three_calls_place_an_order(self, run: Run, account: Sandbox) -> None:
        ran = run("smoke")
        assert ran.code == 0, ran
        assert [line.split()[:2] for line in ran.out.splitlines()] == [
            ["ok", "availability"],
            ["ok", "import"],
            ["ok", "order"],
        ]
        assert [request.path for request in account.requests()] == [
            "/domains/availability",
            "/domains/import",
            "/orders",
        ]
        again = run("smoke", "--json").json
        assert [step["ok"] for step in again["steps"]] == [True, True, True]
        assert account.counters().orders == 2

    def test_it_waits_for_the_order_if_told_to(self, run: Run, account: Sandbox, monkeypatch: Any) -> None:
        with Sandbox(speed=10_000) as fast:
            monkeypatch.setenv("PEEKER_BASE_URL", fast.base_url)
            assert run("smoke", "--wait", "30", "--json").json["steps"][2]["status"] == "completed"
            assert run("smoke", "--wait", "30", "--domain", "doomed-acme.com").code == 1

    def test_the_step_that_fails_is_named_with_what_to_do(self, run: Run, account: Sandbox) -> None:
        account.fault("status;code=503", path="/domains/import", times=9)
        ran = run("smoke")
        assert ran.code == 3
        assert ran.out.splitlines()[-1] == "wrong  import"
        assert "imports.create" in ran.err
        account.clear_faults()
        ran = run("smoke", "--domain", "mail.acme.com", "--json")
        assert ran.code == 1
        assert ran.json["steps"][0]["error"]["violations"][0]["suggestion"] == "acme.com"

    def test_a_live_key_is_refused_before_anything_is_sent(
        self, run: Run, account: Sandbox, monkeypatch: Any
    ) -> None:
        monkeypatch.setenv("PEEKER_API_KEY", "pk_live_canary")
        ran = run("smoke")
        assert ran.code == 2
        assert account.counters().requests == 0
