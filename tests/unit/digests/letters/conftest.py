"""Fixtures of the weekly digest."""

import pytest

from bot.store import Database
from tests.chat import Chat
from tests.unit.digests.letters.week import register_digests


@pytest.fixture
def chat(database: Database) -> Chat:
    """The usual chat, in which /digest is answered too."""
    chat = Chat(database)
    register_digests(chat)
    return chat
