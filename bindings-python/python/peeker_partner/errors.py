"""What goes wrong, in one hierarchy.

.. code-block:: text

    PeekerError
    ├── APIError                    the API refused
    │   ├── BadRequestError         400, 422 and other 4xx
    │   ├── AuthenticationError     401
    │   ├── PermissionDeniedError   403
    │   ├── NotFoundError           404
    │   ├── ConflictError           409
    │   ├── RateLimitError          429, and waiting longer was not allowed
    │   └── ServerError             5xx, on a read
    ├── UnexpectedResponseError     a redirect, or an answer to a read that is not the documented JSON
    ├── APIConnectionError          no connection, or it broke; nothing was changed      (also ConnectionError)
    ├── APITimeoutError             an attempt took too long; nothing was changed        (also TimeoutError)
    ├── DeadlineExceededError       the call's time was used up; nothing was changed     (also TimeoutError)
    ├── OutcomeUnknownError         a write may or may not have been done
    ├── UnreadableSuccessError      a write was done, and its answer could not be read
    ├── WaitTimeoutError            what was waited for did not come to an end in time   (also TimeoutError)
    ├── UnknownStateError           what is waited for stays in a state that is not known
    ├── WaitFailedError             what was waited for failed, and that was to be raised
    ├── NotSentError                a part of a batch that was left out; nothing of it was changed
    ├── ValidationError             the input is wrong and was not sent                  (also ValueError)
    │   └── InputTypeError          an argument is of the wrong type                     (also TypeError)
    ├── ConfigurationError          the client is set up wrongly                         (also ValueError)
    ├── WebhookError                a delivery is forged, stale or malformed
    └── InternalError               a fault of the SDK

Branch on the class (what to do) or on ``code`` (what happened), never on the message. All of them can be pickled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from peeker_partner._native import Attempt, Event, Forwarding, Import, Order, Swap

__all__ = [
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "DeadlineExceededError",
    "InputTypeError",
    "InternalError",
    "NotFoundError",
    "NotSentError",
    "OutcomeUnknownError",
    "PeekerError",
    "PermissionDeniedError",
    "RateLimitError",
    "ServerError",
    "UnexpectedResponseError",
    "UnknownStateError",
    "UnreadableSuccessError",
    "ValidationError",
    "Violation",
    "WaitFailedError",
    "WaitTimeoutError",
    "WebhookError",
]


@dataclass(frozen=True)
class Violation:
    """One thing that is wrong with an input."""

    path: str
    """Where, as in ``personas[3].first_name``; empty for the input as a whole."""
    code: str
    """What, as a word that never changes."""
    message: str
    """What, as a sentence."""
    suggestion: str | None = None
    """What was probably meant."""
    certainty: str = "stated"
    """``stated``, ``exemplified`` or ``inferred``: how sure it is that the API would refuse it."""
    source: str = "local"
    """``local`` or ``api``: who found it."""
    details: dict[str, Any] | None = field(default=None, hash=False)
    """Numbers and names for programs, in the API's own shape where it has one."""


