"""How long the workers' work took, added up; which request placed a batch."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """What was done before was not added up, and of batches that are there the request is not known."""
    op.create_table(
        "mtm_work_times",
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("work", "step", "outcome", name="mtm_work_times_key"),
    )
    op.add_column("mtm_batches", sa.Column("request", sa.Text(), server_default="", nullable=False))
