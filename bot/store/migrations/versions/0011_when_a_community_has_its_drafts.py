"""When a community has its page and its note drafted"""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Until somebody chooses, the installation's own day and time hold."""
    op.create_table(
        "schedule_setting",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("since", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_schedule_setting_community_id_community"),
        ),
        sa.PrimaryKeyConstraint("community_id", "name", name=op.f("pk_schedule_setting")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("schedule_setting")
