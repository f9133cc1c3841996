import json
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select, update
from support import many_orders, ordering

from configurator.domain.actors import Actor
from configurator.domain.errors import Blocked
from configurator.services.admin.verify import check_store
from configurator.services.batches.batches import place_batch
from configurator.services.batches.make_row import make_row
from configurator.services.common.context import open_context
from configurator.services.orders.cancel import cancel_order
from configurator.services.production import availability
from configurator.settings import read_settings
from configurator.store import works
from configurator.store.database import read_transaction, write_transaction
from configurator.store.tables import artefacts, batch_rows, batches, events, items, jobs, orders


@pytest.fixture
def shop_floor(context):
    """A factory, and one job for each way a job can go."""
    ordering.add_factories(context, ordering.BERLIN)
    ordering.job_in_state(context, "waiting", "1")
    ordering.job_in_state(context, "routed", "2")
    ordering.job_in_state(context, "shipped", "3")
    cancel_order(context, ordering.CLINIC, ordering.job_in_state(context, "waiting", "4").order)
    ordering.placed_order(context, "5")
    rows = [ordering.row(14), ordering.row(15), ordering.row(16, cable=20)]
    batch = place_batch(context, ordering.CLINIC, "1", "grommet", rows, ["png"]).batch
    make_row(context.with_pool(ordering.PicturePool(), context.folders.parent), batch.id, 1, 1)
    return context


def change(context, statement):
    with write_transaction(context.engine) as connection:
        connection.execute(statement)


def differences(context):
    return list(check_store(context).differences)


def test_a_sound_store_has_neither_differences_nor_doubts(shop_floor):
    verdict = check_store(shop_floor)
    assert (verdict.differences, verdict.doubts) == ((), ())
    told = {"orders": 5, "items": 5, "jobs": 4, "batches": 1, "batch_rows": 3, "artefacts": 11}
    told["events"] = len(ordering.read_events(shop_floor))
    assert verdict.counts == told
    assert json.loads(json.dumps(verdict.as_dict()))["counts"] == told


def test_a_store_with_a_factory_down_and_jobs_flagged_is_sound(shop_floor):
    ordering.job_in_state(shop_floor, "started", "6")
    availability.set_factory_state(shop_floor, Actor("network"), "berlin", "down")
    assert differences(shop_floor) == []


def test_many_orders_are_read_in_batches(context, tmp_path_factory, monkeypatch):
    monkeypatch.setattr("configurator.services.admin.verify.EVENT_BATCH_ROWS", 100)
    many_orders.fill(context.engine, *seeded(tmp_path_factory.mktemp("seeds")), 60)
    verdict = check_store(context, quick=True)
    assert (verdict.differences, verdict.counts["orders"]) == ((), 60)


def seeded(folder):
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(folder)}))
    try:
        return many_orders.seeds(context, places=1)
    finally:
        context.engine.dispose()


@pytest.mark.parametrize(
    ("table", "word", "state"), [(orders, "order", "approved"), (items, "item", "failed"), (jobs, "job", "done")]
)
def test_a_state_that_no_event_tells_of_is_found(shop_floor, table, word, state):
    job = next(each for each in _jobs(shop_floor) if each.state == "shipped")
    name = {"order": job.order, "item": job.item, "job": job.id}[word]
    was = {"order": "shipped", "item": "made", "job": "shipped"}[word]
    change(shop_floor, update(table).where(table.c.id == name).values(state=state))
    assert differences(shop_floor) == [f"{word} {name}: state is {state!r} in the table, {was!r} by the record"]


def _jobs(context):
    return [job for order in _orders(context) for job in ordering.jobs_of(context, order)]


def _orders(context):
    with read_transaction(context.engine) as connection:
        return list(connection.scalars(orders.select().with_only_columns(orders.c.id)))


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("epoch", 7, "factory and lease is ('berlin', 7) in the table, ('berlin', 1) by the record"),
        ("factory", "oslo", "factory and lease is ('oslo', 1) in the table, ('berlin', 1) by the record"),
        ("flag", "look", "flag is 'look' in the table, '' by the record"),
    ],
)
def test_a_lease_or_a_flag_that_no_event_tells_of_is_found(shop_floor, column, value, told):
    job = next(each for each in _jobs(shop_floor) if each.state == "shipped")
    change(shop_floor, update(jobs).where(jobs.c.id == job.id).values({column: value}))
    assert differences(shop_floor) == [f"job {job.id}: {told}"]


def test_a_job_that_is_gone_is_found(shop_floor):
    job = next(each for each in _jobs(shop_floor) if each.state == "cancelled")
    change(shop_floor, delete(jobs).where(jobs.c.id == job.id))
    assert differences(shop_floor)[0] == f"job {job.id}: state is None in the table, 'cancelled' by the record"


