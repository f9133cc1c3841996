"""No question that somebody waits for goes through a whole table."""

from functools import partial

import pytest
from sqlalchemy import event, select
from support import many_orders, ordering
from support.databases import KINDS

from configurator.domain.actors import Actor
from configurator.domain.identifiers import new_id
from configurator.services.batches.batches import place_batch, show_batch
from configurator.services.batches.make_row import make_row
from configurator.services.common.context import open_context
from configurator.services.orders import views
from configurator.services.orders.approve import approve_order
from configurator.services.orders.place_order import place_order
from configurator.services.production import availability, dispatch, job_reports, order_parcels
from configurator.services.production.remake import remake_job
from configurator.services.production.route import route_job
from configurator.settings import read_settings
from configurator.store import tables
from configurator.store.database import read_transaction

# Those that grow with every order.
GROWING = (tables.orders, tables.items, tables.jobs, tables.events, tables.batches, tables.batch_rows)
LARGE = {table.name for table in GROWING}
FACTORY = "f00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("filled")


@pytest.fixture(scope="module")
def seeds(folder):
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder)}))
    yield many_orders.seeds(context, places=1)
    context.engine.dispose()


@pytest.fixture(scope="module", params=KINDS)
def filled(request, folder, seeds):
    """A context with 400 orders."""
    with request.getfixturevalue(request.param).prepared() as url:
        context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder), "DATABASE_URL": url}))
        many_orders.fill(context.engine, *seeds, 400)
        yield context
        context.engine.dispose()


def asked(engine, question):
    """What the database is asked meanwhile, without what only writes a new row."""
    said = []

    def note(connection, cursor, statement, parameters, context, many):
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            said.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        question()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return said


def scans(engine, statement, parameters):
    """The large tables that the database would go through to answer: (table, index or none)."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            lines = [row.detail.split() for row in plan if row.detail.startswith("SCAN")]
            found = [(line[1], line[-1] if "INDEX" in line else "") for line in lines]
        else:
            # With so few rows reading them all would be the quickest; what is asked is whether it need be.
            _switch_off(connection, "seqscan", "bitmapscan")
            plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
            found = list(_nodes(plan[0]["Plan"]))
    return [each for each in found if each[0] in LARGE]


def sorts(engine, statement, parameters):
    """The steps of the database's plan that sort."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return [row.detail for row in plan if "TEMP B-TREE" in row.detail]
        _switch_off(connection, "seqscan", "bitmapscan", "sort")
        plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        return [line for (line,) in plan if "Sort  (" in line]


def _switch_off(connection, *ways):
    """Which way PostgreSQL takes depends on whether its statistics have been gathered yet."""
    for way in ways:
        connection.exec_driver_sql(f"SET enable_{way} = off")


def _nodes(node):
    if "Scan" in node["Node Type"] and "Relation Name" in node and not {"Index Cond", "Recheck Cond"} & set(node):
        yield node["Relation Name"], "" if "Filter" in node else node.get("Index Name", "")
    for each in node.get("Plans", []):
        yield from _nodes(each)


def known(context):
    """Some order, its job, and a job that is done."""
    with read_transaction(context.engine) as connection:
        oldest = connection.execute(select(tables.jobs).where(tables.jobs.c.state == "shipped")).mappings().first()
        done = connection.scalars(select(tables.jobs.c.id).where(tables.jobs.c.state == "done")).first()
    return oldest["order_id"], oldest["id"], ordering.load_job(context, done)


def work(context, *known):
    """From the order to the failure at a factory, and once more."""
    wanted = ordering.order_request("firewall", "smallest", key=new_id())
    order = place_order(context, ordering.CLINIC, wanted).order
    ordering.make_items(context, order)
    approve_order(context, ordering.CLINIC, order.id)
    job, _ = (route_job(context, ordering.WORKER, each.id) for each in ordering.jobs_of(context, order.id))
    dispatch._record_hand_over(context, ordering.WORKER, job, {})
    job_reports.report_claimed(context, ordering.OPERATOR, job.ticket)
    job_reports.report_started(context, ordering.OPERATOR, job.ticket)
    job_reports.report_failed(context, ordering.OPERATOR, job.ticket, "warped")
    answered = ordering.jobs_of(context, order.id)
    assert [each.remake_of for each in answered if each.remake_of] == [job.id]


