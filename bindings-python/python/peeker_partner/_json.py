"""Inputs as the JSON text that the extension module takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peeker_partner.errors import InputTypeError, ValidationError, Violation


def encode(name: str, value: Mapping[str, Any]) -> str:
    """Write JSON text. What JSON cannot say is refused, with the argument that it is in.

    Models, mappings and `Smartlead` are written as the API reads them; sets and other things without an order are
    refused.
    """
    import json  # Who only imports the package need not wait for it.

    try:
        return json.dumps(value, default=plain, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise _explained(name, value, error) from None


def plain(value: object) -> object:
    """Give what stands for an object that JSON does not know."""
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__peeker_input__"):
        return value.__peeker_input__()
    if type(value).__module__.startswith("peeker_partner") and hasattr(value, "to_dict"):
        return value.to_dict()
    raise TypeError(f"{_a(value)} cannot be sent as JSON; give text, a number, a list or a dict")


def _explained(name: str, value: Mapping[str, Any], error: Exception) -> ValidationError:
    place = next((key for key in value if _fails(value[key])), "")
    kind: type[ValidationError] = InputTypeError if isinstance(error, TypeError) else ValidationError
    message = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    violation = Violation(str(place), "invalid_type", message)
    return kind(f"{name}(): {place}: {message}", operation=name, code="invalid_type", violations=(violation,))


def _fails(value: object) -> bool:
    import json

    try:
        json.dumps(value, default=plain, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return True
    return False


def _a(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"
