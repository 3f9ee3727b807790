"""A message that was deleted in chat may be restored there"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What was deleted before stays deleted."""
    op.add_column(
        "contribution",
        sa.Column("deleted_in_chat", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Revert."""
    op.drop_column("contribution", "deleted_in_chat")
