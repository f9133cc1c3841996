import pytest
from sqlalchemy import func, select, text
from support import ordering
from support.databases import ON_BOTH, first_on
from support.workers import approve_when_made, order, wait_for_hand_over, worker_crew

from configurator.domain.actors import Actor
from configurator.domain.errors import Blocked, Failed, Refused
from configurator.domain.production.history import replay
from configurator.services.admin import copy_database
from configurator.services.admin.copy_database import COPIED_TABLES
from configurator.services.admin.verify import check_store
from configurator.services.batches.batches import place_batch
from configurator.services.batches.make_row import make_row
from configurator.services.common.context import open_context
from configurator.services.orders.views import find_order
from configurator.services.production import availability
from configurator.settings import read_settings
from configurator.store import heartbeats, works
from configurator.store.database import open_engine, read_transaction, write_transaction
from configurator.store.tables import events

pytestmark = pytest.mark.slow

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.fixture
def shop_floor(context):
    """Orders in many states, and no work in the queue."""
    ordering.add_factories(context, ordering.BERLIN, ordering.OSLO)
    for number, state in enumerate(["waiting", "handed_over", "started", "shipped"]):
        ordering.job_in_state(context, state, str(number))
    availability.set_factory_state(context, Actor("network"), "berlin", "down")
    ordering.placed_order(context, "half made")
    rows = [ordering.row(14), ordering.row(15), ordering.row(16, cable=20)]
    batch = place_batch(context, ordering.CLINIC, "1", "grommet", rows, ["png"]).batch
    make_row(context.with_pool(ordering.PicturePool(), context.folders.parent), batch.id, 1, 1)
    with write_transaction(context.engine) as connection:
        heartbeats.write_heartbeat(connection, "worker-1")
    _all_done(context)
    return context


def _all_done(context):
    with write_transaction(context.engine) as connection:
        connection.exec_driver_sql(f"UPDATE {works.ENGINE_TABLES[connection.dialect.name]} SET status = 'SUCCESS'")


@pytest.fixture
def target(context, request):
    """An engine for an empty database of the other kind."""
    engine = open_engine(request.getfixturevalue(OTHER[context.engine.dialect.name]).empty())
    yield engine
    engine.dispose()


@pytest.fixture
def moved(target, tmp_path):
    """The context on the other database, with the same artefacts and hot folders."""
    url = target.url.render_as_string(hide_password=False)
    opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}))
    yield opened
    opened.engine.dispose()


def rows(engine):
    with read_transaction(engine) as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in COPIED_TABLES}


@ON_BOTH
def test_everything_goes_over_but_the_workers(shop_floor, target, moved):
    counts = copy_database.copy_database(shop_floor.engine, target)
    assert rows(target) == rows(shop_floor.engine)
    assert counts["orders"] == counts["items"] == 5
    assert (counts["batches"], counts["batch_rows"]) == (1, 3)
    assert counts["events"] == len(ordering.read_events(shop_floor)) > 30
    with read_transaction(target) as connection:
        assert heartbeats.read_heartbeats(connection) == {}
    assert replay(ordering.read_events(moved)) == replay(ordering.read_events(shop_floor))


@first_on("sqlite")
def test_orders_go_on_on_the_other_database(shop_floor, target, moved, tmp_path):
    open_job = next(each for each in ordering.read_events(shop_floor) if each.kind == "job_created")
    copy_database.copy_database(shop_floor.engine, target)
    with worker_crew(moved, tmp_path) as crew:
        crew.start()
        new = order(moved, "new", "grommet")
        approve_when_made(moved, new)
        (job,) = wait_for_hand_over(moved, new)
        availability.set_factory_state(moved, Actor("network"), "berlin", "up")
        wait_for_hand_over(moved, open_job.order_id)
    assert job.factory == "oslo"
    assert replay(ordering.read_events(moved)).faults == []
    known = ordering.load_order(shop_floor, open_job.order_id)
    assert ordering.placed_order(moved, "0").id == known.id, "its key is known there too"
    assert find_order(moved, known.token).id == known.id


def test_events_are_counted_on_from_the_last(shop_floor, target, moved):
    copy_database.copy_database(shop_floor.engine, target)
    last = ordering.read_events(moved)[-1].number
    ordering.placed_order(moved, "new")
    with read_transaction(target) as connection:
        assert connection.scalar(select(func.min(events.c.number)).where(events.c.number > last)) == last + 1


def test_work_under_way_must_be_finished_first(shop_floor, target):
    ordering.placed_order(shop_floor, "late")
    with pytest.raises(Refused, match="holds work, 1 in all, such as make_item-") as raised:
        copy_database.copy_database(shop_floor.engine, target)
    assert raised.value.problems[0].fields == ("DATABASE_URL", "queue")


@pytest.mark.parametrize("status", ["ENQUEUED", "PENDING", "DELAYED", "ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"])
def test_work_that_is_waiting_running_or_stuck_is_under_way(shop_floor, target, status):
    ordering.placed_order(shop_floor, "late")
    with write_transaction(shop_floor.engine) as connection:
        late = text("UPDATE workflow_status SET status = :status WHERE status = 'ENQUEUED'")
        connection.execute(late, {"status": status})
    with pytest.raises(Refused, match="holds work"):
        copy_database.copy_database(shop_floor.engine, target)


def test_a_database_that_holds_something_is_not_touched(shop_floor, target, moved):
    ordering.add_factories(moved, ordering.LYON)
    before = rows(target)
    with pytest.raises(Refused, match=r"holds something already: mtm_\w+, mtm_\w+\."):
        copy_database.copy_database(shop_floor.engine, target)
    assert rows(target) == before


@ON_BOTH
def test_a_database_is_not_copied_onto_itself(shop_floor):
    with pytest.raises(Refused, match="holds something already"):
        copy_database.copy_database(shop_floor.engine, shop_floor.engine)


def test_what_breaks_off_leaves_nothing_behind(shop_floor, target, monkeypatch):
    real = copy_database._copy_table

    def copy(table, old, new):
        if table is COPIED_TABLES[-1]:
            raise KeyboardInterrupt
        real(table, old, new)

    monkeypatch.setattr(copy_database, "_copy_table", copy)
    with pytest.raises(KeyboardInterrupt):
        copy_database.copy_database(shop_floor.engine, target)
    assert set(map(len, rows(target).values())) == {0}


def test_what_arrives_changed_is_found_and_taken_back(shop_floor, target, monkeypatch):
    real = copy_database._row_batches

    def spoilt(table, connection):
        for batch in real(table, connection):
            if table is events and connection.engine is shop_floor.engine:
                batch[0] = batch[0] | {"actor": "somebody else"}
                monkeypatch.setattr(copy_database, "_row_batches", real)
            yield batch

    monkeypatch.setattr(copy_database, "_row_batches", spoilt)
    with pytest.raises(Failed, match="mtm_events did not arrive as it was sent"):
        copy_database.copy_database(shop_floor.engine, target)
    assert set(map(len, rows(target).values())) == {0}


def test_a_server_out_of_reach_is_told_without_the_password(context):
    with pytest.raises(Blocked, match="was broken off") as raised:
        copy_database.copy_database(context.engine, open_engine("postgresql://anna:hush@127.0.0.1:1/shop"))
    assert "hush" not in str(raised.value)


def test_a_copy_is_sound(context, target, moved):
    ordering.add_factories(context, ordering.BERLIN)
    ordering.job_in_state(context, "shipped")
    _all_done(context)
    copy_database.copy_database(context.engine, target)
    verdict = check_store(moved)
    assert (verdict.differences, verdict.doubts) == ((), ())
