"""The API's answers as models of pydantic's kind: pydantic's own, and openai's."""

from datetime import datetime
from typing import Any, Optional


def page_of(base: Any) -> Any:
    """Declare a page of orders."""

    class Costs(base):
        total_cents: int
        currency: str

    class Order(base):
        id: str
        user_id: str
        email: str
        status: str
        domain_count: int
        costs: Costs
        created_at: datetime
        bundle_id: Optional[str] = None  # noqa: UP045  # openai reads annotations itself
        renews_at: Optional[datetime] = None  # noqa: UP045

    class Page(base):
        data: list[Order]
        links: dict[str, str]
        meta: dict[str, object]

    return Page


def me_of(base: Any) -> Any:
    """Declare whose key it is."""

    class ApiKey(base):
        environment: str
        permission_preset: str

    class Partner(base):
        id: str
        name: str

    class Account(base):
        api_key: ApiKey
        partner: Partner

    class Me(base):
        data: Account

    return Me
