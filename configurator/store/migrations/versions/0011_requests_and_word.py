"""Word by e-mail, what a part was sent by, orders that wait for a prescriber, and bounds of an organisation."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def text(name: str, *, optional: bool = False) -> sa.Column[str]:
    """A column that is never null, and empty by itself where it is optional."""
    return sa.Column(name, sa.Text(), nullable=False, server_default="" if optional else None)


def flag(name: str) -> sa.Column[int]:
    """A column that is 0 by itself."""
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def upgrade() -> None:
    """Nobody who ordered before wanted word, nothing waits for a prescriber, and nobody is bounded."""
    op.add_column("mtm_people", text("email", optional=True))
    op.add_column("mtm_orders", flag("requested"))
    op.add_column("mtm_orders", text("replaced_by", optional=True))
    op.add_column("mtm_organisations", flag("takes_requests"))
    op.add_column("mtm_organisations", sa.Column("quotas", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "mtm_shipments",
        *map(text, ("job", "carrier", "tracking_number")),
        sa.PrimaryKeyConstraint("job", name="mtm_shipments_key"),
        sa.ForeignKeyConstraint(["job"], ["mtm_jobs.id"], name="mtm_shipments_job"),
    )
    op.create_table(
        "mtm_order_mails",
        text("order_id"),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        *map(text, ("about", "state")),
        sa.PrimaryKeyConstraint("order_id", "number", name="mtm_order_mails_key"),
        sa.ForeignKeyConstraint(["order_id"], ["mtm_orders.id"], name="mtm_order_mails_order_id"),
    )
