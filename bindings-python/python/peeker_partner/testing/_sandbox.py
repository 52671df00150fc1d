"""The sandbox as a test has it: started, controlled, asked what happened."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from peeker_partner.testing._control import Control, segment
from peeker_partner.testing._program import Program, find
from peeker_partner.testing._records import Counters, Delivery, SeenRequest, SentEvent, moment, read

if TYPE_CHECKING:
    from peeker_partner import AsyncClient, Client

Method: TypeAlias = Literal["*", "GET", "POST", "PATCH", "DELETE"]


class Sandbox:
    """A local server that behaves as the API is documented to, for as long as a ``with`` block.

    ::

        with Sandbox() as sandbox:
            client = sandbox.client()
            sandbox.fault("reset-after", method="POST", path="/orders")  # the order is placed, its answer lost
            order = client.orders.create(…)
            sandbox.advance(60)                                          # orders complete, webhooks arrive

    What a name makes happen (``taken-…``, ``replace-…``, ``doomed-…``), all faults, and what had to be chosen because
    the documentation is silent, is in the sandbox's own README.

    :param seed: The same seed and the same requests give the same answers.
    :param speed: Seconds that pass in it per second. With 0 time passes only when told to, and a ``wait`` of the
        client never ends by itself.
    :param start: When its time begins; now.
    :param dns: ``auto``: the nameservers of imported domains move by themselves; ``manual``: see `move_nameservers`.
    :param shapes: Which month's documentation answers and events look like.
    :param plan: The plan of the partner, which limits premium swaps.
    :param webhook_url: Where webhooks go: ``http`` on this machine. See `Receiver`.
    :param webhook_secret: What they are signed with; it belongs to ``webhook_url``.
    :param webhook_live_secret: What events of live keys are signed with, if something else.
    :param webhook_connections: How many webhooks may be under way at once; 1 keeps them in order.
    :param resign_retries: Whether a retry is signed anew. What Peeker does is not documented.
    :param signed_content: As in `webhooks.Verifier`.
    :param timestamps: Which clock ``Peeker-Timestamp`` is read from: this machine's, or the sandbox's.
    :param chaos: So many of 100 requests, and of 100 webhooks, meet a fault, always the same ones.
    :param rate_limit: Requests per minute and key.
    :param log: Whether it tells each request and each webhook on standard error.
    :param program: The path of ``peeker-sandbox``; else ``PEEKER_SANDBOX``, else that of the wheel
        ``peeker-partner-sandbox``, else the one on the PATH.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        speed: float = 1.0,
        start: datetime | str | None = None,
        dns: Literal["auto", "manual"] = "auto",
        shapes: Literal["june", "may"] = "june",
        plan: Literal["base", "premium", "vip", "vip+"] = "base",
        webhook_url: str | None = None,
        webhook_secret: str | None = None,
        webhook_live_secret: str | None = None,
        webhook_connections: int = 1,
        resign_retries: bool = True,
        signed_content: str = "timestamp.body",
        timestamps: Literal["real", "virtual"] = "real",
        chaos: int = 0,
        rate_limit: int = 600,
        log: bool = False,
        program: str | os.PathLike[str] | None = None,
    ) -> None:
        options: dict[str, object] = {
            "seed": seed,
            "speed": speed,
            "start": _written(start) if isinstance(start, datetime) else start,
            "dns": dns,
            "shapes": shapes,
            "plan": plan,
            "webhook-connections": webhook_connections,
            "resign-retries": "yes" if resign_retries else "no",
            "signed-content": signed_content,
            "timestamps": timestamps,
            "chaos": chaos,
            "rate-limit": rate_limit,
        }
        if (webhook_url is None) != (webhook_secret is None):
            raise ValueError("webhook_url and webhook_secret belong together")
        arguments = [f"--{name}={value}" for name, value in options.items() if value is not None]
        self._program = Program(find(program), [*arguments, "--log"] if log else arguments, log=log)
        self._control = Control(self._program.control_url)
        if webhook_url is not None and webhook_secret is not None:
            # By a call, since every user of the machine sees the arguments of a program.
            self.send_webhooks_to(webhook_url, webhook_secret, live_secret=webhook_live_secret)

    @property
    def base_url(self) -> str:
        """Where the API is: the ``base_url`` of a client."""
        return self._program.base_url

    @property
    def key(self) -> str:
        """A key that may do everything.

        Any of the right form works: ``pk_test_<account>`` or ``pk_live_<account>``, ending in ``_limited`` or
        ``_read`` for a key that may do less. Keys of another account see nothing of this one's.
        """
        return self._program.key

    def client(self, **options: Any) -> Client:
        """Make a client of it. ``options`` are those of `Client`, also another ``api_key``."""
        from peeker_partner import Client

        return Client(**{"api_key": self.key, "base_url": self.base_url} | options)

    def async_client(self, **options: Any) -> AsyncClient:
        """Make a client of it for asyncio. ``options`` are those of `AsyncClient`."""
        from peeker_partner import AsyncClient

        return AsyncClient(**{"api_key": self.key, "base_url": self.base_url} | options)

    # Time.

    def now(self) -> datetime:
        """Tell the sandbox's time."""
        return moment(self._control.call("GET", "/clock")["now"])

    def advance(self, by: float | timedelta) -> datetime:
        """Let seconds pass at once, with everything that is due in them, webhooks included; gives the new time."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        return moment(self._control.call("POST", "/clock/advance", {"seconds": seconds})["now"])

    def settle(self) -> None:
        """Wait until every webhook that is due was attempted."""
        self._control.call("POST", "/settle")

    # What goes wrong.

    def fault(self, fault: str, *, method: Method = "*", path: str = "*", times: int = 1, skip: int = 0) -> None:
        """Let the next requests meet a fault.

        :param fault: ``latency;ms=250``, ``rate-limited;retry_after=12``, ``status;code=503``, ``reset-before``,
            ``reset-after``, ``torn-body``, ``wrong-json``, ``broken-json``, ``html;code=502``, ``empty``,
            ``redirect;code=302;to=URL`` or ``close-after``.
        :param path: A path (``/orders``) or a route (``/orders/{id}``).
        :param times: How many requests.
        :param skip: How many of them are spared before.
        """
        body = {"fault": fault, "method": method, "path": path, "times": times, "skip": skip}
        self._control.call("POST", "/faults", body)

    def webhook_fault(self, fault: str, *, event: str | None = None, times: int | None = None) -> None:
        """Let the next events, or those of one type, meet a fault.

        :param fault: ``duplicate;copies=1``, ``delay;seconds=60``, ``reorder``, ``drop;attempts=5`` or
            ``bare-envelope``.
        """
        self._control.call("POST", "/webhook-faults", {"fault": fault, "event": event, "times": times})

    def chaos(
        self,
        percent: int = 0,
        *,
        webhook_percent: int = 0,
        faults: Sequence[str] | None = None,
        webhook_faults: Sequence[str] | None = None,
    ) -> None:
        """Let so many of 100 requests and events meet a fault from now on, the usual ones where none are named."""
        body = {
            "percent": percent,
            "webhook_percent": webhook_percent,
            "faults": None if faults is None else list(faults),
            "webhook_faults": None if webhook_faults is None else list(webhook_faults),
        }
        self._control.call("PUT", "/chaos", body)

    def clear_faults(self) -> None:
        """Take back all faults that were not met, those by chance too."""
        self._control.call("DELETE", "/faults")

    # What others do.

    def move_nameservers(self, domains: Iterable[str]) -> list[str]:
        """Move the nameservers of imported domains, as the customer does; gives those that moved."""
        moved: list[str] = self._control.call("POST", "/nameservers", {"domains": list(domains)})["moved"]
        return moved

    def resolve(self, action_id: str) -> None:
        """End a pending action as if its cause were gone."""
        self._control.call("POST", f"/actions/{segment(action_id)}/resolve")

    # Webhooks.

    def send_webhooks_to(self, url: str, secret: str, *, live_secret: str | None = None) -> None:
        """Send webhooks to this URL of this machine from now on."""
        self._control.call("PUT", "/webhook", {"url": url, "secret": secret, "live_secret": live_secret})

    def send_no_webhooks(self) -> None:
        """Send webhooks nowhere from now on."""
        self._control.call("DELETE", "/webhook")

    def redeliver(self, event_id: str) -> None:
        """Send an event once more, signed anew."""
        self._control.call("POST", f"/events/{segment(event_id)}/redeliver")

    # What happened.

    def events(self, *, last: int | None = None) -> list[SentEvent]:
        """List the events that happened, the newest last."""
        return [read(SentEvent, row) for row in self._control.rows("/events", last)]

    def deliveries(self, *, last: int | None = None) -> list[Delivery]:
        """List the attempts to deliver events, the newest last."""
        return [read(Delivery, row) for row in self._control.rows("/deliveries", last)]

    def requests(self, *, last: int | None = None) -> list[SeenRequest]:
        """List the requests that arrived, the newest last."""
        return [read(SeenRequest, row) for row in self._control.rows("/requests", last)]

    def counters(self) -> Counters:
        """Count requests, orders, events and deliveries."""
        return read(Counters, self._control.call("GET", "/counters"))

    # Beginning and end.

    def reset(self) -> None:
        """Begin anew, with the same seed: nothing was ordered, no fault waits. Where webhooks go remains."""
        self._control.call("POST", "/reset")

    def close(self) -> None:
        """End the sandbox. It ends with this process as well, however that ends."""
        self._program.stop()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        ended = "" if self._program.is_running else ", ended"
        return f"Sandbox(base_url={self.base_url!r}{ended})"


def _written(start: datetime) -> str:
    if start.tzinfo is None:
        raise ValueError("start is an aware datetime, as datetime.now(timezone.utc)")
    return (start - start.utcoffset()).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"  # type: ignore[operator]
