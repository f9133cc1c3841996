"""Of each order of a part for a person, whether it is custom-made or patient-matched."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Of those that are there nobody has said it."""
    op.add_column("mtm_orders", sa.Column("device_type", sa.Text(), server_default="", nullable=False))
