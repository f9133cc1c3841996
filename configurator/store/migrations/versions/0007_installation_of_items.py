"""Of each item of an order where it sits, and which fluids touch it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Of items that are there nobody has said it."""
    op.add_column("mtm_items", sa.Column("installation", sa.JSON(), server_default="{}", nullable=False))
