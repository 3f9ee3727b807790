"""The guide: its versions, what people wrote in it, keys to read it by"""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "guide_key",
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("expires_at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_guide_key_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_guide_key_person_id_person")
        ),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_guide_key")),
    )
    with op.batch_alter_table("guide_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_key_person_id"), ["person_id"], unique=False)

    op.create_table(
        "guide_part",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_guide_part_by_id_person")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_guide_part_community_id_community")
        ),
        sa.PrimaryKeyConstraint("community_id", "place", name=op.f("pk_guide_part")),
    )
    op.create_table(
        "guide_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("compiled_at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("compiled_by_id", sa.Integer(), nullable=True),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("published_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_guide_version_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["compiled_by_id"], ["person.id"], name=op.f("fk_guide_version_compiled_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_version")),
        sa.UniqueConstraint("community_id", "number", name=op.f("uq_guide_version_community_id")),
    )


def downgrade() -> None:
    """Take back."""
    for table in ("guide_version", "guide_part", "guide_key"):
        op.drop_table(table)
