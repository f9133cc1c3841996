"""Designs, artefacts, people, orders, items, jobs, factories, events, heartbeats."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

REFUSAL = "events are append-only"


def upgrade() -> None:
    """Create every table, and have the database itself guard the record."""
    _tables()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER mtm_events_no_{verb.lower()} BEFORE {verb} ON mtm_events "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    # INSERT OR REPLACE deletes without asking the trigger above.
    op.execute(
        "CREATE TRIGGER mtm_events_no_replace BEFORE INSERT ON mtm_events "
        "WHEN EXISTS (SELECT 1 FROM mtm_events WHERE number = NEW.number) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        f"CREATE FUNCTION mtm_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER mtm_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON mtm_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION mtm_refuse()"
    )


def _tables() -> None:
    op.create_table(
        "mtm_designs",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="mtm_designs_key"),
    )
    op.create_index("mtm_designs_by_code", "mtm_designs", ["code"], unique=False)
    op.create_table(
        "mtm_events",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), server_default="", nullable=False),
        sa.Column("item_id", sa.Text(), server_default="", nullable=False),
        sa.Column("job_id", sa.Text(), server_default="", nullable=False),
        sa.Column("factory", sa.Text(), server_default="", nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="mtm_events_key"),
    )
    op.create_index("mtm_events_by_factory_number", "mtm_events", ["factory", "number"], unique=False)
    op.create_index("mtm_events_by_job_id_number", "mtm_events", ["job_id", "number"], unique=False)
    op.create_index("mtm_events_by_order_id_number", "mtm_events", ["order_id", "number"], unique=False)
    op.create_table(
        "mtm_factories",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="mtm_factories_key"),
    )
    op.create_table(
        "mtm_heartbeats",
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("worker", name="mtm_heartbeats_key"),
    )
    op.create_table(
        "mtm_orders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("pick_up", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="mtm_orders_key"),
        sa.UniqueConstraint("placed_by", "key", name="mtm_orders_one_placed_by_key"),
    )
    op.create_index("mtm_orders_by_person", "mtm_orders", ["person"], unique=False)
    op.create_index("mtm_orders_by_placed_at_id", "mtm_orders", ["placed_at", "id"], unique=False)
    op.create_index("mtm_orders_by_state_placed_at_id", "mtm_orders", ["state", "placed_at", "id"], unique=False)
    op.create_table(
        "mtm_people",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("patient", sa.Text(), server_default="", nullable=False),
        sa.Column("prescription", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("asked", sa.Text(), server_default="", nullable=False),
        sa.Column("erased_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("code", name="mtm_people_key"),
    )
    op.create_table(
        "mtm_artefacts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("design", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["design"], ["mtm_designs.digest"], name="mtm_artefacts_design"),
        sa.PrimaryKeyConstraint("key", name="mtm_artefacts_key"),
    )
    op.create_index("mtm_artefacts_by_design", "mtm_artefacts", ["design"], unique=False)
    op.create_table(
        "mtm_items",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("design", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("starts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("crashes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("size_mm", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["design"], ["mtm_designs.digest"], name="mtm_items_design"),
        sa.ForeignKeyConstraint(["order_id"], ["mtm_orders.id"], name="mtm_items_order_id"),
        sa.PrimaryKeyConstraint("id", name="mtm_items_key"),
    )
    op.create_index("mtm_items_by_order_id", "mtm_items", ["order_id"], unique=False)
    op.create_table(
        "mtm_jobs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), server_default="0", nullable=False),
        sa.Column("factory", sa.Text(), server_default="", nullable=False),
        sa.Column("machine", sa.Text(), server_default="", nullable=False),
        sa.Column("operator", sa.Text(), server_default="", nullable=False),
        sa.Column("flag", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("remake_of", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["mtm_items.id"], name="mtm_jobs_item_id"),
        sa.ForeignKeyConstraint(["order_id"], ["mtm_orders.id"], name="mtm_jobs_order_id"),
        sa.PrimaryKeyConstraint("id", name="mtm_jobs_key"),
    )
    op.create_index("mtm_jobs_by_created_at_id", "mtm_jobs", ["created_at", "id"], unique=False)
    op.create_index("mtm_jobs_by_factory_created_at_id", "mtm_jobs", ["factory", "created_at", "id"], unique=False)
    op.create_index(
        "mtm_jobs_by_factory_state_created_at_id", "mtm_jobs", ["factory", "state", "created_at", "id"], unique=False
    )
    op.create_index("mtm_jobs_by_item_id", "mtm_jobs", ["item_id"], unique=False)
    op.create_index("mtm_jobs_by_order_id", "mtm_jobs", ["order_id"], unique=False)
    op.create_index("mtm_jobs_by_state_created_at_id", "mtm_jobs", ["state", "created_at", "id"], unique=False)
    op.create_index(
        "mtm_jobs_flagged",
        "mtm_jobs",
        ["created_at", "id"],
        unique=False,
        sqlite_where=sa.text("flag != ''"),
        postgresql_where=sa.text("flag != ''"),
    )
