"""A chat for every test of lessons."""

import pytest

from bot.store import Database
from tests.chat import Chat


@pytest.fixture
def chat(database: Database) -> Chat:
    return Chat(database)
