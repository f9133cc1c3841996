"""What factories have quoted for the items of an order; how much material an item has."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Of the items that are there nobody has kept how much they hold: their reports say it."""
    op.add_column("mtm_items", sa.Column("volume_mm3", sa.Float(), nullable=True))
    op.create_table(
        "mtm_quotes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("quoted_at", sa.Text(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="mtm_quotes_key"),
        sa.ForeignKeyConstraint(["order_id"], ["mtm_orders.id"], name="mtm_quotes_order_id"),
        sa.ForeignKeyConstraint(["item_id"], ["mtm_items.id"], name="mtm_quotes_item_id"),
    )
    op.create_index("mtm_quotes_by_order_id_quoted_at_id", "mtm_quotes", ["order_id", "quoted_at", "id"])
