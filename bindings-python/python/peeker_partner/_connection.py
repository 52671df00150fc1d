"""How clients connect: what the environment says of proxies, and files of certificates."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from peeker_partner.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping


def proxy(given: str | None, base_url: str | None, environ: Mapping[str, str]) -> str | None:
    """Find the proxy for a base URL: that which is given, or that of the environment."""
    if given is not None:
        if not isinstance(given, str):
            raise TypeError(f"proxy is an address, not {type(given).__name__}")
        # What is no text is no address either: core says so.
        return given.encode("utf-8", "replace").decode() or None
    host = _host(base_url or environ.get("PEEKER_BASE_URL") or "https://api.peeker.ai")
    found = _variable(environ, "https_proxy")
    return None if not found or _is_exempt(host, _variable(environ, "no_proxy")) else found


def certificates(ca_file: str | os.PathLike[str] | None) -> bytes | None:
    """Read a file of certificates."""
    if ca_file is None:
        return None
    if not isinstance(ca_file, (str, os.PathLike)):
        raise TypeError(f"ca_file is a path, not {type(ca_file).__name__}")
    try:
        with open(ca_file, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        message = f"ca_file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise ConfigurationError(message, code="invalid_option") from error


def _variable(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name) or environ.get(name.upper()) or ""


def _host(url: str) -> str:
    authority = url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    return authority.partition(":")[0].lower()


def _is_exempt(host: str, no_proxy: str) -> bool:
    names = [name.strip().lower().lstrip(".") for name in no_proxy.split(",") if name.strip()]
    return any(name == "*" or host == name or host.endswith(f".{name}") for name in names)
