"""The tables. Their names carry a prefix, because the durable engine's own share the file on SQLite."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

PREFIX = "mtm_"
metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_one_%(column_0_N_name)s",
        "fk": "%(table_name)s_%(column_0_N_name)s",
        "pk": "%(table_name)s_key",
    }
)


def _text(name: str, **options: object) -> Column[str]:
    return Column(name, Text, nullable=False, **options)  # type: ignore[arg-type]


def _empty(name: str) -> Column[str]:
    return _text(name, server_default="")


designs = Table(
    PREFIX + "designs",
    metadata,
    Column("digest", String(64), primary_key=True),
    _text("template"),
    _text("version"),
    _text("code", index=True),
    Column("parameters", JSON, nullable=False),
)

# Bytes lie write-once under `sha256`; the key says what they are.
artefacts = Table(
    PREFIX + "artefacts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("design", ForeignKey(designs.c.digest), nullable=False, index=True),
    _text("kind"),
    _text("sha256"),
    Column("size", Integer, nullable=False),
)

# All that could name somebody; the record refers to it by `code` and stands without it.
people = Table(
    PREFIX + "people",
    metadata,
    Column("code", Text, primary_key=True),
    _empty("patient"),
    _empty("prescription"),
    Column("address", JSON, nullable=False),
    # SHA-256 of the order as it was asked for: the same key with something else in it is a mistake.
    _empty("asked"),
    _empty("erased_at"),
)

# What was placed before there were tokens has none, and is found by none.
TOKEN = text("token != ''")
orders = Table(
    PREFIX + "orders",
    metadata,
    Column("id", Text, primary_key=True),
    _text("state"),
    _text("placed_at"),
    _text("placed_by"),
    _text("key"),
    _text("person"),
    Column("latitude", Float),
    Column("longitude", Float),
    _empty("pick_up"),
    _empty("reason"),
    # By which whoever placed it finds it again.
    _empty("token"),
    UniqueConstraint("placed_by", "key"),
    # Down to the last column of each list's order: a list is read off, never sorted.
    Index(None, "state", "placed_at", "id"),
    Index(None, "placed_at", "id"),
    Index(None, "placed_by", "placed_at", "id"),
    Index(None, "placed_by", "state", "placed_at", "id"),
    Index(PREFIX + "orders_one_token", "token", unique=True, sqlite_where=TOKEN, postgresql_where=TOKEN),
    Index(None, "person"),
)

items = Table(
    PREFIX + "items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("design", ForeignKey(designs.c.digest), nullable=False),
    Column("quantity", Integer, nullable=False),
    _text("offer"),
    Column("sheet", JSON, nullable=False),
    _text("state"),
    _empty("reason"),
    # How often the making began, and how often it ended with the kernel's process dead.
    Column("starts", Integer, nullable=False, server_default="0"),
    Column("crashes", Integer, nullable=False, server_default="0"),
    # Format -> SHA-256 of its bytes.
    Column("files", JSON, nullable=False),
    Column("size_mm", JSON, nullable=False),
)

# Few jobs are, among very many; a query must say it in these words to be answered by the index.
FLAGGED = text("flag != ''")
jobs = Table(
    PREFIX + "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", ForeignKey(orders.c.id), nullable=False, index=True),
    Column("item_id", ForeignKey(items.c.id), nullable=False, index=True),
    _text("state"),
    Column("epoch", Integer, nullable=False, server_default="0"),
    _empty("factory"),
    _empty("machine"),
    _empty("operator"),
    _empty("flag"),
    _empty("reason"),
    _empty("remake_of"),
    _text("created_at"),
    Index(None, "state", "created_at", "id"),
    Index(None, "factory", "state", "created_at", "id"),
    Index(None, "factory", "created_at", "id"),
    Index(None, "created_at", "id"),
    Index(PREFIX + "jobs_flagged", "created_at", "id", sqlite_where=FLAGGED, postgresql_where=FLAGGED),
)

factories = Table(
    PREFIX + "factories",
    metadata,
    Column("id", Text, primary_key=True),
    _text("state"),
    Column("facts", JSON, nullable=False),
)

# A table that somebody sent, to be made into a part for each row.
batches = Table(
    PREFIX + "batches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    _text("template"),
    Column("formats", JSON, nullable=False),
    _text("placed_at"),
    _text("placed_by"),
    _text("key"),
    # SHA-256 of the table as it was sent: the same key with something else in it is a mistake.
    _text("asked"),
    UniqueConstraint("placed_by", "key"),
)

batch_rows = Table(
    PREFIX + "batch_rows",
    metadata,
    Column("batch", ForeignKey(batches.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("status"),
    Column("design", ForeignKey(designs.c.digest)),
    Column("problems", JSON, nullable=False),
    # As of an item: format -> SHA-256, and how often the making began and crashed.
    Column("files", JSON, nullable=False),
    Column("starts", Integer, nullable=False, server_default="0"),
    Column("crashes", Integer, nullable=False, server_default="0"),
)

# Append-only: the database itself refuses to change or delete a row.
events = Table(
    PREFIX + "events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _text("at"),
    _text("actor"),
    _text("kind"),
    _empty("order_id"),
    _empty("item_id"),
    _empty("job_id"),
    _empty("factory"),
    Column("data", JSON, nullable=False),
    Index(None, "order_id", "number"),
    Index(None, "job_id", "number"),
    Index(None, "factory", "number"),
)

# A worker counts up here for as long as it lives.
heartbeats = Table(
    PREFIX + "heartbeats", metadata, Column("worker", Text, primary_key=True), Column("beat", Integer, nullable=False)
)
