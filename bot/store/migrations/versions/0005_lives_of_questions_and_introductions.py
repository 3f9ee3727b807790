"""What becomes of questions; introductions and pairs; the desk; taking back what was posted"""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. The new columns have defaults for the rows that are there already."""
    op.create_table(
        "desk_snooze",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("until", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_desk_snooze_by_id_person")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_desk_snooze_community_id_community")
        ),
        sa.PrimaryKeyConstraint("community_id", "item", name=op.f("pk_desk_snooze")),
    )
    op.create_table(
        "introduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("first_agreed_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("second_agreed_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("declined_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("made_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_introduction_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_introduction_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_introduction_first_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_introduction_second_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction")),
        sa.UniqueConstraint(
            "first_id", "second_id", "about", name=op.f("uq_introduction_first_id")
        ),
    )
    with op.batch_alter_table("introduction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_introduction_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_introduction_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_introduction_second_id"), ["second_id"], unique=False)

    op.create_table(
        "offer_of_help",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_offer_of_help_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["contribution.id"],
            name=op.f("fk_offer_of_help_question_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_offer_of_help")),
    )
    with op.batch_alter_table("offer_of_help", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_of_help_person_id"), ["person_id"], unique=False)

    op.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_pair_community_id_community")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["person.id"], name=op.f("fk_pair_first_id_person")),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_pair_second_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_pair_theme_id_theme"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
        sa.UniqueConstraint(
            "community_id", "month", "first_id", "second_id", name=op.f("uq_pair_community_id")
        ),
    )
    with op.batch_alter_table("pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_first_id"), ["first_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_second_id"), ["second_id"], unique=False)

    op.create_table(
        "question_follower",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_question_follower_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["contribution.id"],
            name=op.f("fk_question_follower_question_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_question_follower")),
    )
    with op.batch_alter_table("question_follower", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_follower_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "question_life",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "no_longer_needed",
                name="questionstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("asker_asked_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_question_life_closed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["contribution.id"],
            name=op.f("fk_question_life_question_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_question_life")),
    )
    op.create_table(
        "same_question",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["contribution.id"],
            name=op.f("fk_same_question_first_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["contribution.id"],
            name=op.f("fk_same_question_question_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "first_id", name=op.f("pk_same_question")),
    )
    with op.batch_alter_table("same_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_same_question_first_id"), ["first_id"], unique=False)

    op.create_table(
        "saved_asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["contribution.id"],
            name=op.f("fk_saved_asking_answer_id_contribution"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_saved_asking_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_asking_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_asking")),
        sa.UniqueConstraint("nonce", name=op.f("uq_saved_asking_nonce")),
    )
    with op.batch_alter_table("saved_asking", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_saved_asking_community_id"), ["community_id"], unique=False
        )

    op.create_table(
        "suggestion",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("outbox_key", sa.String(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        sa.Column("said_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["contribution.id"],
            name=op.f("fk_suggestion_answer_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["contribution.id"],
            name=op.f("fk_suggestion_question_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["said_by_id"], ["person.id"], name=op.f("fk_suggestion_said_by_id_person")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_answer_id"), ["answer_id"], unique=False)

    doing = sa.Enum("post", "update", "delete", name="doing", native_enum=False, length=32)
    op.add_column("outbox", sa.Column("doing", doing, server_default="post", nullable=False))
    op.add_column("outbox", sa.Column("of_key", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("together", sa.JSON(), server_default="[]", nullable=False))
    for name in ("helps", "pairs"):
        no = sa.false()
        op.add_column("person", sa.Column(name, sa.Boolean(), nullable=False, server_default=no))


def downgrade() -> None:
    """Take back."""
    for table, names in (
        ("person", ("helps", "pairs")),
        ("outbox", ("doing", "of_key", "together")),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.drop_column(name)
    for table in (
        "suggestion",
        "saved_asking",
        "same_question",
        "question_life",
        "question_follower",
        "pair",
        "offer_of_help",
        "introduction",
        "desk_snooze",
    ):
        op.drop_table(table)
