"""Artefacts are found by the digest of their bytes."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing but the index is added."""
    op.create_index("mtm_artefacts_by_sha256", "mtm_artefacts", ["sha256"])
