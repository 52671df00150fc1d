"""How far this machine's clock is from the server's."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from urllib import error, request


def skew(base_url: str) -> float | None:
    """Give by how many seconds this clock is ahead of the server's; ``None`` if the server does not tell the time.

    A request without the key does: every answer says when it was written.
    """
    began = time.time()
    asked = request.Request(f"{base_url}/me", method="HEAD")
    try:
        with request.build_opener(_NoRedirect, *_direct(base_url)).open(asked, timeout=10) as answer:
            headers = answer.headers
    except error.HTTPError as refusal:
        headers = refusal.headers
        refusal.close()
    except (OSError, ValueError):
        return None
    middle = (began + time.time()) / 2
    try:
        # The header has whole seconds: on the average it was half a second later.
        return middle - parsedate_to_datetime(headers["Date"]).timestamp() - 0.5
    except (TypeError, ValueError):
        return None


def _direct(base_url: str) -> list[request.ProxyHandler]:
    """Plain HTTP is this machine's, which no proxy is asked for."""
    return [request.ProxyHandler({})] if base_url.startswith("http:") else []


class _NoRedirect(request.HTTPRedirectHandler):
    """An answer is an answer, wherever it would lead."""

    def redirect_request(self, *_: object) -> None:
        return None
