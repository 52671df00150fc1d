"""What a call may set differently from its client, checked and written as core reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from peeker_partner.errors import ConfigurationError

if TYPE_CHECKING:
    from peeker_partner import _native
    from peeker_partner._native import Machine, Progress


@dataclass(frozen=True)
class Call:
    """A call as it crosses to the extension module: also a wait, a batch or a preflight."""

    operation: str
    # Passwords and headers are in these; tools that show a traceback's variables would print them.
    input: str = field(repr=False)
    options: str = field(repr=False)
    #: Whether an order is checked against the API before it is created.
    preflight: bool = False
    on_progress: Callable[[Progress], object] | None = None

    def begin(self, native: _native.Client) -> Machine:
        """Begin it. Nothing is sent yet."""
        return native.start(self.operation, self.input, self.options, self.preflight)


#: What methods take besides their input.
OPTIONS: Final = (
    "timeout",
    "deadline",
    "max_retries",
    "headers",
    "extra_body",
    "extra_query",
    "waive",
    "validate",
    "known",
    "poll",
    "stop_on_action",
    "raise_on_failure",
)

#: Of a wait; the others are of each of its polls.
_OF_WAITS: Final = ("timeout", "poll", "stop_on_action", "raise_on_failure")

_TIMES: Final = ("timeout", "deadline", "connect_timeout", "poll")
_FLAGS: Final = ("validate", "stop_on_action", "raise_on_failure")
_MAPPINGS: Final = ("headers", "extra_body", "extra_query")
_TEXTS: Final = ("api_key", "base_url", "app_info", "expect")


def checked(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Write options as core reads them.

    Raises `TypeError`, naming the argument, for what is of the wrong type.
    """
    written: dict[str, Any] = {
        option: _written(name, option, value) for option, value in options.items() if value is not None
    }
    if not name.endswith(".wait"):
        return written
    of_wait: dict[str, Any] = {option: written.pop(option) for option in _OF_WAITS if option in written}
    return {**of_wait, "call": written}


def _written(name: str, option: str, value: Any) -> Any:
    if option in _TIMES:
        return _milliseconds(name, option, value)
    if option in _FLAGS:
        return _of_type(name, option, value, bool, "True or False")
    if option in _MAPPINGS:
        _of_type(name, option, value, Mapping, "a mapping")
        return [[key, _text(name, key, text)] for key, text in value.items()] if option == "headers" else dict(value)
    if option in _TEXTS:
        return _of_type(name, option, value, str, "text")
    if option == "max_retries":
        return _of_type(name, option, value, int, "a whole number")
    if option == "waive" and isinstance(value, str):
        raise TypeError(f"{name}(): waive is a list of codes, not one text; write [{value!r}]")
    return value


def _milliseconds(name: str, option: str, seconds: Any) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise TypeError(f"{name}(): {option} is a number of seconds, not {type(seconds).__name__}")
    try:
        return max(round(seconds * 1000), 1 if seconds > 0 else 0)
    except (ValueError, OverflowError):
        message = f"{option} is a number of seconds, and {seconds} is none"
        raise ConfigurationError(message, code="invalid_option", operation=name) from None


def _text(name: str, header: Any, value: Any) -> str:
    # The value may be a secret: it is not shown.
    if isinstance(header, str) and isinstance(value, str):
        return value
    wrong = value if isinstance(header, str) else header
    raise TypeError(f"{name}(): headers are texts, and one of them is {type(wrong).__name__}")


def _of_type(name: str, option: str, value: Any, kind: type, called: str) -> Any:
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise TypeError(f"{name}(): {option} is {called}, not {type(value).__name__}")
