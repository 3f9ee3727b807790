"""A board for every test of what people see and decide of themes."""

import pytest

from bot.store import Database
from tests.unit.themes.board import Board


@pytest.fixture
def board(database: Database) -> Board:
    return Board(database)
