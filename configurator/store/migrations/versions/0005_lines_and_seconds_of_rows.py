"""Of each row of a batch the line that a spreadsheet shows beside it, and the seconds spent on making it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Neither is known of rows that are there."""
    op.add_column("mtm_batch_rows", sa.Column("line", sa.Integer(), server_default="0", nullable=False))
    op.add_column("mtm_batch_rows", sa.Column("seconds", sa.Float(), server_default="0", nullable=False))
