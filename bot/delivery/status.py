"""How the outbox stands, for health and metrics."""

from sqlalchemy import func, select

from bot.delivery.models import OutboxRow, OutboxState
from bot.store import UnitOfWork


def outbox_status(unit: UnitOfWork) -> dict[OutboxState, int]:
    """Return the number of rows in each state, every state named."""
    counted = select(OutboxRow.state, func.count()).group_by(OutboxRow.state)
    found = dict(unit.session.execute(counted).all())
    return {state: found.get(state, 0) for state in OutboxState}
