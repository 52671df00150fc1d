"""An endpoint for webhooks that lives as long as a test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from peeker_partner import webhooks

_SECRET = "the secret of a test"


@dataclass(frozen=True)
class Received:
    """A delivery as it arrived."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def event(self) -> webhooks.Event:
        """Read the event."""
        return webhooks.parse(self.body)


class Receiver:
    """Receives webhooks on this machine, for as long as a ``with`` block.

    ::

        with Sandbox() as sandbox, Receiver(deliver) as receiver:
            sandbox.send_webhooks_to(receiver.url, receiver.secret)

    :param answer: Gives the status to answer a delivery with: the place to pass it to your own endpoint, through your
        framework's test client. 200 without it. If it raises, the answer is 500, and `failures` has what was raised.
    :param secret: What the sandbox is to sign with.
    """

    def __init__(self, answer: Callable[[Received], int] | None = None, *, secret: str = _SECRET) -> None:
        self.secret = secret
        """What deliveries are signed with."""
        self.received: list[Received] = []
        """Every delivery, in the order of arrival."""
        self.failures: list[BaseException] = []
        """What ``answer`` raised."""
        self._answer = answer
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.receiver = self
        self.url: str = f"http://127.0.0.1:{self._server.server_port}/webhooks"
        """Where deliveries are to be sent."""
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True, name="peeker-receiver"
        )
        self._thread.start()

    def events(self) -> list[webhooks.Event]:
        """Read the events of all deliveries, each as often as it was delivered."""
        return [delivery.event() for delivery in self.received]

    def close(self) -> None:
        """Receive no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Receiver(url={self.url!r}, received={len(self.received)})"

    def _take(self, delivery: Received) -> int:
        self.received.append(delivery)
        if self._answer is None:
            return 200
        try:
            return self._answer(delivery)
        except Exception as error:
            self.failures.append(error)
            return 500


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    receiver: Receiver


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status = self.server.receiver._take(Received(body, tuple(self.headers.items())))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: tests have their own output."""
