"""The two clients. They differ in how they wait, and in nothing else."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import platform
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

from peeker_partner import _native
from peeker_partner._native import Machine, Request
from peeker_partner._operation import (
    Awaited,
    AwaitedWithMeta,
    Call,
    Mode,
    Plain,
    PlainWithMeta,
    Result,
    encode,
    in_milliseconds,
)
from peeker_partner._resources import Api

Answer: TypeAlias = tuple[int, Mapping[str, str], Any]
"""Status, headers and body of an answer. A body that is neither ``bytes`` nor ``str`` is sent as JSON."""

Transport: TypeAlias = Callable[[Request], Answer]
"""Answers requests in place of the network, for tests. ``ConnectionError`` and ``TimeoutError`` are what they are
on a network; anything else that it raises reaches the caller as it is."""

AsyncTransport: TypeAlias = Callable[[Request], "Answer | Awaitable[Answer]"]
"""The same for `AsyncClient`; it may also be a coroutine function."""


class _Base(Api[Mode]):
    """What both clients are."""

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
        transport: Any = None,
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
        :param transport: Answers requests in place of the network, for tests.
        """
        given = {
            "api_key": api_key,
            "base_url": base_url,
            "expect": expect,
            "allow_hosts": None if allow_hosts is None else list(allow_hosts),
            "timeout": timeout,
            "deadline": deadline,
            "connect_timeout": connect_timeout,
            "max_retries": max_retries,
            "headers": headers,
            "app_info": app_info,
            "language": f"python {platform.python_version()}",
        }
        options = in_milliseconds({name: value for name, value in given.items() if value is not None})
        name = type(self).__name__
        self._native = _native.Client(encode(name, options), os.environ, transport is not None)
        self._transport = transport
        super().__init__(self._data)

    @property
    def environment(self) -> str:
        """``sandbox`` or ``live``, known from the key."""
        return self._native.environment

    @property
    def base_url(self) -> str:
        """Where requests go."""
        return self._native.base_url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(environment={self.environment!r}, base_url={self.base_url!r})"

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} is not pickled: its key would be in the pickle")

    def _start(self, call: Call) -> Machine:
        return self._native.start(call.operation, call.input, call.options)

    def _data(self, call: Call) -> Any:
        raise NotImplementedError


class Client(_Base[Plain]):
    """The Peeker Partner API, for programs that block. One client serves all threads.

    A signal such as Ctrl-C ends a call at once, in a request as in a wait.
    """

    @property
    def with_meta(self) -> Api[PlainWithMeta]:
        """The same methods, returning a `Result` with the data and what is known of the call besides."""
        return Api(self._run)

    def close(self) -> None:
        """Refuse further calls; those under way are finished."""
        self._native.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, call: Call) -> Result[Any]:
        machine = self._start(call)
        with _given_up(machine):
            while (step := machine.step()) is not None:
                if isinstance(step, Request):
                    with _failures(machine):
                        _received(machine, self._transport(step))
                else:
                    machine.wait(step)
        return Result(*machine.result())

    def _data(self, call: Call) -> Any:
        return self._run(call).data


class AsyncClient(_Base[Awaited]):
    """The Peeker Partner API, for asyncio. Cancelling a task ends its call at once."""

    @property
    def with_meta(self) -> Api[AwaitedWithMeta]:
        """The same methods, returning a `Result` with the data and what is known of the call besides."""
        return Api(self._run)

    async def close(self) -> None:
        """Refuse further calls; those under way are finished."""
        self._native.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(self, call: Call) -> Result[Any]:
        machine = self._start(call)
        bell = _Bell()
        machine.on_arrival(bell.ring)
        with _given_up(machine):
            while (step := machine.step()) is not None:
                if isinstance(step, Request):
                    with _failures(machine):
                        answer = self._transport(step)
                        _received(machine, await answer if inspect.isawaitable(answer) else answer)
                else:
                    await bell.wait(step)
        return Result(*machine.result())

    async def _data(self, call: Call) -> Any:
        return (await self._run(call)).data


class _Bell:
    """Wakes a task when a thread of the pool rings, or when time is over."""

    def __init__(self) -> None:
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


@contextmanager
def _given_up(machine: Machine) -> Iterator[None]:
    """Tell the machine when its call is given up, and the exception if work may have been done."""
    try:
        yield
    except BaseException as error:
        if machine.interrupted() and hasattr(error, "add_note"):
            error.add_note(f"{machine.operation} was given up; it may or may not have been done.")
        raise


@contextmanager
def _failures(machine: Machine) -> Iterator[None]:
    """Take a transport's built-in errors for what they are on a network."""
    try:
        yield
    except (TimeoutError, asyncio.TimeoutError) as error:
        machine.failed(True, True, str(error))
    except ConnectionRefusedError as error:
        machine.failed(False, False, str(error))
    except ConnectionError as error:
        machine.failed(True, False, str(error))


def _received(machine: Machine, answer: Answer) -> None:
    status, headers, body = answer
    if isinstance(body, str):
        body = body.encode()
    elif not isinstance(body, (bytes, bytearray, memoryview)):
        body = json.dumps(body).encode()
    machine.received(status, list(headers.items()), bytes(body))
