"""Fixtures of replies."""

import pytest

from bot.store import Database
from tests.unit.replies.hall import Hall


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database)
