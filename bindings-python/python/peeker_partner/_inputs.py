"""What orders are made of, when they are placed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypedDict


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
