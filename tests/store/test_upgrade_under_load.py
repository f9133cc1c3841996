"""Programs of an older release go on while the first of the new one brings the tables up to date: nothing is lost."""

import threading
from itertools import count

from dbos import DBOS
from sqlalchemy import text
from support.ordering import placed_order, run_concurrently

from configurator.domain.identifiers import new_id
from configurator.services.common.context import open_context
from configurator.settings import read_settings
from configurator.store import schema
from configurator.store.database import open_engine, read_transaction, write_transaction

OLD_PERSON = "INSERT INTO mtm_people (code, address) VALUES (:person, '{}')"
OLD_ORDER = (
    "INSERT INTO mtm_orders (id, state, placed_at, placed_by, key, person) "
    "VALUES (:order, 'placed', '2026-01-01T00:00:00.000Z', 'clinic-7', :order, :person)"
)
OLD_EVENT = (
    "INSERT INTO mtm_events (at, actor, kind, order_id, data) "
    "VALUES ('2026-01-01T00:00:00.000Z', 'clinic-7', 'order_noted', :order, '{}')"
)
# In both directions: whoever cancels an order has it before its person, whoever places it the other way round.
OLD_CHANGES = ("UPDATE mtm_orders SET reason = 'x' WHERE id = :order", "UPDATE mtm_people SET patient = 'K' "
               "WHERE code = :person")  # fmt: skip
WRITERS, BEFORE, AFTER = 3, 5, 5


class OldProgram:
    """Writes what a program of revision 0008 writes, in a loop; what was committed, and what was refused."""

    def __init__(self, url):
        self.engine, self.stop, self.written, self.refused = open_engine(url), threading.Event(), [], []
        self.half = threading.Semaphore(0)

    def run(self):
        for _ in count():
            if self.stop.is_set():
                return
            row = {"order": new_id(), "person": f"P-{new_id()}"}
            try:
                with write_transaction(self.engine) as connection:
                    for statement in (OLD_PERSON, OLD_ORDER, OLD_EVENT):
                        connection.execute(text(statement), row)
                with write_transaction(self.engine) as connection:
                    for statement in OLD_CHANGES:
                        connection.execute(text(statement), row)
                self.written.append(row["order"])
            except Exception as error:
                self.refused.append(error)
            self.half.release()

    def wait_for(self, number):
        for _ in range(number):
            assert self.half.acquire(timeout=60)


def test_programs_of_an_older_release_go_on_while_the_tables_are_brought_up_to_date(databases, tmp_path):
    settings = read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": databases.empty()})
    engine = open_engine(settings.database)
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0008")
    engine.dispose()
    old = [OldProgram(settings.database) for _ in range(WRITERS)]

    def start_new_programs():
        for each in old:
            each.wait_for(BEFORE)
        contexts = run_concurrently(*[lambda: open_context(settings)] * 2)
        for each in old:
            each.wait_for(AFTER)
            each.stop.set()
        return contexts

    *_, contexts = run_concurrently(*[each.run for each in old], start_new_programs)
    assert [each.refused for each in old] == [[]] * WRITERS
    written = {order for each in old for order in each.written}
    for context in contexts:
        assert schema.schema_revision(context.engine) == schema.SCHEMA_REVISION
    new = placed_order(contexts[0]).id
    with read_transaction(contexts[0].engine) as connection:
        assert set(connection.scalars(text("SELECT id FROM mtm_orders"))) == written | {new}
        noted = connection.scalars(text("SELECT order_id FROM mtm_events WHERE kind = 'order_noted'"))
        assert sorted(noted) == sorted(written)
    for each in (*contexts, *old):
        each.engine.dispose()
