"""The vectors of retries and waits, through the public API, on a clock that moves when somebody waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from peeker_partner import Answer, Client, PeekerError, Progress, Request, errors
from support import arguments, call, sound_input, vectors

UNIX_MS = 1_778_241_600_000
OBJECTS = json.loads((Path(__file__).parents[2] / "tests" / "vectors" / "waits.json").read_text())["objects"]


class Played:
    """A client whose requests get a vector's answers in turn, each after as long as it says."""

    def __init__(self, answers: list[dict[str, Any]], settings: dict[str, Any], seed: int) -> None:
        self.answers = list(answers)
        self.now = 0
        self.sent: list[Request] = []
        self.sent_at: list[int] = []
        given: dict[str, Any] = {"api_key": "pk_test_vectors"} | arguments(settings)
        self.client = Client(**given, transport=self.answer)
        native: Any = self.client._native
        self.native = native
        self.native.hold_time(UNIX_MS, seed)

    def answer(self, request: Request) -> Answer:
        self.sent.append(request)
        self.sent_at.append(self.native.time_passed())
        answer = self.answers.pop(0)
        self.native.pass_time(answer.get("after", 100))
        match answer.get("fail"):
            case "not_sent":
                raise ConnectionRefusedError("refused")
            case "broken":
                raise ConnectionResetError("reset")
            case "timed_out":
                raise TimeoutError("silent")
        return answer["status"], answer.get("headers", {}), answer.get("body", "")


def test_every_schedule_of_retries_comes_out_exactly() -> None:
    ran = 0
    for vector in vectors("retries"):
        played = Played(vector["answers"], vector.get("client", {}), vector.get("seed", 1))
        fields = vector.get("input", None) or sound_input(vector["operation"])
        found: dict[str, Any]
        try:
            call(played.client.with_meta, vector["operation"], fields, **arguments(vector.get("options", {})))
            found = {"result": "ok"}
        except errors.UnreadableSuccessError:
            found = {"result": "ok"}  # The vectors' answers are no models; that they were taken is what counts.
        except errors.UnexpectedResponseError as error:
            found = {"result": "ok"} if error.status == 200 else {"result": "unexpected_response", "code": error.code}
        except PeekerError as error:
            kind = next(kind for kind, cls in errors._KINDS.items() if type(error) is cls)
            found = {"result": kind, "code": error.code, "replay_safe": error.replay_safe}
            found |= {"retry_after": error.retry_after, "cause": getattr(error.__cause__, "code", None)}
        steps = [
            {"send_at": at, "timeout": round(request.timeout * 1000)}
            for at, request in zip(played.sent_at, played.sent, strict=True)
        ]
        found |= {"steps": steps, "ended_at": played.native.time_passed()}
        expected = {name: value for name, value in vector["expect"].items() if name in found}
        expected["steps"] = [{"send_at": at["send_at"], "timeout": at["timeout"]} for at in expected["steps"]]
        assert found == expected, vector["id"]
        assert not played.answers, vector["id"]
        ran += 1
    assert ran == len(vectors("retries"))


def test_every_wait_polls_tells_and_ends_exactly_as_its_vector_says() -> None:
    ran = 0
    for vector in vectors("waits"):
        found = wait(vector)
        assert found == {name: vector["expect"].get(name) for name in found}, vector["id"]
        ran += 1
    assert ran == len(vectors("waits"))


def wait(vector: dict[str, Any]) -> dict[str, Any]:
    resource, _ = vector["wait"].split(".")
    example = OBJECTS[vector["wait"]]
    answers = [answer_of(answer, example) for answer in vector["answers"]]
    settings = {"max_retries": 0} | vector.get("client", {})
    played = Played(answers, settings, seed=1)
    shown: list[dict[str, Any]] = []

    def show(progress: Progress) -> None:
        fields = {name: value for name, value in progress.to_dict().items() if value is not None}
        shown.append(fields)

    options = dict(vector.get("options", {}))
    options |= options.pop("call", {})
    try:
        ended = getattr(played.client, resource).wait(
            vector.get("object_id", example["id"]), on_progress=show, **arguments(options)
        )
        found: dict[str, Any] = {"result": "ok", "status": ended.status}
    except PeekerError as error:
        kind = next(kind for kind, cls in errors._KINDS.items() if isinstance(error, cls))
        found = {"result": kind, "code": error.code, "cause": getattr(error.__cause__, "code", None)}
        if error.last is not None:
            found["last"] = error.last.status
    except TypeError as error:
        # An option of that name does not exist: a poll has no body.
        found = {"code": "no_room_for_extra" if "extra_body" in str(error) else "invalid_option"}
    if played.sent or shown:
        found |= {"progress": shown, "ended_at": played.native.time_passed()}
    return found


def answer_of(answer: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    if "object" not in answer:
        return answer
    return answer | {"status": 200, "body": {"data": example | answer["object"]}}


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEEKER_BASE_URL", raising=False)
