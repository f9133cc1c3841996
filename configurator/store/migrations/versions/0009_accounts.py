"""Accounts, organisations and their members; sessions, invitations, tokens; as what somebody acted, and whose it is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
OWNED = ("mtm_orders", "mtm_batches")


def text(name: str, *, optional: bool = False) -> sa.Column[str]:
    """A column that is never null, and empty by itself where it is optional."""
    return sa.Column(name, sa.Text(), nullable=False, server_default="" if optional else None)


def upgrade() -> None:
    """What is there belongs to no account, and of what happened nobody has said as what."""
    for table in OWNED:
        op.add_column(table, text("organisation", optional=True))
        op.add_column(table, text("account", optional=True))
    for name in ("organisation", "account"):
        op.create_index(f"mtm_orders_by_{name}_placed_at_id", "mtm_orders", [name, "placed_at", "id"])
    op.add_column("mtm_events", text("role", optional=True))
    op.add_column("mtm_events", text("organisation", optional=True))
    _create_people_tables()
    _create_key_tables()
    op.create_table(
        "mtm_rate_buckets",
        text("key"),
        sa.Column("left", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="mtm_rate_buckets_key"),
    )
    op.create_index("mtm_rate_buckets_by_at", "mtm_rate_buckets", ["at"])


def _create_people_tables() -> None:
    op.create_table(
        "mtm_organisations",
        *map(text, ("id", "kind", "title")),
        sa.PrimaryKeyConstraint("id", name="mtm_organisations_key"),
    )
    op.create_table(
        "mtm_accounts",
        *map(text, ("id", "email", "name")),
        text("password", optional=True),
        text("code_secret", optional=True),
        sa.Column("code_step", sa.Integer(), nullable=False, server_default="0"),
        text("created_at"),
        text("disabled_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="mtm_accounts_key"),
        sa.UniqueConstraint("email", name="mtm_accounts_one_email"),
    )
    op.create_table(
        "mtm_members",
        *map(text, ("account", "organisation", "role")),
        sa.PrimaryKeyConstraint("account", "organisation", name="mtm_members_key"),
        sa.ForeignKeyConstraint(["account"], ["mtm_accounts.id"], name="mtm_members_account"),
        sa.ForeignKeyConstraint(["organisation"], ["mtm_organisations.id"], name="mtm_members_organisation"),
    )
    op.create_index("mtm_members_by_organisation", "mtm_members", ["organisation"])


def _create_key_tables() -> None:
    op.create_table(
        "mtm_sessions",
        *map(text, ("id", "hash", "account")),
        text("organisation", optional=True),
        *map(text, ("created_at", "seen_at", "confirmed_at")),
        text("agent", optional=True),
        sa.PrimaryKeyConstraint("id", name="mtm_sessions_key"),
        sa.UniqueConstraint("hash", name="mtm_sessions_one_hash"),
        sa.ForeignKeyConstraint(["account"], ["mtm_accounts.id"], name="mtm_sessions_account"),
    )
    op.create_index("mtm_sessions_by_account", "mtm_sessions", ["account"])
    op.create_table(
        "mtm_invitations",
        *map(text, ("id", "hash", "organisation", "role", "email", "invited_by", "created_at", "ends_at")),
        text("used_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="mtm_invitations_key"),
        sa.UniqueConstraint("hash", name="mtm_invitations_one_hash"),
        sa.ForeignKeyConstraint(["organisation"], ["mtm_organisations.id"], name="mtm_invitations_organisation"),
    )
    op.create_index("mtm_invitations_by_organisation", "mtm_invitations", ["organisation"])
    op.create_table(
        "mtm_password_links",
        *map(text, ("hash", "account", "ends_at")),
        text("used_at", optional=True),
        sa.PrimaryKeyConstraint("hash", name="mtm_password_links_key"),
        sa.ForeignKeyConstraint(["account"], ["mtm_accounts.id"], name="mtm_password_links_account"),
    )
    op.create_index("mtm_password_links_by_account", "mtm_password_links", ["account"])
    op.create_table(
        "mtm_api_tokens",
        *map(text, ("id", "hash", "account")),
        text("organisation", optional=True),
        text("name"),
        sa.Column("scopes", sa.JSON(), nullable=False),
        *map(text, ("created_at", "ends_at")),
        text("last_used_at", optional=True),
        text("revoked_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="mtm_api_tokens_key"),
        sa.ForeignKeyConstraint(["account"], ["mtm_accounts.id"], name="mtm_api_tokens_account"),
    )
    op.create_index("mtm_api_tokens_by_account", "mtm_api_tokens", ["account"])
