"""Of each order by what its factories are chosen, of each job where it is proposed, and baskets of parts."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """What is ordered already goes to the nearest, as it did."""
    op.add_column("mtm_orders", sa.Column("wish", sa.Text(), server_default="nearest", nullable=False))
    op.add_column("mtm_jobs", sa.Column("proposed", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "mtm_baskets",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="mtm_baskets_key"),
    )
    op.create_index("mtm_baskets_by_changed_at", "mtm_baskets", ["changed_at"])
