"""The database: engine, unit of work, base types and migrations. It knows no feature."""

from bot.store.base import Base, UtcDateTime
from bot.store.engine import Database, DatabaseInUse, DatabaseUnreachable
from bot.store.unit import UnitOfWork

__all__ = ["Base", "Database", "DatabaseInUse", "DatabaseUnreachable", "UnitOfWork", "UtcDateTime"]
