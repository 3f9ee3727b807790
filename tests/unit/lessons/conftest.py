"""A chat for every test of lessons, in which /commonthread is answered too."""

import pytest

from bot.community import handlers as community
from bot.store import Database
from tests.chat import LONDON, Chat


@pytest.fixture
def chat(database: Database) -> Chat:
    chat = Chat(database)
    community.register(chat.router, administrators=frozenset(), prefixes={}, zone=LONDON)
    return chat
