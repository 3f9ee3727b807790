"""What people corrected, for the recogniser to learn from."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution, KindCorrection


def read_corrections(session: Session) -> list[tuple[str, str | None, str]]:
    """Return every corrected message: its text, its thread's root text (None: a root), its kind."""
    root = aliased(Contribution)
    rows = session.execute(
        select(Contribution.text, root.text, KindCorrection.kind, Contribution.id == root.id)
        .join(KindCorrection, KindCorrection.contribution_id == Contribution.id)
        .outerjoin(
            root,
            (root.platform == Contribution.platform)
            & (root.tenant == Contribution.tenant)
            & (root.conversation == Contribution.conversation)
            & (root.message_id == Contribution.thread),
        )
        .where(Contribution.deleted_at.is_(None))
        .order_by(KindCorrection.contribution_id)
    )
    return [
        (text, None if is_root else root_text or "", str(kind))
        for text, root_text, kind, is_root in rows
    ]
