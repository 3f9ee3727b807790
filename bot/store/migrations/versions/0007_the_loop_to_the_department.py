"""The loop to the department: consented quotes, asks, replies, and the weekly digest"""

import sqlalchemy as sa
from alembic import op

import bot.store.base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. The new columns have defaults for the rows that are there already."""
    op.create_table(
        "digest_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_issue")),
        sa.UniqueConstraint("reader", "period", name=op.f("uq_digest_issue_reader")),
    )
    op.create_table(
        "digest_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_digest_setting_channel_id_channel")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_digest_setting_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_setting")),
        sa.UniqueConstraint("channel_id", name=op.f("uq_digest_setting_channel_id")),
        sa.UniqueConstraint("person_id", name=op.f("uq_digest_setting_person_id")),
    )
    op.create_table(
        "ask_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "released", "held_back", name="replystate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_ask_back_by_id_person")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_ask_back_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_ask_back_settled_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_ask_back_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask_back")),
    )
    op.create_index(op.f("ix_ask_back_community_id"), "ask_back", ["community_id"], unique=False)
    op.create_index(op.f("ix_ask_back_theme_id"), "ask_back", ["theme_id"], unique=False)
    op.create_table(
        "department_ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "decision",
                "direction",
                "advice",
                "support",
                "information",
                name="askkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "open",
                "acknowledged",
                "answered",
                "doing",
                "not_doing",
                name="standing",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("raised_at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_department_ask_community_id_community"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_department_ask_contribution_id_contribution"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["person.id"], name=op.f("fk_department_ask_raised_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_department_ask_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_ask")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_department_ask_contribution_id")),
    )
    op.create_index(
        op.f("ix_department_ask_community_id"), "department_ask", ["community_id"], unique=False
    )
    op.create_index(
        op.f("ix_department_ask_theme_id"), "department_ask", ["theme_id"], unique=False
    )
    op.create_table(
        "quote_consent",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answered_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_quote_consent_contribution_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_quote_consent")),
    )
    op.create_table(
        "summary_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_summary_change_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["summary_id"],
            ["summary.id"],
            name=op.f("fk_summary_change_summary_id_summary"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_change")),
    )
    op.create_index(
        op.f("ix_summary_change_summary_id"), "summary_change", ["summary_id"], unique=False
    )
    op.create_table(
        "theme_follow",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_theme_follow_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_theme_follow_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("theme_id", "person_id", name=op.f("pk_theme_follow")),
    )
    op.create_table(
        "department_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("ask_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column(
            "says",
            sa.Enum(
                "open",
                "acknowledged",
                "answered",
                "doing",
                "not_doing",
                name="standing",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", bot.store.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "released", "held_back", name="replystate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", bot.store.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ask_id"],
            ["department_ask.id"],
            name=op.f("fk_department_reply_ask_id_department_ask"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_department_reply_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_department_reply_community_id_community"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_department_reply_settled_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_department_reply_theme_id_theme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department_reply")),
    )
    op.create_index(
        op.f("ix_department_reply_ask_id"), "department_reply", ["ask_id"], unique=False
    )
    op.create_index(
        op.f("ix_department_reply_community_id"), "department_reply", ["community_id"], unique=False
    )
    op.create_index(
        op.f("ix_department_reply_theme_id"), "department_reply", ["theme_id"], unique=False
    )
    op.add_column(
        "community",
        sa.Column("two_approve", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "community",
        sa.Column("releases_replies", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("summary", sa.Column("drafted", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("summary", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Take back."""
    for table, names in (
        ("summary", ("drafted", "version")),
        ("community", ("two_approve", "releases_replies")),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.drop_column(name)
    for table in (
        "department_reply",
        "theme_follow",
        "summary_change",
        "quote_consent",
        "department_ask",
        "ask_back",
        "digest_setting",
        "digest_issue",
    ):
        op.drop_table(table)
