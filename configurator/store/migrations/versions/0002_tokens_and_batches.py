"""Tokens and lists by actor for orders; batches and their rows."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Orders that are there have no token, and so no page."""
    _orders()
    _batches()


def _orders() -> None:
    op.add_column("mtm_orders", sa.Column("token", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "mtm_orders_one_token",
        "mtm_orders",
        ["token"],
        unique=True,
        sqlite_where=sa.text("token != ''"),
        postgresql_where=sa.text("token != ''"),
    )
    op.create_index("mtm_orders_by_placed_by_placed_at_id", "mtm_orders", ["placed_by", "placed_at", "id"])
    op.create_index(
        "mtm_orders_by_placed_by_state_placed_at_id", "mtm_orders", ["placed_by", "state", "placed_at", "id"]
    )


def _batches() -> None:
    op.create_table(
        "mtm_batches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("formats", sa.JSON(), nullable=False),
        sa.Column("placed_at", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="mtm_batches_key"),
        sa.UniqueConstraint("token", name="mtm_batches_one_token"),
        sa.UniqueConstraint("placed_by", "key", name="mtm_batches_one_placed_by_key"),
    )
    op.create_table(
        "mtm_batch_rows",
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("design", sa.String(length=64), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("crashes", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["mtm_batches.id"], name="mtm_batch_rows_batch"),
        sa.ForeignKeyConstraint(["design"], ["mtm_designs.digest"], name="mtm_batch_rows_design"),
        sa.PrimaryKeyConstraint("batch", "number", name="mtm_batch_rows_key"),
    )
