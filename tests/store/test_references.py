"""Whoever names artefacts is known; on both databases."""

import pytest
from sqlalchemy import delete, inspect, select
from support import ordering

from configurator.services.batches.batches import place_batch
from configurator.services.batches.make_row import make_row
from configurator.store import schema
from configurator.store.database import open_engine, read_transaction, write_transaction
from configurator.store.json_columns import JSON_OBJECT
from configurator.store.references import REFERENCES, kept_artefacts, known_artefacts
from configurator.store.tables import artefacts, batch_rows, items, jobs, metadata, slicer_profiles


@pytest.fixture
def named(context):
    """Names all artefacts there are, and those of them that are kept."""

    def ask():
        with read_transaction(context.engine) as connection:
            return known_artefacts(connection), kept_artefacts(connection)

    return ask


def files(context, table):
    with read_transaction(context.engine) as connection:
        return {sha256 for names in connection.scalars(select(table.c.files)) for sha256 in names.values()}


def test_every_column_that_names_artefacts_is_covered():
    columns = {
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name == "sha256" or (column.name == "files" and column.type is JSON_OBJECT)
    }
    # The text of a slicer's profile stands beside its digest: it is no file.
    columns -= {slicer_profiles.c.sha256}
    assert columns == {each.column for each in REFERENCES}


def test_what_items_rows_and_jobs_have_is_kept(context, named):
    ordering.add_factories(context, ordering.BERLIN)
    ordering.job_in_state(context, "handed_over")
    batch = place_batch(context, ordering.CLINIC, "1", "grommet", [ordering.row(14)], ["png"]).batch
    make_row(context.with_pool(ordering.PicturePool(), context.folders.parent), batch.id, 1, 1)
    of_items, of_rows, of_jobs = (files(context, table) for table in (items, batch_rows, jobs))
    assert of_items < of_jobs and len(of_jobs - of_items) == 2 and of_rows
    known, kept = named()
    assert kept == of_items | of_rows | of_jobs
    assert known == kept


def test_what_was_only_made_before_is_known_and_not_kept(context, named):
    batch = place_batch(context, ordering.CLINIC, "1", "grommet", [ordering.row(14)], ["png"]).batch
    make_row(context.with_pool(ordering.PicturePool(), context.folders.parent), batch.id, 1, 1)
    made = files(context, batch_rows)
    with write_transaction(context.engine) as connection:
        connection.execute(delete(batch_rows))
    assert named() == (made, set())


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_database_of_an_older_program_has_fewer_places(databases, revision):
    engine = open_engine(databases.empty())
    with write_transaction(engine) as connection:
        schema._upgrade(connection, revision)
        assert inspect(connection).has_table(artefacts.name)
        assert known_artefacts(connection) == frozenset()
    engine.dispose()
