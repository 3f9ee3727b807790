"""Who each card that we post is for"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COMMUNITY_OF_ITS_CHANNEL = """
    UPDATE outbox SET community_id = (
        SELECT channel.community_id FROM channel
        WHERE channel.platform = outbox.platform AND channel.tenant = outbox.tenant
        AND channel.conversation = outbox.conversation
    )
"""
SUMMARIES = """
    UPDATE outbox SET audience = 'department'
    WHERE key LIKE 'summary:%' OR key LIKE 'summary-recalled:%'
"""


def upgrade() -> None:
    """Apply. What waits is as for members, in the community that its channel is of now."""
    choices = "facilitators", "members", "department", "public"
    audience = sa.Enum(*choices, name="audience", native_enum=False, length=32)
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("audience", audience, server_default="members", nullable=False)
        )
        batch_op.add_column(sa.Column("community_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_community_id_community"), "community", ["community_id"], ["id"]
        )
    op.execute(COMMUNITY_OF_ITS_CHANNEL)
    op.execute(SUMMARIES)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_community_id_community"), type_="foreignkey")
        batch_op.drop_column("community_id")
        batch_op.drop_column("audience")
