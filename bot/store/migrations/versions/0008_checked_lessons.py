"""How a lesson was checked, who else tells of it and who used it, and every change to it"""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORDS = ("why", "early_signs", "applies_when", "not_when", "decline_reason")
CHOICES = {"title": "", "stage": "", "evidence": "account", "source": "chat"}
PEOPLE = ("owner_id", "checked_by_id")


def upgrade() -> None:
    """Apply. The new columns have defaults for the lessons that are there already."""
    for name in WORDS:
        op.add_column("lesson", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name, default in CHOICES.items():
        op.add_column(
            "lesson", sa.Column(name, sa.String(), server_default=default, nullable=False)
        )
    op.add_column("lesson", sa.Column("review_on", sa.Date(), nullable=True))
    at = bot.store.base.UtcDateTime(timezone=True)
    op.add_column("lesson", sa.Column("checked_at", at, nullable=True))
    for name in PEOPLE:  # in one statement, which SQLite too can do without a copy of the table
        constraint = f"fk_lesson_{name}_person"
        op.execute(
            f"ALTER TABLE lesson ADD COLUMN {name} INTEGER"
            f" CONSTRAINT {constraint} REFERENCES person (id)"
        )
    op.create_table(
        "not_a_lesson",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_not_a_lesson_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_not_a_lesson_contribution_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_not_a_lesson")),
    )
    op.create_table(
        "lesson_account",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_lesson_account_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_lesson_account_lesson_id_lesson"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_lesson_account_person_id_person")
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_lesson_account")),
    )
    with op.batch_alter_table("lesson_account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lesson_account_lesson_id"), ["lesson_id"], unique=False
        )

    op.create_table(
        "lesson_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_lesson_change_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_lesson_change_lesson_id_lesson"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_change")),
    )
    with op.batch_alter_table("lesson_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_change_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_change_lesson_id"), ["lesson_id"], unique=False)

    op.create_table(
        "lesson_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("fitted", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_lesson_use_community_id_community")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_lesson_use_hub_id_hub")),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["lesson.id"],
            name=op.f("fk_lesson_use_lesson_id_lesson"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_lesson_use_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_use")),
        sa.UniqueConstraint("lesson_id", "hub_id", name=op.f("uq_lesson_use_lesson_id")),
    )
    with op.batch_alter_table("lesson_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_use_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    for table in ("lesson_use", "lesson_change", "lesson_account", "not_a_lesson"):
        op.drop_table(table)
    for name in (*PEOPLE, "review_on", "checked_at", *CHOICES, *WORDS):
        op.drop_column("lesson", name)  # one by one: a copy would lose the index's triggers
