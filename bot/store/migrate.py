"""Brings a database's tables to this version, and says when they are not."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from bot.store.engine import Database, DatabaseUnreachable

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    """Return Alembic's configuration; no alembic.ini is needed."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def migrate(database: Database) -> None:
    """Apply every migration that is missing. Raises DatabaseUnreachable when that can't be."""
    config = alembic_config()
    try:
        with database.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError:
        raise DatabaseUnreachable(
            "The database was made by a newer version of this program."
            " Install that version, or restore an older copy of the database."
        ) from None
    except DBAPIError as error:
        raise DatabaseUnreachable(
            f"The database can't be brought to this version ({type(error.orig).__name__})."
            " Check that it is Common Thread's own, that this user may change it,"
            " and that its disk is not full."
        ) from None


def is_current(database: Database) -> bool:
    """Say whether the database has every migration of this version."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