def test_an_event_that_cannot_be_is_found(shop_floor):
    job = next(each for each in _jobs(shop_floor) if each.state == "shipped")
    row = {"at": "2026-01-01", "actor": "?", "kind": "job_done", "job_id": job.id}
    change(shop_floor, insert(events).values(**row, data={"from": "shipped", "to": "done"}))
    assert any("cannot go from shipped to done" in each for each in differences(shop_floor))


def test_an_item_that_nothing_will_make_is_found(shop_floor):
    _lose_all_work(shop_floor)
    (item,) = [each for each in differences(shop_floor) if each.startswith("item")]
    assert "nothing in the queue will make it" in item


def test_a_row_that_nothing_will_make_is_found(shop_floor):
    with read_transaction(shop_floor.engine) as connection:
        (batch,) = connection.scalars(select(batches.c.id))
    _lose_all_work(shop_floor)
    told = f"row 2 of batch {batch} waits to be made, and nothing in the queue will make it"
    assert [each for each in differences(shop_floor) if each.startswith("row")] == [told]


def test_a_file_that_only_a_row_of_a_batch_has_is_looked_for(shop_floor, tmp_path):
    with write_transaction(shop_floor.engine) as connection:
        (row,) = connection.execute(select(batch_rows).where(batch_rows.c.status == "made")).mappings()
        connection.execute(delete(artefacts).where(artefacts.c.design == row["design"]))
    (tmp_path / "artefacts" / "sha256" / row["files"]["png"][:2] / row["files"]["png"]).unlink()
    assert differences(shop_floor) == [f"The artefact {row['files']['png'][:12]} is missing: {row['files']['png']}"]


def test_a_job_that_nothing_will_take_up_is_found(shop_floor):
    waits, routed = (next(each for each in _jobs(shop_floor) if each.state == state) for state in ("waiting", "routed"))
    _lose_all_work(shop_floor)
    found = [each for each in differences(shop_floor) if each.startswith("job")]
    assert sorted(each.split()[1] for each in found) == sorted([waits.id, routed.id])


def test_a_job_that_no_factory_can_take_waits_for_one(context):
    job = ordering.job_in_state(context, "waiting")
    ordering.route_job(context, ordering.WORKER, job.id)
    _lose_all_work(context)
    assert differences(context) == []


def _lose_all_work(context):
    with write_transaction(context.engine) as connection:
        connection.exec_driver_sql(f"UPDATE {works.ENGINE_TABLES[connection.dialect.name]} SET status = 'SUCCESS'")


def test_a_missing_and_a_damaged_artefact_are_found_unless_it_must_be_quick(shop_floor, tmp_path):
    first, second, *_ = sorted(path for path in (tmp_path / "artefacts").rglob("*") if path.is_file())
    first.unlink()
    second.write_text("something else")
    missing, damaged = differences(shop_floor)
    assert missing == f"The artefact {first.name[:12]} is missing: {first.name}"
    assert damaged == f"The artefact {second.name[:12]} was changed on its disk: {second.name}"
    assert check_store(shop_floor, quick=True).differences == ()


def test_artefacts_out_of_reach_are_told_at_once(shop_floor, tmp_path):
    shutil.rmtree(tmp_path / "artefacts" / "sha256")
    (tmp_path / "artefacts" / "sha256").touch()
    with pytest.raises(Blocked):
        check_store(shop_floor)


def test_a_handed_over_job_without_its_folder_is_doubtful(shop_floor):
    job = ordering.job_in_state(shop_floor, "handed_over", "6")
    there = shop_floor.folders / "berlin" / job.ticket
    there.rename(there.with_name("moved"))
    verdict = check_store(shop_floor)
    assert verdict.differences == ()
    assert verdict.doubts == (f"job {job.ticket} is handed_over at berlin, and {there} is not there",)


def test_a_job_s_folder_at_a_factory_that_does_not_have_it_is_doubtful(shop_floor):
    job = ordering.job_in_state(shop_floor, "handed_over", "6")
    stray = shop_floor.folders / "berlin" / f"{job.id}.2"
    stray.mkdir()
    assert check_store(shop_floor).doubts == (f"{stray} belongs to no job of berlin: it must not be made",)


def test_a_folder_that_is_about_to_be_withdrawn_is_no_doubt(shop_floor):
    job = ordering.job_in_state(shop_floor, "handed_over", "6")
    cancel_order(shop_floor, ordering.CLINIC, job.order)
    assert check_store(shop_floor).doubts == ()
    _lose_all_work(shop_floor)
    assert [each.endswith("it must not be made") for each in check_store(shop_floor).doubts] == [True]


def test_a_hot_folder_that_is_not_there_is_doubtful(shop_floor, tmp_path):
    ordering.add_factories(shop_floor, replace(ordering.OSLO, folder=str(tmp_path / "unmounted")))
    (doubt,) = check_store(shop_floor).doubts
    assert doubt.startswith(f"factory oslo: folder: The hot folder {tmp_path / 'unmounted'} refuses: No such file")
    assert "Mount the disk" in doubt
