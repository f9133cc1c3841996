"""Of each item of an order, and row of a batch, where it sits, and which fluids touch it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Of those that are there nobody has said it."""
    op.add_column("mtm_batch_rows", sa.Column("installation", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("mtm_items", sa.Column("installation", sa.JSON(), server_default="{}", nullable=False))
