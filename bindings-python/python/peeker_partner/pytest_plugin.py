"""Fixtures of pytest, which are there once ``peeker-partner-sandbox`` is installed.

Who has the program from elsewhere says ``pytest_plugins = ["peeker_partner.pytest_plugin"]`` in ``conftest.py``.
pytest loads this file in every run, so all that is heavy is imported by the fixtures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from peeker_partner.testing import Sandbox


@pytest.fixture(scope="session")
def peeker_sandbox_of_session() -> Iterator[Sandbox]:
    """One sandbox for the whole session: starting it takes longer than resetting it."""
    from peeker_partner.testing import Sandbox

    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def peeker_sandbox(peeker_sandbox_of_session: Sandbox) -> Sandbox:
    """Give a sandbox in which nothing has happened yet. For other settings, see `peeker_partner.testing.Sandbox`."""
    peeker_sandbox_of_session.send_no_webhooks()
    peeker_sandbox_of_session.reset()
    return peeker_sandbox_of_session
