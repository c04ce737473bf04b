"""Runs the migrations on the connection that `qualcode.store.versions` hands over."""

from alembic import context

from qualcode.store import word_index
from qualcode.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_name=lambda name, *_: not word_index.is_part(name),
)
context.run_migrations()
