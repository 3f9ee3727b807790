"""The unit of work: one transaction. Only it commits; leaving it without a commit rolls back."""

from sqlalchemy.orm import Session


class UnitOfWork:
    """One transaction and its session. Services take it as their first argument."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def commit(self) -> None:
        """Keep what was done."""
        self.session.commit()

    def flush(self) -> None:
        """Send what was done to the database, so that ids are known; still not kept."""
        self.session.flush()
