"""The control API of the sandbox, by plain HTTP on this machine."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import quote, urlsplit

from peeker_partner.testing._error import SandboxError


class Control:
    """Calls control calls. Any thread may use it, also after a fork: each call has a connection of its own."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Make one call and give the JSON of its answer; what is ``None`` in the body is left out."""
        given = None if body is None else {name: value for name, value in body.items() if value is not None}
        # Directly and not through urllib: a proxy of the environment has no business here.
        connection = http.client.HTTPConnection(self._url.netloc)
        try:
            connection.request(method, self._url.path + path, None if given is None else json.dumps(given))
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException) as error:
            raise SandboxError(f"the sandbox does not answer: {error or type(error).__name__}") from error
        finally:
            connection.close()
        if response.status != 200:
            raise SandboxError(answer["error"]["message"])
        return answer

    def rows(self, path: str, last: int | None) -> list[dict[str, Any]]:
        """Give the rows of a list: all, or the newest."""
        found: list[dict[str, Any]] = self.call("GET", path if last is None else f"{path}?last={last}")["data"]
        return found


def segment(text: str) -> str:
    """Write text as one segment of a path."""
    return quote(text, safe="")
