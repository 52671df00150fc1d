"""A server on this machine that answers as a test says, and clients for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from peeker_partner import Client

KEY = "pk_test_canary0key"
ME = {"api_key": {"environment": "test", "permission_preset": "full"}, "partner": {"id": "org_1", "name": "Acme"}}
ORDER = {
    "id": "ord_1",
    "user_id": "usr_1",
    "email": "alex@acme.com",
    "status": "in_progress",
    "domain_count": 1,
    "costs": {"total_cents": 6800, "currency": "usd"},
    "created_at": "2026-05-08T12:00:00Z",
}
VECTORS = Path(__file__).parents[2] / "tests" / "vectors"


@dataclass
class Seen:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """Answers every request with what `answer` returns: status, headers and JSON."""

    url: str = ""
    answer: Callable[[Seen], tuple[int, dict[str, str], Any]] = lambda seen: (200, {}, {"data": ME})
    requests: list[Seen] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    released: threading.Event = field(default_factory=threading.Event)

    def hold(self, seen: Seen) -> tuple[int, dict[str, str], Any]:
        """Answer only when the test is over, or says so."""
        self.released.wait()
        return 200, {}, {"data": ME}


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_request(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            seen = Seen(self.command, self.path, headers, body)
            state.requests.append(seen)
            state.arrived.release()
            status, headers, answer = state.answer(seen)
            text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            try:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(text)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)
            except ConnectionError:
                self.close_connection = True  # The client gave up, as the test wanted.

        do_GET = do_POST = do_PATCH = do_DELETE = handle_request

        def log_message(self, *_: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.block_on_close = False
    state.url = f"http://127.0.0.1:{http.server_port}/partner/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield state
    state.released.set()
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(KEY, base_url=server.url) as client:
        yield client
