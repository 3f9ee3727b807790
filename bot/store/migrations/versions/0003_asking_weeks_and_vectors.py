"""What people decided of themes is asked for and learned from; each week is kept as it was"""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "theme_placement",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("embedder", sa.String(), nullable=False),
        sa.Column("made_at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("learned", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_theme_placement_community_id_community"),
        ),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_theme_placement")),
    )
    op.create_table(
        "theme_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_theme_ask_answered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_theme_ask_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_theme_ask_contribution_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_ask")),
    )
    with op.batch_alter_table("theme_ask", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_theme_ask_community_id"), ["community_id"], unique=False
        )

    op.create_table(
        "theme_refusal",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_theme_refusal_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_theme_refusal_contribution_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_refusal_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("contribution_id", "theme_id", name=op.f("pk_theme_refusal")),
    )
    op.create_table(
        "theme_week",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("label_by_id", sa.Integer(), nullable=True),
        sa.Column("hubs", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("first_raised", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_raised", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("trend", sa.String(), nullable=False),
        sa.Column("trend_sure", sa.Boolean(), nullable=False),
        sa.Column("weekly_hubs", sa.JSON(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_theme_week_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["label_by_id"], ["person.id"], name=op.f("fk_theme_week_label_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_week_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("theme_id", "week", name=op.f("pk_theme_week")),
    )
    with op.batch_alter_table("theme_week", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_theme_week_community_id"), ["community_id"], unique=False
        )

    with op.batch_alter_table("contribution_vector", schema=None) as batch_op:
        batch_op.add_column(sa.Column("text_hash", sa.String(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_contribution_vector_text_hash"), ["text_hash"], unique=False
        )

    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("labelled_for", sa.JSON(), nullable=False, server_default="[]")
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_column("labelled_for")

    with op.batch_alter_table("contribution_vector", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_vector_text_hash"))
        batch_op.drop_column("text_hash")

    with op.batch_alter_table("theme_week", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_week_community_id"))

    op.drop_table("theme_week")
    op.drop_table("theme_refusal")
    with op.batch_alter_table("theme_ask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_theme_ask_community_id"))

    op.drop_table("theme_ask")
    op.drop_table("theme_placement")
