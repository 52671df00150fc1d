"""A delivery as frameworks hand it over, in the form that core reads: its raw body, and Peeker's headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from peeker_partner._native import DELIVERY_HEADERS

Body: TypeAlias = bytes | bytearray | memoryview
"""The body as it was received, byte for byte."""

Headers: TypeAlias = Mapping[str, object] | Iterable[tuple[str | bytes, str | bytes]]
"""All headers, as the framework has them. Django's ``request.headers`` and ``request.META``, Flask's and Starlette's
``request.headers``, ASGI's and WSGI's own, a ``dict``, and pairs are fine, by names in any case."""

_BY_PLAIN_NAME = {name.lower(): name for name in DELIVERY_HEADERS}
_BY_CGI_NAME = {f"http_{name.lower().replace('-', '_')}": name for name in DELIVERY_HEADERS}
_NAMES = _BY_PLAIN_NAME | _BY_CGI_NAME

_RAW = (
    "pass the raw bytes, before anything reads them: request.body in Django, request.get_data() in Flask, "
    "await request.body() in FastAPI and Starlette"
)


def raw_body(body: Body) -> bytes:
    """Give the body's bytes. Whatever was read or decoded before is no longer what Peeker signed."""
    if isinstance(body, bytes):
        return body
    if isinstance(body, (bytearray, memoryview)):
        return bytes(body)
    if isinstance(body, str):
        raise TypeError(f"body is a str: the signature covers the bytes that were received; {_RAW}")
    raise TypeError(
        f"body is a {type(body).__name__}: JSON that was parsed and written again has another signature; {_RAW}"
    )


def text_or_raw(body: Body | str) -> bytes:
    """Give the bytes of a body whose signature is not compared: then text is as good."""
    return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else raw_body(body)


def peeker_headers(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Pick Peeker's headers: only they matter, and a WSGI environment holds much that is no header."""
    found: list[tuple[bytes, bytes]] = []
    for given, value in _pairs(headers):
        name = _NAMES.get(_text(given).lower())
        if name is not None:
            found.extend((name.encode(), one) for one in _values(name, value))
    return found


def _pairs(headers: Headers) -> list[tuple[object, object]]:
    pairs = headers.items() if hasattr(headers, "items") else headers
    try:
        return [(name, value) for name, value in pairs]
    except (TypeError, ValueError):
        kind = type(headers).__name__
        raise TypeError(f"headers is a mapping, or pairs of names and values; a {kind} is neither") from None


def _text(name: object) -> str:
    return name.decode("latin-1") if isinstance(name, bytes) else str(name)


def _values(name: str, value: object) -> list[bytes]:
    """Give the values under one name: one, none, or several as AWS's ``multiValueHeaders`` has them."""
    if value is None:
        return []
    if isinstance(value, bytes):
        return [value]
    if isinstance(value, str):
        return [value.encode("utf-8", "surrogatepass")]
    if isinstance(value, Sequence) and all(isinstance(one, (str, bytes)) for one in value):
        return [one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one for one in value]
    raise TypeError(f"headers: the value of {name} is a {type(value).__name__}, and no text")
