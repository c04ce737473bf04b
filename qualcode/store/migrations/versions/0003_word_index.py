"""Which words each text holds, for searching."""

from alembic import op

from qualcode.store import word_index

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    word_index.make(op.get_bind())
