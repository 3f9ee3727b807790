"""Whether we can work, and the numbers an administrator watches. Implements `ports.Health`."""

from collections.abc import Mapping

from sqlalchemy import func, select

from bot.capture.models import Contribution, InboxRow
from bot.delivery.status import outbox_status
from bot.store import Database, DatabaseUnreachable
from bot.store.migrate import is_current
from bot.themes.models import Theme


class DatabaseHealth:
    """Health as the database tells it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def problems(self) -> list[str]:
        """Return what keeps us from working, in plain words."""
        try:
            self._database.check()
        except DatabaseUnreachable as error:
            return [str(error)]
        if not is_current(self._database):
            return ["The database is of another version. Run: commonthread migrate"]
        return []

    def metrics(self) -> Mapping[str, float]:
        """Return counts of what is kept and of what waits."""
        numbers: dict[str, float] = {}
        with self._database.read() as unit:
            for state, count in outbox_status(unit).items():
                numbers[f'commonthread_outbox_rows{{state="{state}"}}'] = count
            inbox = select(InboxRow.state, func.count()).group_by(InboxRow.state)
            for value, count in unit.session.execute(inbox):
                numbers[f'commonthread_inbox_rows{{state="{value}"}}'] = count
            for name, table in (("contributions", Contribution), ("themes", Theme)):
                count = unit.session.scalar(select(func.count()).select_from(table)) or 0
                numbers[f"commonthread_{name}"] = count
        return numbers
