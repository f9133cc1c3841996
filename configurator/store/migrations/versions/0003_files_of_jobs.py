"""The files that were handed over with a job."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Jobs that are there have none yet: they are composed when somebody asks for them."""
    op.add_column("mtm_jobs", sa.Column("files", sa.JSON(), server_default="{}", nullable=False))
