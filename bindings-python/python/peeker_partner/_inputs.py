"""What inputs are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypedDict, final

from peeker_partner.errors import InputTypeError

if TYPE_CHECKING:
    from peeker_partner._native import Bundle, Domain, DomainAvailability


@final
class Omit:
    """The default of an argument that is not sent: ``None`` is sent as ``null``, which clears the field."""

    def __repr__(self) -> str:
        return "OMIT"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "OMIT"


OMIT: Final = Omit()
"""Leaves a field of an update as it is."""


@dataclass(frozen=True, kw_only=True)
class Smartlead:
    """Inboxes go to this Smartlead client. An order needs the login; a user's route does not."""

    client_id: int | None = None
    """The client's number in Smartlead."""
    login_email: str | None = None
    """The login that Peeker uses."""
    login_password: str | None = field(default=None, repr=False)
    """That login's password. It is never shown, logged or pickled."""

    def to_dict(self, *, reveal: bool = False) -> dict[str, Any]:
        """Write it as the API reads it, the password only if it is to be revealed."""
        fields = {"provider": "smartlead", "client_id": self.client_id, "login_email": self.login_email}
        fields["login_password"] = self.login_password if reveal or self.login_password is None else "[redacted]"
        return {name: value for name, value in fields.items() if value is not None}

    def __peeker_input__(self) -> dict[str, Any]:
        return self.to_dict(reveal=True)

    def __reduce__(self) -> tuple[Any, ...]:
        if self.login_password is not None:
            raise TypeError("a Smartlead with a password is not pickled: the password would be in the pickle")
        return _smartlead, (self.client_id, self.login_email)


def _smartlead(client_id: int | None, login_email: str | None) -> Smartlead:
    return Smartlead(client_id=client_id, login_email=login_email)


class _Name(TypedDict):
    first_name: str
    last_name: str


class NewPersona(_Name, total=False):
    """A person to name inboxes after."""

    profile_picture_url: str | None
    """A public picture."""


class ForwardedDomain(TypedDict):
    """A domain with a forwarding target of its own."""

    domain: str
    forwarding_url: str


Row: TypeAlias = "Domain | DomainAvailability | Mapping[str, Any]"
"""What is known of a domain: a row of the list of domains, or of an availability check."""

OrderedDomain: TypeAlias = "str | ForwardedDomain | Domain | DomainAvailability"
"""A domain of an order: its name, with a forwarding target of its own, or a row, against which it is checked."""


def order(given: dict[str, Any]) -> dict[str, Any]:
    """Tell the fields of an order from what is known of it, which goes to ``known``.

    A `Bundle` and rows of domains are both: what is ordered, and what the order is checked against.
    """
    fields = dict(given)
    bundle, rows = _bundle(fields.pop("bundle", None)), _rows(fields.pop("known_domains", ()))
    is_known = "known_domains" in given
    if isinstance(fields.get("domains"), (list, tuple)):
        rows += [entry for entry in fields["domains"] if _is_row(entry)]
        fields["domains"] = [entry.domain if _is_row(entry) else entry for entry in fields["domains"]]
    if isinstance(bundle, str):
        fields.setdefault("bundle_id", bundle)
        bundle = None
    known: dict[str, Any] = {"bundle": bundle, "domains": rows}
    if bundle is not None and not _LICENSES & fields.keys():
        fields.setdefault("bundle_id", _id(bundle))
    known = {name: value for name, value in known.items() if value}
    return fields | {"known": known} if known or is_known else fields


_LICENSES: Final = frozenset({"google_licenses", "microsoft_licenses"})


def _bundle(given: Any) -> Any:
    from peeker_partner._native import Bundle

    if given is None or isinstance(given, (str, Bundle, Mapping)):
        return given
    raise InputTypeError(f"bundle is a Bundle, a mapping or an id, not {type(given).__name__}")


def _rows(given: Any) -> list[Row]:
    if isinstance(given, Iterable) and not isinstance(given, (str, bytes, Mapping)):
        return list(given)
    raise InputTypeError(f"known_domains is a list of rows, not {type(given).__name__}")


def _id(bundle: Bundle | Mapping[str, Any]) -> object:
    return bundle.get("id") if isinstance(bundle, Mapping) else bundle.id


def _is_row(entry: object) -> bool:
    from peeker_partner._native import Domain, DomainAvailability

    return isinstance(entry, (Domain, DomainAvailability))
