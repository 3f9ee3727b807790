"""Accounts that are linked, where people are reached in private, and teams of channels"""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. The new columns have defaults for the rows that are there already."""
    for table, name in (("account", "address"), ("channel", "team")):
        op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in ("email_vouched", "keep_apart"):
        no = sa.false()
        op.add_column("account", sa.Column(name, sa.Boolean(), nullable=False, server_default=no))

    op.create_table(
        "account_link",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_link_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_account_link_hub_id_hub")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_link")),
    )
    op.create_table(
        "link_code",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("expires_at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_link_code_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_link_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_link_code_code_hash")),
    )
    op.create_table(
        "link_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_link_try_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_try")),
    )
    op.create_index(op.f("ix_link_try_account_id"), "link_try", ["account_id"])


def downgrade() -> None:
    """Undo. Accounts that were linked stay one person."""
    for table in ("link_try", "link_code", "account_link"):
        op.drop_table(table)
    for name in ("keep_apart", "email_vouched", "address"):
        op.drop_column("account", name)
    op.drop_column("channel", "team")
