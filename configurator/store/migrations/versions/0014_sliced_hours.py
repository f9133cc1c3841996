"""What a slicer told of made files, by machines' profiles; items are found by their design."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing was asked of a slicer before: hours are told as they were."""
    op.create_table(
        "mtm_slicer_profiles",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="mtm_slicer_profiles_key"),
    )
    op.create_table(
        "mtm_sliced_hours",
        sa.Column("file", sa.String(64), nullable=False),
        sa.Column("profile", sa.String(64), nullable=False),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("file", "profile", name="mtm_sliced_hours_key"),
    )
    op.create_index("mtm_items_by_design", "mtm_items", ["design"])
