"""The two clients. They differ in how they wait, and in nothing else."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from peeker_partner import _connection, _log, _native
from peeker_partner._batch import AsyncBatch, Batch
from peeker_partner._json import encode
from peeker_partner._native import AttemptReport, Machine, Request
from peeker_partner._operation import Awaited, AwaitedWithMeta, Mode, Plain, PlainWithMeta, Result
from peeker_partner._options import Call, checked
from peeker_partner._pages import AsyncListing, Listing
from peeker_partner._resources import Api

if TYPE_CHECKING:
    import asyncio
    from typing import TypeVar

    from peeker_partner._host import Begun
    from peeker_partner._native import Client as NativeClient

    Self = TypeVar("Self", bound="_Base[Any]")

_PYTHON: Final = ".".join(str(part) for part in sys.version_info[:3])

Answer: TypeAlias = tuple[int, Mapping[str, str], Any]
"""Status, headers and body of an answer. A body that is neither ``bytes`` nor ``str`` is sent as JSON."""

Transport: TypeAlias = Callable[[Request], Answer]
"""Answers requests in place of the network, for tests. ``ConnectionError`` and ``TimeoutError`` are what they are
on a network; anything else that it raises reaches the caller as it is."""

AsyncTransport: TypeAlias = Callable[[Request], "Answer | Awaitable[Answer]"]
"""The same for `AsyncClient`; it may also be a coroutine function."""

OnAttempt: TypeAlias = Callable[[AttemptReport], object]
"""Hears of every attempt as soon as it is over. There is no secret in what it is told."""


class _Base(Api[Mode]):
    """What both clients are."""

    _native: NativeClient

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        expect: Literal["sandbox", "live"] | None = None,
        allow_hosts: Sequence[str] | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        connect_timeout: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        app_info: str | None = None,
        on_attempt: OnAttempt | None = None,
        proxy: str | None = None,
        ca_file: str | os.PathLike[str] | None = None,
        system_certificates: bool = False,
        transport: AsyncTransport | None = None,
    ) -> None:
        """Check the settings; nothing is sent.

        :param api_key: ``pk_test_…`` or ``pk_live_…``; else ``PEEKER_API_KEY``.
        :param base_url: Else ``PEEKER_BASE_URL``, else Peeker's own.
        :param expect: Refuse a key of the other kind.
        :param allow_hosts: Hosts outside of peeker.ai that ``PEEKER_BASE_URL`` may send a live key to.
        :param timeout: Seconds for one attempt; 30.
        :param deadline: Seconds for all attempts and waits of a call together; 90.
        :param connect_timeout: Seconds to connect; 5.
        :param max_retries: Retries after failures; 2. With 0 nothing is retried, not even after a 429.
        :param headers: Headers of every request.
        :param app_info: The program, for the ``User-Agent``, as in ``acme-portal/2.1``.
        :param on_attempt: Hears of every attempt, for logs and counters. If it raises, that is logged, and no more.
        :param proxy: ``http://user:password@host:port``; else ``HTTPS_PROXY``, unless ``NO_PROXY`` names the host.
            ``""`` uses none. This machine's own addresses are never asked for through a proxy.
        :param ca_file: A file of certificate authorities (PEM) in place of those that are compiled in.
        :param system_certificates: Trust what the operating system trusts.
        :param transport: Answers requests in place of the network, for tests.
        """
        options = _settings(
            type(self).__name__,
            api_key=api_key,
            base_url=base_url,
            expect=expect,
            allow_hosts=allow_hosts,
            timeout=timeout,
            deadline=deadline,
            connect_timeout=connect_timeout,
            max_retries=max_retries,
            headers=headers,
            app_info=app_info,
            language=f"python {_PYTHON}",
        )
        proxy = _connection.proxy(proxy, base_url, os.environ)
        certificates = _connection.certificates(ca_file)
        if not isinstance(system_certificates, bool):
            raise TypeError(f"system_certificates is True or False, not {type(system_certificates).__name__}")
        own = transport is not None
        native = _native.Client(options, os.environ, own, proxy, certificates, system_certificates)
        self._set_up(native, transport, on_attempt)

    def _set_up(self, native: NativeClient, transport: Any, on_attempt: OnAttempt | None) -> None:
        self._native = native
        self._transport = transport
        self._on_attempt = on_attempt
        super().__init__(self, with_meta=False)

    @property
    def environment(self) -> Literal["sandbox", "live"]:
        """``sandbox`` or ``live``, known from the key."""
        return self._native.environment

    @property
    def base_url(self) -> str:
        """Where requests go."""
        return self._native.base_url

    def with_options(
        self: Self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        expect: Literal["sandbox", "live"] | None = None,
        allow_hosts: Sequence[str] | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        connect_timeout: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        app_info: str | None = None,
        on_attempt: OnAttempt | None = None,
    ) -> Self:
        """Give a client that differs in these settings, and shares connections and the retry budget with this one.

        Headers come on top of this one's, and the same name replaces. Closing either of them closes both::

            patient = client.with_options(deadline=600)
        """
        options = _settings(
            "with_options",
            api_key=api_key,
            base_url=base_url,
            expect=expect,
            allow_hosts=allow_hosts,
            timeout=timeout,
            deadline=deadline,
            connect_timeout=connect_timeout,
            max_retries=max_retries,
            headers=headers,
            app_info=app_info,
        )
        derived = object.__new__(type(self))
        derived._set_up(
            self._native.derive(options), self._transport, self._on_attempt if on_attempt is None else on_attempt
        )
        return derived

    def __repr__(self) -> str:
        return f"{type(self).__name__}(environment={self.environment!r}, base_url={self.base_url!r})"

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} is not pickled: its key would be in the pickle")

    def _tell(self, call: Begun, news: Any) -> Any:
        """Pass on what happened. What a listener to progress returns is given back, since it may be awaitable."""
        if isinstance(news, AttemptReport):
            self._attempted(news)
            return None
        return call.on_progress(news) if call.on_progress is not None else None

    def _attempted(self, report: AttemptReport) -> None:
        _log.attempt(report)
        if self._on_attempt is not None:
            try:
                self._on_attempt(report)
            except Exception:
                # A counter that fails must not lose the id of an order that was just placed.
                _log.hook_failed(report.operation)

    @contextmanager
    def _given_up(self, call: Begun, machine: Machine) -> Iterator[None]:
        """Tell the machine when its call is given up, and the exception what may have been done all the same."""
        try:
            yield
        except BaseException as error:
            maybe_done, report, batch = machine.interrupted()
            if report is not None:
                self._attempted(report)
            if maybe_done:
                _log.given_up(call.operation)
                _note(error, f"{call.operation} was given up; it may or may not have been done.")
            if batch is not None:
                done = self._batch(Result(batch, cast("Any", None)))
                _note(error, f"{call.operation} was given up: {done!r}; see the exception's `batch`.")
                error.batch = done  # type: ignore[attr-defined]
            raise

    def _perform(self, call: Begun, shape: Callable[[Result[Any]], Any]) -> Any:
        raise NotImplementedError

    def _listing(self, call: Call) -> Any:
        raise NotImplementedError

    def _batch(self, result: Result[Any]) -> Any:
        raise NotImplementedError


class Client(_Base[Plain]):
    """The Peeker Partner API, for programs that block. One client serves all threads.

    A signal such as Ctrl-C ends a call at once, in a request as in a wait.
    """

    @property
    def with_meta(self) -> Api[PlainWithMeta]:
        """The same methods, returning a `Result` with the data and what is known of the call besides."""
        return Api(self, with_meta=True)

    def close(self) -> None:
        """Refuse further calls; those under way are finished."""
        self._native.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _perform(self, call: Begun, shape: Callable[[Result[Any]], Any]) -> Any:
        machine = call.begin(self._native)
        with self._given_up(call, machine):
            while (step := machine.step()) is not None:
                if isinstance(step, float):
                    machine.wait(step)
                elif isinstance(step, Request):
                    with _failures(machine):
                        _received(machine, self._transport(step))
                else:
                    self._tell(call, step)
        return shape(Result(*machine.result()))

    def _listing(self, call: Call) -> Listing[Any]:
        return Listing(self, call)

    def _batch(self, result: Result[Any]) -> Batch[Any]:
        return Batch(self, result.data)


class AsyncClient(_Base[Awaited]):
    """The Peeker Partner API, for asyncio. Cancelling a task ends its call at once."""

    @property
    def with_meta(self) -> Api[AwaitedWithMeta]:
        """The same methods, returning a `Result` with the data and what is known of the call besides."""
        return Api(self, with_meta=True)

    async def close(self) -> None:
        """Refuse further calls; those under way are finished."""
        self._native.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _perform(self, call: Begun, shape: Callable[[Result[Any]], Any]) -> Any:
        machine = call.begin(self._native)
        bell = _Bell()
        machine.on_arrival(bell.ring)
        with self._given_up(call, machine):
            while (step := machine.step()) is not None:
                if isinstance(step, float):
                    await bell.wait(step)
                elif isinstance(step, Request):
                    with _failures(machine):
                        _received(machine, await _waited(self._transport(step)))
                else:
                    await _waited(self._tell(call, step))
        return shape(Result(*machine.result()))

    def _listing(self, call: Call) -> AsyncListing[Any]:
        return AsyncListing(self, call)

    def _batch(self, result: Result[Any]) -> AsyncBatch[Any]:
        return AsyncBatch(self, result.data)


class _Bell:
    """Wakes a task when a thread of the pool rings, or when time is over."""

    def __init__(self) -> None:
        # Programs that block need not wait for this import.
        import asyncio

        self._loop = asyncio.get_running_loop()
        self._woken: asyncio.Future[None] | None = None

    def ring(self) -> None:
        self._loop.call_soon_threadsafe(self._wake)

    async def wait(self, seconds: float) -> None:
        self._woken = self._loop.create_future()
        timer = self._loop.call_later(seconds, self._wake)
        try:
            await self._woken
        finally:
            timer.cancel()

    def _wake(self) -> None:
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)


async def _waited(value: Any) -> Any:
    """Give what a function of the user gave, which may be a coroutine function."""
    return await value if isinstance(value, Awaitable) else value


@contextmanager
def _failures(machine: Machine) -> Iterator[None]:
    """Take a transport's built-in errors for what they are on a network."""
    try:
        yield
    except ConnectionRefusedError as error:
        machine.failed(False, False, str(error))
    except ConnectionError as error:
        machine.failed(True, False, str(error))
    except Exception as error:
        # On Python 3.10 that of asyncio is another one.
        if not isinstance(error, TimeoutError) and type(error).__name__ != "TimeoutError":
            raise
        machine.failed(True, True, str(error))


def _received(machine: Machine, answer: Answer) -> None:
    status, headers, body = answer
    if isinstance(body, str):
        body = body.encode()
    elif not isinstance(body, (bytes, bytearray, memoryview)):
        import json

        body = json.dumps(body).encode()
    machine.received(status, list(headers.items()), bytes(body))


def _settings(name: str, **given: Any) -> str:
    if isinstance(given["allow_hosts"], str):
        raise TypeError(f"{name}(): allow_hosts is a list of hosts, not one text; write [{given['allow_hosts']!r}]")
    return encode(name, checked(name, given))


def _note(error: BaseException, text: str) -> None:
    if hasattr(error, "add_note"):  # From Python 3.11 on.
        error.add_note(text)


# Threads of the pool and an interpreter that is going down: no loop is woken any more.
atexit.register(_native.stop_waking)
