"""How Alembic reaches the database: by the connection it is handed."""

from alembic import context

from configurator.store.schema import VERSION_TABLE
from configurator.store.tables import PREFIX, metadata


def _ours(thing, name, kind, reflected, compare_to):  # type: ignore[no-untyped-def]
    """The durable engine's tables are its own affair."""
    return kind != "table" or name.startswith(PREFIX)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    include_object=_ours,
    render_as_batch=True,
)
context.run_migrations()
