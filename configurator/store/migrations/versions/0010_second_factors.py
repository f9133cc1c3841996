"""Passkeys and their challenges, sign-in by another provider, and what was shown in a session beside the password."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def text(name: str, *, optional: bool = False) -> sa.Column[str]:
    """A column that is never null, and empty by itself where it is optional."""
    return sa.Column(name, sa.Text(), nullable=False, server_default="" if optional else None)


def upgrade() -> None:
    """Whoever has codes has shown one in each session that goes on: setting them up has ended all others."""
    op.add_column("mtm_sessions", text("factor", optional=True))
    op.execute(
        "UPDATE mtm_sessions SET factor = 'code' WHERE account IN (SELECT id FROM mtm_accounts WHERE code_secret != '')"
    )
    op.create_table(
        "mtm_passkeys",
        *map(text, ("id", "account", "name", "public_key")),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        text("created_at"),
        text("last_used_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="mtm_passkeys_key"),
        sa.ForeignKeyConstraint(["account"], ["mtm_accounts.id"], name="mtm_passkeys_account"),
    )
    op.create_index("mtm_passkeys_by_account", "mtm_passkeys", ["account"])
    op.create_table(
        "mtm_passkey_challenges",
        *map(text, ("hash", "ceremony")),
        text("session", optional=True),
        text("ends_at"),
        sa.PrimaryKeyConstraint("hash", name="mtm_passkey_challenges_key"),
    )
    op.create_index("mtm_passkey_challenges_by_ends_at", "mtm_passkey_challenges", ["ends_at"])
    op.create_table(
        "mtm_identities",
        *map(text, ("issuer", "subject", "account", "created_at")),
        text("last_used_at", optional=True),
        sa.PrimaryKeyConstraint("issuer", "subject", name="mtm_identities_key"),
        sa.ForeignKeyConstraint(["account"], ["mtm_accounts.id"], name="mtm_identities_account"),
    )
    op.create_index("mtm_identities_by_account", "mtm_identities", ["account"])
    op.create_table(
        "mtm_provider_visits",
        *map(text, ("hash", "errand")),
        *(text(name, optional=True) for name in ("session", "invitation", "next")),
        *map(text, ("nonce", "verifier", "ends_at")),
        sa.PrimaryKeyConstraint("hash", name="mtm_provider_visits_key"),
    )
    op.create_index("mtm_provider_visits_by_ends_at", "mtm_provider_visits", ["ends_at"])
