"""A method of the API, written once for both clients.

A method is its signature: the names of its arguments are the names of the input's fields. What it returns depends on
whose it is, so that its description need not be repeated::

    client.orders.retrieve("ord_1")                 -> Order
    async_client.orders.retrieve("ord_1")           -> coroutine of Order
    client.with_meta.orders.retrieve("ord_1")       -> Result[Order]
    async_client.with_meta.orders.retrieve("ord_1") -> coroutine of Result[Order]

`operation` makes the method of one call or a wait; `report` that of a preflight; `listing` that of a list, which is
read page by page; `batch` that of an input that may take several calls.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Final,
    Generic,
    ParamSpec,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
    overload,
)

from peeker_partner._batch import AsyncBatch, Batch
from peeker_partner._json import encode
from peeker_partner._options import OPTIONS, Call, checked
from peeker_partner._pages import AsyncListing, Listing

if TYPE_CHECKING:
    import inspect

    from peeker_partner._host import Host
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


class Resource(Generic[Mode]):
    """A group of methods. ``host`` makes their calls."""

    def __init__(self, host: Host, with_meta: bool) -> None:
        self._host = host
        self._with_meta = with_meta


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


class ListMethod(Protocol[P, T_co]):
    """What type checkers see of a method that lists. Its pages have their meta, whoever lists them."""

    @overload
    def __get__(self, instance: Resource[Plain], owner: object = None, /) -> Callable[P, Listing[T_co]]: ...
    @overload
    def __get__(self, instance: Resource[PlainWithMeta], owner: object = None, /) -> Callable[P, Listing[T_co]]: ...
    @overload
    def __get__(self, instance: Resource[Awaited], owner: object = None, /) -> Callable[P, AsyncListing[T_co]]: ...
    @overload
    def __get__(
        self, instance: Resource[AwaitedWithMeta], owner: object = None, /
    ) -> Callable[P, AsyncListing[T_co]]: ...


class BatchMethod(Protocol[P, T_co]):
    """What type checkers see of a method that makes a batch. Its items have their meta, whoever makes it."""

    @overload
    def __get__(self, instance: Resource[Plain], owner: object = None, /) -> Callable[P, Batch[T_co]]: ...
    @overload
    def __get__(self, instance: Resource[PlainWithMeta], owner: object = None, /) -> Callable[P, Batch[T_co]]: ...
    @overload
    def __get__(
        self, instance: Resource[Awaited], owner: object = None, /
    ) -> Callable[P, Coroutine[Any, Any, AsyncBatch[T_co]]]: ...
    @overload
    def __get__(
        self, instance: Resource[AwaitedWithMeta], owner: object = None, /
    ) -> Callable[P, Coroutine[Any, Any, AsyncBatch[T_co]]]: ...


class ReportMethod(Protocol[P, T_co]):
    """What type checkers see of a method that makes several calls, or none, so that it has no meta of its own."""

    @overload
    def __get__(self, instance: Resource[Plain], owner: object = None, /) -> Callable[P, T_co]: ...
    @overload
    def __get__(self, instance: Resource[PlainWithMeta], owner: object = None, /) -> Callable[P, T_co]: ...
    @overload
    def __get__(
        self, instance: Resource[Awaited], owner: object = None, /
    ) -> Callable[P, Coroutine[Any, Any, T_co]]: ...
    @overload
    def __get__(
        self, instance: Resource[AwaitedWithMeta], owner: object = None, /
    ) -> Callable[P, Coroutine[Any, Any, T_co]]: ...


def operation(name: str, shape: Shape | None = None) -> Callable[[Callable[Concatenate[Any, P], T]], Method[P, T]]:
    """Turn a signature with a docstring into the method of that operation or wait.

    ``shape`` turns the arguments into the input's fields, where they differ.
    """

    def perform(owner: Resource[Any], call: Call) -> Any:
        return owner._host._perform(call, _whole if owner._with_meta else _data)

    return cast("Callable[[Callable[Concatenate[Any, P], T]], Method[P, T]]", _decorator(name, perform, shape))


def report(name: str, shape: Shape) -> Callable[[Callable[Concatenate[Any, P], T]], ReportMethod[P, T]]:
    """Turn a signature with a docstring into the method that asks the API and reports on its input."""

    def perform(owner: Resource[Any], call: Call) -> Any:
        return owner._host._perform(call, _data)

    return cast("Callable[[Callable[Concatenate[Any, P], T]], ReportMethod[P, T]]", _decorator(name, perform, shape))


def listing(name: str) -> Callable[[Callable[Concatenate[Any, P], T]], ListMethod[P, T]]:
    """Turn a signature with a docstring into the method of that list. It describes one row."""

    def begin(owner: Resource[Any], call: Call) -> Any:
        return owner._host._listing(call)

    return cast("Callable[[Callable[Concatenate[Any, P], T]], ListMethod[P, T]]", _decorator(name, begin))


def batch(name: str) -> Callable[[Callable[Concatenate[Any, P], T]], BatchMethod[P, T]]:
    """Turn a signature with a docstring into the method of that batch. It describes the result of one part."""

    def perform(owner: Resource[Any], call: Call) -> Any:
        return owner._host._perform(call, owner._host._batch)

    return cast("Callable[[Callable[Concatenate[Any, P], T]], BatchMethod[P, T]]", _decorator(name, perform))


Shape: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns arguments into the input's fields, where they differ."""


def _decorator(
    name: str, perform: Callable[[Resource[Any], Call], Any], shape: Shape | None = None
) -> Callable[[Callable[..., Any]], Any]:
    def decorate(described: Callable[..., Any]) -> Any:
        made = _Described(name, described, shape)

        @functools.wraps(described)
        def method(self: Resource[Any], *args: Any, **kwargs: Any) -> Any:
            call = made.call(self, args, kwargs)
            del args, kwargs  # Some tools show a traceback's variables, and there may be passwords in these.
            return perform(self, call)

        method.operation = name  # type: ignore[attr-defined]
        return method

    return decorate


@dataclass(frozen=True)
class _Described:
    """A method's name and signature, and how its arguments become a call."""

    name: str
    described: Callable[..., Any]
    shape: Callable[[dict[str, Any]], dict[str, Any]] | None = None

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        import inspect  # Reading all signatures at once would take longer than the rest of the import.

        return inspect.signature(self.described)

    def call(self, owner: object, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Call:
        given = self._bound(owner, args, kwargs)
        special = {name: given.pop(name) for name in _SPECIAL if name in given}
        if self.shape is not None:
            given = self.shape(given)
        options: dict[str, Any] = {name: given.pop(name) for name in OPTIONS if name in given}
        return Call(self.name, encode(self.name, given), encode(self.name, checked(self.name, options)), **special)

    def _bound(self, owner: object, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        known = self.signature.parameters
        unknown = next((given for given in kwargs if given not in known), None)
        if unknown is not None:
            import difflib

            meant = difflib.get_close_matches(unknown, known, n=1)
            hint = f". Did you mean {meant[0]!r}?" if meant else ""
            raise TypeError(f"{self.name}() got an unexpected keyword argument {unknown!r}{hint}")
        try:
            given = self.signature.bind(owner, *args, **kwargs).arguments
        except TypeError as error:
            raise TypeError(f"{self.name}() {error}") from None
        given.pop("self")
        return {name: value for name, value in given.items() if value is not known[name].default}


#: Arguments that are neither input nor options.
_SPECIAL: Final = ("on_progress", "preflight")


def _data(result: Result[T]) -> T:
    return result.data


def _whole(result: Result[T]) -> Result[T]:
    return result
