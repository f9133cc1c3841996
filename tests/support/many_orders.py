"""A store of very many orders: copies of some that the services themselves have brought to every state."""

import json
from datetime import date, timedelta
from itertools import cycle, islice

from sqlalchemy import MetaData, Table, insert, or_, select

from configurator.domain.identifiers import new_id, new_token
from configurator.domain.places import Place
from configurator.services.orders.cancel import cancel_order
from configurator.services.production import dispatch
from configurator.store.database import read_transaction, write_transaction
from configurator.store.tables import artefacts, designs, events, factories, items, jobs, metadata, orders, people
from support import ordering

# Forty factories between Lisbon and Helsinki, and the customers' places beside them.
PLACES = [Place(38.0 + 3 * north, -9.0 + 8 * east) for north in range(8) for east in range(5)]
NETWORK = [ordering.factory(f"f{number:02}", each.latitude, each.longitude) for number, each in enumerate(PLACES)]
# Relative numbers: most orders of a store have ended.
SHARES = {
    "shipped": 10, "cancelled": 1, "handed_over": 2,
    "placed": 1, "made": 1, "waiting": 1, "routed": 1, "claimed": 1, "started": 1, "done": 1,
}  # fmt: skip
# Items and jobs in these states have work in the queue.
OPEN = ("waiting", "routed")
TABLES = (people, orders, items, jobs, events)
BATCH = 250


def seeds(context, places=40):
    """Rows by table of what all orders share, and as JSON the rows of an order in each state at each place."""
    ordering.add_factories(context, *NETWORK)
    placed = [
        (_place_seed(context, state, place), share) for place in PLACES[:places] for state, share in SHARES.items()
    ]
    with read_transaction(context.engine) as connection:
        shared = {each.name: _select_rows(connection, each) for each in (designs, artefacts, factories)}
        bundles = [(json.dumps(_order_rows(connection, order)), share) for order, share in placed]
    return shared, [text for text, share in bundles for _ in range(share)]


def fill(engine, shared, bundles, count):
    """Write copies of the orders into an empty database that is prepared, as many as asked for."""
    with write_transaction(engine) as connection:
        for name, rows in shared.items():
            connection.execute(insert(metadata.tables[name]), rows)
        copies = (_renamed_copy(text, number) for number, text in enumerate(islice(cycle(bundles), count)))
        while batch := list(islice(copies, BATCH)):
            for table in (*TABLES, _works_table(connection)):
                connection.execute(insert(table), [row for copy in batch for row in copy[table.name]])
    if engine.dialect.name == "postgresql":
        # PostgreSQL analyses by itself after a while; SQLite never does.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")


def _place_seed(context, state, place):
    """The id of a new order that is in a state, or its job."""
    key, request = f"seed-{new_id()}", ordering.order_request(place=place)
    if state in ("placed", "made"):
        return getattr(ordering, f"{state}_order")(context, key, request).id
    order = ordering.approved_order(context, key, request).id
    (job,) = ordering.jobs_of(context, order)
    if state == "cancelled":
        cancel_order(context, ordering.CLINIC, order)
    elif state != "waiting":
        job = ordering.advance(context, job, "routed")
        if state != "routed":
            # Without its folder, whose traveller takes a tenth of a second.
            dispatch._record_hand_over(context, ordering.WORKER, job, {})
            ordering.advance(context, ordering.load_job(context, job.id), state)
    return order


def _order_rows(connection, order):
    """Every row about an order, by table."""
    (person,) = connection.scalars(select(orders.c.person).where(orders.c.id == order))
    job_ids = connection.scalars(select(jobs.c.id).where(jobs.c.order_id == order)).all()
    parts = connection.scalars(select(items.c.id).where(items.c.order_id == order)).all()
    works, columns = _works_table(connection), {each: each.c.order_id == order for each in (items, jobs, events)}
    columns |= {people: people.c.code == person, orders: orders.c.id == order}
    columns[works] = or_(*(works.c.workflow_uuid.contains(each) for each in (*parts, *job_ids)))
    rows = {table.name: _select_rows(connection, table, where) for table, where in columns.items()}
    for row in rows[events.name]:
        del row["number"]
    waiting = {row["id"] for name in (items.name, jobs.name) for row in rows[name] if row["state"] in OPEN}
    for row in rows[works.name]:
        row["status"] = "ENQUEUED" if any(each in row["workflow_uuid"] for each in waiting) else "SUCCESS"
    return rows


def _renamed_copy(text, number):
    """The rows with new ids, on another day of the last year."""
    bundle = json.loads(text)
    names = {row["id"] for name in (orders.name, items.name, jobs.name) for row in bundle[name]}
    names |= {bundle[people.name][0]["code"].removeprefix("P-"), bundle[orders.name][0]["key"].removeprefix("seed-")}
    for name in names:
        text = text.replace(name, new_id())
    text = text.replace(bundle[orders.name][0]["token"], new_token())
    placed = bundle[orders.name][0]["placed_at"][:10]
    day = date.fromisoformat(placed) - timedelta(days=number % 365)
    return json.loads(text.replace(f'"{placed}T', f'"{day}T'))


def _works_table(connection):
    """The durable engine's table of work, as this kind of database has it."""
    schema = "dbos" if connection.dialect.name == "postgresql" else None
    return Table("workflow_status", MetaData(), schema=schema, autoload_with=connection)


def _select_rows(connection, table, *where):
    return [dict(row) for row in connection.execute(select(table).where(*where)).mappings()]