def batch(context):
    """Its rows are made, and somebody looks."""
    rows = [ordering.row(14), ordering.row(15)]
    placed = place_batch(context, ordering.CLINIC, new_id(), "grommet", rows, ["png"]).batch
    for number in (1, 2):
        make_row(context.with_pool(ordering.PicturePool(), context.folders.parent), placed.id, number, 1)
    assert show_batch(context, placed.token).counts()["made"] == 2


def finish(context, order, job, done):
    job_reports.report_shipped(context, ordering.OPERATOR, done.ticket)
    remake_job(context, ordering.CLINIC, done.id, "came back")


QUESTIONS = {
    "orders in one state": lambda context, *_: views.list_orders(context, state="made"),
    "orders of an actor": lambda context, *_: views.list_orders(context, placed_by="clinic-8"),
    "an order by its token": lambda context, order, *_: views.find_order(
        context, ordering.load_order(context, order).token
    ),
    "a batch's way": lambda context, *_: batch(context),
    "one order": lambda context, order, job, done: views.show_order(context, order),
    "a factory's jobs": lambda context, *_: views.list_jobs(context, factory=FACTORY),
    "a factory's jobs in one state": lambda context, *_: views.list_jobs(context, factory=FACTORY, state="claimed"),
    "jobs in one state": lambda context, *_: views.list_jobs(context, state="waiting"),
    "one job": lambda context, order, job, done: views.show_job(context, job),
    "events of an order": lambda context, order, *_: views.list_events(context, order=order),
    "events of a job": lambda context, order, job, done: views.list_events(context, job=job),
    "events of a factory": lambda context, *_: views.list_events(context, factory=FACTORY),
    "events after a number": lambda context, *_: views.list_events(context, after=100),
    "parcels of a design that was made": lambda context, *_: order_parcels.expected_parcels(
        context, ordering.CLINIC, ordering.order_request()
    ),
    "an order's way": work,
    "a shipment and a remake": finish,
    "a factory down": lambda context, *_: availability.set_factory_state(context, Actor("network"), FACTORY, "down"),
    "a factory up": lambda context, *_: availability.set_factory_state(context, Actor("network"), FACTORY, "up"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_by_indexes(filled, question):
    about = known(filled)
    said = asked(filled.engine, lambda: QUESTIONS[question](filled, *about))
    found = [(statement, scans(filled.engine, statement, values)) for statement, values in said]
    assert found
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize(
    ("page", "table", "index"),
    [
        (views.list_orders, "mtm_orders", "mtm_orders_by_placed_at_id"),
        (views.list_jobs, "mtm_jobs", "mtm_jobs_by_created_at_id"),
        (partial(views.list_jobs, flagged=True), "mtm_jobs", "mtm_jobs_flagged"),
    ],
)
def test_a_first_page_is_read_off_an_index(filled, page, table, index):
    ((statement, values),) = asked(filled.engine, lambda: page(filled))
    assert scans(filled.engine, statement, values) == [(table, index)]


LISTS = {
    "orders": lambda context: views.list_orders(context),
    "orders in one state": lambda context: views.list_orders(context, state="made"),
    "orders of an actor": lambda context: views.list_orders(context, placed_by="clinic-8"),
    "orders of an actor in one state": lambda context: views.list_orders(context, placed_by="clinic-8", state="made"),
    "a factory's jobs in one state": lambda context: views.list_jobs(context, factory=FACTORY, state="claimed"),
}


@pytest.mark.parametrize("page", LISTS)
def test_a_list_is_read_off_and_never_sorted(filled, page):
    ((statement, values),) = asked(filled.engine, lambda: LISTS[page](filled))
    assert sorts(filled.engine, statement, values) == []


def test_a_list_that_must_be_sorted_would_be_found(filled):
    query = select(tables.orders).order_by(tables.orders.c.pick_up)

    def ask():
        with read_transaction(filled.engine) as connection:
            connection.execute(query)

    ((statement, values),) = asked(filled.engine, ask)
    assert len(sorts(filled.engine, statement, values)) == 1


def test_a_question_that_no_index_answers_would_be_found(filled):
    query = select(tables.jobs).where(tables.jobs.c.operator == "berlin:op2")

    def ask():
        with read_transaction(filled.engine) as connection:
            connection.execute(query)

    ((statement, values),) = asked(filled.engine, ask)
    assert scans(filled.engine, statement, values) == [("mtm_jobs", "")]
