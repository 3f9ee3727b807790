"""Alembic's entry: runs the migrations over the connection it is given."""

from alembic import context

import bot.store.catalogue  # noqa: F401 - all tables, for autogenerate
from bot.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