class PeekerError(Exception):
    """Something did not work. Facts that do not apply are ``None`` or empty.

    In tests of your own: ``NotFoundError("No such order.", status=404, request_id="req_1")``.
    """

    message: str = ""
    """One sentence. ``str(error)`` has the operation, the code and the request id besides."""
    code: str = "internal"
    """What happened, as a word that never changes. Where the API answered, its own code."""
    operation: str | None = None
    """As in ``orders.create``."""
    status: int | None = None
    """The HTTP status of the last answer."""
    field: str | None = None
    """The field that the API names."""
    details: Any = None
    """What the API says besides, as in ``{"required_count": 4}``."""
    request_id: str | None = None
    """``Peeker-Request-Id`` of the last answer: quote it to support."""
    attempts: tuple[Attempt, ...] = ()
    """What was tried, in order."""
    violations: tuple[Violation, ...] = ()
    """Everything that is wrong with the input, at once."""
    retry_after: float | None = None
    """Seconds to wait, where the API says so."""
    retryable: bool = False
    """Whether the same call may well succeed later, unchanged, without doing anything twice."""
    replay_safe: bool | None = None
    """On `OutcomeUnknownError`: whether making the same call again cannot do the work twice."""
    object_id: str | None = None
    """On `UnreadableSuccessError`: the id that was found in the answer; on a wait's errors: that of its object."""
    raw_body: str | None = None
    """On `UnreadableSuccessError` and `UnexpectedResponseError`: the answer, without secrets."""
    advice: str | None = None
    """What to do now."""
    authentic: bool | None = None
    """On `WebhookError`: whether the signature is right; ``None`` where it could not be compared."""
    age_seconds: int | None = None
    """On `WebhookError`: how long ago a stale delivery was signed; negative where it is from the future."""
    event: Event | None = None
    """On `WebhookError`: what a stale delivery says. Who remembers events durably may accept it."""
    last: Order | Import | Forwarding | Swap | None = None
    """On an error that ended a wait: what was waited for, as it was last seen; ``None`` if no poll was answered."""

    def __init__(self, message: str = "", /, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        for name, value in facts.items():
            if name not in _FACTS:
                raise TypeError(f"{type(self).__name__} has no fact {name!r}")
            setattr(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args, {**self.__dict__, "__cause__": self.__cause__}


_FACTS: Final = frozenset(PeekerError.__annotations__) - {"message"}


class APIError(PeekerError):
    """The API refused the request. It was not carried out."""


class BadRequestError(APIError):
    """4xx without a class of its own: ``code``, ``field`` and ``details`` say what to correct."""

    code = "invalid_request"


class AuthenticationError(APIError):
    """401: the key is missing, malformed or revoked."""

    code = "unauthorized"


class PermissionDeniedError(APIError):
    """403: the key may not do this."""

    code = "forbidden"


class NotFoundError(APIError):
    """404: there is nothing by that id in this account."""

    code = "not_found"


class ConflictError(APIError):
    """409: the request contradicts the state of things."""


class RateLimitError(APIError):
    """429, and waiting longer was not allowed: wait ``retry_after`` seconds."""

    code = "rate_limited"
    retryable = True


class ServerError(APIError):
    """5xx, on a read."""

    code = "internal_error"
    retryable = True


class UnexpectedResponseError(PeekerError):
    """A redirect, or an answer to a read that is not the documented JSON: check the base URL and any proxy."""

    code = "unexpected_response"


class APIConnectionError(PeekerError, ConnectionError):
    """There was no connection, or it broke. Nothing was changed."""

    code = "connection_failed"
    retryable = True


class APITimeoutError(PeekerError, TimeoutError):
    """An attempt took longer than ``timeout``. Nothing was changed."""

    code = "timeout"
    retryable = True


class DeadlineExceededError(PeekerError, TimeoutError):
    """All attempts and waits together took longer than ``deadline``. Nothing was changed."""

    code = "deadline_exceeded"
    retryable = True


class OutcomeUnknownError(PeekerError):
    """A write may or may not have been done; ``__cause__`` is what ended it.

    If ``replay_safe``, make the same call again (an order within 24 hours). Else look whether it was done.
    """

    code = "outcome_unknown"


class UnreadableSuccessError(PeekerError):
    """A write was done, and its answer could not be read. Do not repeat it: see ``object_id`` and ``raw_body``."""

    code = "unreadable_success"


class WaitTimeoutError(PeekerError, TimeoutError):
    """What was waited for did not come to an end in time: see ``last``; ``__cause__`` is why the last poll failed."""

    code = "wait_timeout"
    retryable = True


class UnknownStateError(PeekerError):
    """What is waited for stays in a state that this version does not know: see ``last``, and update the package."""

    code = "unknown_state"


class WaitFailedError(PeekerError):
    """What was waited for failed or was cancelled, and the wait was told to raise that: see ``last``."""

    code = "wait_failed"


class NotSentError(PeekerError):
    """A part of a batch that was left out, with nothing wrong about it; ``__cause__`` is why. Nothing was changed."""

    code = "not_sent"


class ValidationError(PeekerError, ValueError):
    """The input is wrong and was not sent; ``violations`` has everything at once."""

    code = "invalid_input"


class InputTypeError(ValidationError, TypeError):
    """A value is of the wrong type, as a number where text belongs; the violation's ``path`` says where."""

    code = "invalid_type"


class ConfigurationError(PeekerError, ValueError):
    """The client, or an option of the call, is set up wrongly. Nothing was sent."""

    code = "invalid_option"


class WebhookError(PeekerError):
    """A delivery is forged, stale, malformed, or signed with a secret that is not known: answer it with 400."""

    code = "webhook_forged"


class InternalError(PeekerError):
    """A fault of the SDK: please report it with its message."""


_KINDS: Final[dict[str, type[PeekerError]]] = {
    "bad_request": BadRequestError,
    "authentication": AuthenticationError,
    "permission": PermissionDeniedError,
    "not_found": NotFoundError,
    "conflict": ConflictError,
    "rate_limit": RateLimitError,
    "server": ServerError,
    "unexpected_response": UnexpectedResponseError,
    "connection": APIConnectionError,
    "timeout": APITimeoutError,
    "deadline": DeadlineExceededError,
    "outcome_unknown": OutcomeUnknownError,
    "unreadable_success": UnreadableSuccessError,
    "wait_timeout": WaitTimeoutError,
    "unknown_state": UnknownStateError,
    "wait_failed": WaitFailedError,
    "not_sent": NotSentError,
    "validation": ValidationError,
    "configuration": ConfigurationError,
    "webhook": WebhookError,
    "internal": InternalError,
}


def _from_core(
    facts: str,
    text: str,
    attempts: tuple[Attempt, ...],
    event: Event | None,
    last: Order | Import | Forwarding | Swap | None,
) -> PeekerError:
    """Make the exception that core means. The extension module calls it."""
    import json  # Not before something went wrong: it takes as long to import as this whole file.

    error = _from_facts(json.loads(facts))
    error.args = (text,)
    error.event = event
    error.last = last
    error.attempts = attempts
    if isinstance(error.__cause__, PeekerError):
        error.__cause__.attempts = attempts
    return error


def _from_facts(facts: dict[str, Any]) -> PeekerError:
    # A kind that is newer than this file is still an error of the package.
    kind = _KINDS.get(facts.pop("kind"), PeekerError)
    cause = facts.pop("cause", None)
    facts["violations"] = tuple(Violation(**violation) for violation in facts.get("violations", ()))
    if (
        kind is ValidationError
        and facts["violations"]
        and all(at.code == "invalid_type" for at in facts["violations"])
    ):
        kind = InputTypeError
    error = kind(facts.pop("message"))
    for name in _FACTS & facts.keys():
        setattr(error, name, facts[name])
    if cause is not None:
        error.__cause__ = _from_facts(cause)
    return error
