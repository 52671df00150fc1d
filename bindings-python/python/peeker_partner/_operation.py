"""A method of the API, written once for both clients.

A method is its signature: the names of its arguments are the names of the input's fields. What it returns depends on
whose it is, so that its description need not be repeated::

    client.orders.retrieve("ord_1")                 -> Order
    async_client.orders.retrieve("ord_1")           -> coroutine of Order
    client.with_meta.orders.retrieve("ord_1")       -> Result[Order]
    async_client.with_meta.orders.retrieve("ord_1") -> coroutine of Result[Order]
"""

from __future__ import annotations

import difflib
import functools
import inspect
import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, Final, Generic, ParamSpec, Protocol, TypeVar, cast, overload

from peeker_partner._inputs import Smartlead
from peeker_partner.errors import ConfigurationError

if TYPE_CHECKING:
    from peeker_partner._native import Meta

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Result(Generic[T_co]):
    """What a call gave, and what is known of it besides."""

    data: T_co
    meta: Meta


class Plain:
    """Marks methods that return their result."""


class Awaited:
    """Marks methods whose result is awaited."""


class PlainWithMeta:
    """Marks methods that return a `Result`."""


class AwaitedWithMeta:
    """Marks methods whose `Result` is awaited."""


Mode = TypeVar("Mode")


@dataclass(frozen=True)
class Call:
    """A call as it crosses to the extension module."""

    operation: str
    # Passwords and headers are in these; tools that show a traceback's variables would print them.
    input: str = field(repr=False)
    options: str = field(repr=False)


class Resource(Generic[Mode]):
    """A group of methods. ``perform`` makes their calls."""

    def __init__(self, perform: Callable[[Call], Any]) -> None:
        self._perform = perform


class Method(Protocol[P, T_co]):
    """What type checkers see of a method. At run time it is a function."""

    @overload
    def __get__(self, instance: Resource[Plain], owner: object = None, /) -> Callable[P, T_co]: ...
    @overload
    def __get__(
        self, instance: Resource[Awaited], owner: object = None, /
    ) -> Callable[P, Coroutine[Any, Any, T_co]]: ...
    @overload
    def __get__(self, instance: Resource[PlainWithMeta], owner: object = None, /) -> Callable[P, Result[T_co]]: ...
    @overload
    def __get__(
        self, instance: Resource[AwaitedWithMeta], owner: object = None, /
    ) -> Callable[P, Coroutine[Any, Any, Result[T_co]]]: ...


def operation(name: str) -> Callable[[Callable[Concatenate[Any, P], T]], Method[P, T]]:
    """Turn a signature with a docstring into the method of that operation."""

    def decorate(described: Callable[Concatenate[Any, P], T]) -> Method[P, T]:
        signature = inspect.signature(described)

        @functools.wraps(described)
        def method(self: Resource[Plain], *args: Any, **kwargs: Any) -> Any:
            return self._perform(_call(name, signature, self, args, kwargs))

        return cast("Method[P, T]", method)

    return decorate


#: What every method takes besides its input.
_OPTIONS: Final = ("timeout", "deadline", "max_retries", "headers", "extra_body", "extra_query")


def _call(name: str, signature: inspect.Signature, self: object, args: Any, kwargs: dict[str, Any]) -> Call:
    unknown = next((given for given in kwargs if given not in signature.parameters), None)
    if unknown is not None:
        meant = difflib.get_close_matches(unknown, signature.parameters, n=1)
        hint = f". Did you mean {meant[0]!r}?" if meant else ""
        raise TypeError(f"{name}() got an unexpected keyword argument {unknown!r}{hint}")
    try:
        given = signature.bind(self, *args, **kwargs).arguments
    except TypeError as error:
        raise TypeError(f"{name}() {error}") from None
    given.pop("self")
    fields = {key: value for key, value in given.items() if value is not signature.parameters[key].default}
    options: dict[str, Any] = {key: fields.pop(key) for key in _OPTIONS if key in fields}
    return Call(name, encode(name, fields), encode(name, in_milliseconds(options)))


def in_milliseconds(options: dict[str, Any]) -> dict[str, Any]:
    """Write options as core reads them."""
    for name in ("timeout", "deadline", "connect_timeout"):
        if name in options:
            options[name] = _milliseconds(name, options[name])
    if "headers" in options:
        options["headers"] = list(dict(options["headers"]).items())
    return options


def _milliseconds(name: str, seconds: float) -> int:
    try:
        return max(round(seconds * 1000), 1 if seconds > 0 else 0)
    except (TypeError, ValueError, OverflowError):
        raise ConfigurationError(f"{name} is a number of seconds", code="invalid_option") from None


def encode(name: str, value: dict[str, Any]) -> str:
    """Write JSON text; sets and other things without an order of their own are refused."""
    try:
        return json.dumps(value, default=_plain, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name}(): {error}") from None


def _plain(value: object) -> object:
    if isinstance(value, Smartlead):
        return value.to_dict(reveal=True)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} cannot be sent as JSON; give a list or a dict")
