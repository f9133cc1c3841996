import shutil
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
    CLINIC,
    GROMMET,
    WORKER,
    PicturePool,
    WorkerKilled,
    add_factories,
    design,
    event_kinds,
    failing_pool,
    item_request,
    load_order,
    make_items,
    order_request,
    placed_order,
    pool_failing_first,
    queued_works,
    read_events,
    run_concurrently,
)

from configurator import catalogue
from configurator.domain.errors import blocked, crashed, failed, refused
from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.installation import Installation
from configurator.services.designs.configure import build_design
from configurator.services.making.artefacts import load_report
from configurator.services.making.retry import MAX_CRASHES, MAX_WORKER_DEATHS
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.make_item import make_item, order_formats
from configurator.services.quotes.made_orders import quote_sliced_order
from configurator.services.quotes.quotes import quote_order
from configurator.store import objects


def test_an_order_brings_what_any_slicer_and_any_mill_takes():
    assert {"stl", "step", "3mf"} <= set(order_formats(design()))


@pytest.mark.parametrize(("part", "is_cut"), [("flat_gasket", True), ("flange_gasket", True), ("grommet", False)])
def test_what_a_cutter_follows_is_made_of_each_flat_sheet_that_is_ordered_and_of_nothing_else(context, part, is_cut):
    template = catalogue.find(part)
    usual = build_design(template, next(iter(template.presets.values())))
    assert ("cut_dxf" in order_formats(usual)) is is_cut
    ordered = replace(order_request(), items=(item_request(usual, "cut-nbr" if is_cut else "mjf-tpu"),))
    order, pool = placed_order(context, request=ordered), PicturePool()
    make_items(context, order, pool)
    (item,) = load_order(context, order.id).items
    assert ("cut_dxf" in item.files) is is_cut is ("cut_dxf" in pool.requests[0]["formats"])


def test_a_made_item_has_its_files_and_the_order_is_made_with_its_last(context):
    order = placed_order(context, request=order_request("firewall", "smallest"))
    first, last = order.items
    make_item(context.with_pool(PicturePool(), context.folders.parent), WORKER, first.id, 1)
    assert load_order(context, order.id).state == "placed"
    assert make_items(context, order) == [False, False]
    after = load_order(context, order.id)
    assert (after.state, [item.state for item in after.items]) == ("made", ["made", "made"])
    for item in after.items:
        assert set(item.files) == {*order_formats(item.design), "report"}
        assert (
            objects.get_object(context.objects, item.files["step"]).decode().startswith(f"grommet-{item.design.code}")
        )
        assert load_report(context, item.files).digests["design"] == item.design.digest
        assert item.size_mm == (21.4, 21.4, 4.5)
        assert (item.starts, item.crashes) == (1, 0)
    assert event_kinds(context)[-3:] == ["item_made", "item_made", "order_made"]
    (event,) = read_events(context, item_id=last.id, kind="item_made")
    assert (event.actor, event.data["files"]) == (WORKER.id, after.items[1].files)


@pytest.mark.parametrize(("entered", "unit", "picture_unit"), [("9/16in", "in", "mm"), ("14", "mm", None)])
def test_sheets_are_in_the_unit_of_the_measurements_and_the_factorys_picture_in_mm(
    context, entered, unit, picture_unit
):
    sheet = read_values(GROMMET.parameters, {"hole_diameter": entered})
    order = placed_order(context, request=replace(order_request(), items=(item_request(design(), sheet=sheet),)))
    pool = PicturePool()
    make_items(context, order, pool)
    drafting = pool.requests[0]["drafting"]
    assert (drafting["unit"], drafting["picture_unit"]) == (unit, picture_unit)


def test_sheets_and_report_say_where_the_part_sits_as_ordered(context):
    installed = replace(item_request(design()), installation=Installation("cabin", ("water",)))
    order = placed_order(context, request=replace(order_request(), items=(installed, item_request(design("smallest")))))
    pool = PicturePool()
    make_items(context, order, pool)
    said = [request["drafting"]["installation"] for request in pool.requests]
    assert said == ["Sits: Cabin, out of the sun. Touched by: Water: rain, washing, condensation.", ""]


def test_made_again_nothing_changes(context):
    order = placed_order(context)
    pool = PicturePool()
    make_items(context, order, pool)
    before = load_order(context, order.id), event_kinds(context)
    make_items(context, order, pool)
    assert (load_order(context, order.id), event_kinds(context)) == before
    assert len(pool.requests) == 1


@ON_BOTH
def test_made_by_two_at_once_it_is_made_once(context):
    order = placed_order(context)
    calls = [partial(make_items, context, order)] * 2
    assert run_concurrently(*calls) == [[False], [False]]
    assert load_order(context, order.id).state == "made"
    assert event_kinds(context) == ["order_placed", "item_added", "item_made", "order_made"]


@ON_BOTH
def test_the_last_two_items_made_at_once_make_the_order(context):
    scratch = context.folders.parent
    for key in "12345":
        order = placed_order(context, key, order_request("firewall", "smallest"))
        calls = [
            partial(make_item, context.with_pool(PicturePool(), scratch), WORKER, item.id, 1) for item in order.items
        ]
        assert run_concurrently(*calls) == [False, False]
        assert load_order(context, order.id).state == "made"


@pytest.mark.parametrize("interruption", [WorkerKilled(), blocked("The disk is away.")])
def test_an_order_whose_worker_stops_between_making_and_quoting_is_quoted_when_it_is_taken_up(
    context, monkeypatch, interruption
):
    add_factories(context, BERLIN)
    order, pool = placed_order(context), PicturePool()

    def stop(*_):
        raise interruption

    with monkeypatch.context() as stopped, suppress(WorkerKilled):
        stopped.setattr("configurator.services.quotes.made_pieces.load_report", stop)
        make_items(context, order, pool)
    assert load_order(context, order.id).state == "made" and quote_order(context, order.id) == {}
    works = queued_works(context)
    # The work of a dead worker is still in the queue; what is blocked is work of its own, later.
    name, (_, attempt) = works[-1]
    if isinstance(interruption, WorkerKilled):
        assert name == "make_item" and len(works) == 1
        make_items(context, order, pool)
    else:
        assert (name, attempt, len(works)) == ("quote_order", 2, 2)
        quote_sliced_order(context.with_pool(pool, context.folders.parent), order.id, attempt)
    (quoted,) = quote_order(context, order.id).values()
    assert [each.factory for each in quoted] == ["berlin"] and len(pool.requests) == 1


def test_the_same_design_is_not_built_again(context):
    pool = PicturePool()
    for key in "12":
        make_items(context, placed_order(context, key), pool)
    one, other = (load_order(context, placed_order(context, key).id).items[0] for key in "12")
    assert len(pool.requests) == 1
    assert (one.files, one.size_mm) == (other.files, other.size_mm)


def test_artefacts_that_are_gone_are_made_again(context):
    make_items(context, placed_order(context, "1"))
    shutil.rmtree(context.folders.parent / "artefacts" / "sha256")
    order = placed_order(context, "2")
    make_items(context, order)
    item = load_order(context, order.id).items[0]
    assert item.state == "made"
    assert all(objects.has_object(context.objects, digest) for digest in item.files.values())


def test_artefacts_that_were_changed_fail_the_item_with_the_remedy(context):
    make_items(context, placed_order(context, "1"))
    item = load_order(context, placed_order(context, "1").id).items[0]
    digest = item.files["report"]
    (context.folders.parent / "artefacts" / "sha256" / digest[:2] / digest).write_text("{}")
    order = placed_order(context, "2")
    make_items(context, order)
    assert load_order(context, order.id).state == "failed"
    assert "was changed on its disk. Restore it from a backup." in load_order(context, order.id).reason


@pytest.mark.parametrize("error", [failed("No solid."), refused("The wall is too thin.", "wall")])
def test_a_verdict_of_the_kernel_ends_item_and_order_with_the_reason(context, error):
    order = placed_order(context, request=order_request("firewall", "smallest"))
    assert make_items(context, order, pool_failing_first(1, error)) == [False, False]
    after = load_order(context, order.id)
    assert (after.state, after.reason) == ("failed", str(error))
    assert [item.state for item in after.items] == ["failed", "waiting"]
    assert after.items[0].reason == str(error)
    assert event_kinds(context)[-2:] == ["item_failed", "order_failed"]


def test_a_crash_is_tried_again_at_once(context):
    order = placed_order(context)
    pool = pool_failing_first(MAX_CRASHES - 1, crashed("Killed by signal 11."))
    assert [make_items(context, order, pool) for _ in range(MAX_CRASHES)] == [[True], [True], [False]]
    item = load_order(context, order.id).items[0]
    assert (item.state, item.starts, item.crashes) == ("made", MAX_CRASHES, MAX_CRASHES - 1)
    assert [event.data["crashes"] for event in read_events(context, kind="item_crashed")] == [1, 2]


def test_what_always_crashes_fails_with_the_reason(context):
    order = placed_order(context)
    pool = failing_pool(crashed("Killed by signal 11."))
    assert [make_items(context, order, pool) for _ in range(MAX_CRASHES)] == [[True], [True], [False]]
    assert load_order(context, order.id).reason == f"Killed by signal 11. It was tried {MAX_CRASHES} times."
    make_items(context, order, pool)
    assert len(pool.requests) == MAX_CRASHES


def test_an_item_on_which_workers_die_is_given_up(context):
    order = placed_order(context)
    for _ in range(MAX_WORKER_DEATHS):
        with pytest.raises(WorkerKilled):
            make_items(context, order, failing_pool(WorkerKilled()))
    pool = PicturePool()
    assert make_items(context, order, pool) == [False]
    assert pool.requests == []
    assert (
        load_order(context, order.id).reason
        == f"Its making was cut off {MAX_WORKER_DEATHS} times by the death of a worker."
    )


def test_crashes_do_not_count_as_deaths(context):
    order = placed_order(context)
    for _ in range(MAX_WORKER_DEATHS - 1):
        with pytest.raises(WorkerKilled):
            make_items(context, order, failing_pool(WorkerKilled()))
    assert make_items(context, order, pool_failing_first(1, crashed("Killed."))) == [True]
    assert make_items(context, order) == [False]
    assert load_order(context, order.id).state == "made"


def test_what_is_blocked_waits_and_comes_back(context):
    order = placed_order(context)
    (item,) = order.items
    for attempt in range(1, MAX_WORKER_DEATHS + 2):
        assert make_items(context, order, failing_pool(blocked("No space left.")), attempt) == [False]
    assert make_items(context, order, failing_pool(blocked("No space left.")), MAX_WORKER_DEATHS + 1) == [False]
    assert load_order(context, order.id).items[0].starts == 0
    assert event_kinds(context) == ["order_placed", "item_added", "item_delayed"]
    assert queued_works(context) == [("make_item", (item.id, attempt)) for attempt in range(1, MAX_WORKER_DEATHS + 3)]
    make_items(context, order, attempt=MAX_WORKER_DEATHS + 2)
    assert load_order(context, order.id).state == "made"


def test_artefacts_out_of_reach_block_and_do_not_count_as_deaths(context):
    order = placed_order(context)
    place = context.folders.parent / "artefacts" / "sha256"
    place.write_text("a file where a folder should be")
    assert make_items(context, order) == [False]
    assert load_order(context, order.id).items[0].starts == 0
    place.unlink()
    make_items(context, order)
    # What is known to be made is read where it lies.
    place.rename(place.with_name("away"))
    place.write_text("")
    other = placed_order(context, "2")
    assert make_items(context, other) == [False]
    assert (load_order(context, other.id).items[0].state, load_order(context, other.id).items[0].starts) == (
        "waiting",
        0,
    )
    assert len(queued_works(context)) == 4


def test_nothing_is_made_of_a_cancelled_order(context):
    order = placed_order(context)
    cancel_order(context, CLINIC, order.id)
    pool = PicturePool()
    assert make_items(context, order, pool) == [False]
    assert pool.requests == []


def test_an_order_cancelled_while_its_item_is_made_stays_cancelled(context):
    order = placed_order(context)
    make_items(context, order, PicturePool(lambda request: cancel_order(context, CLINIC, order.id)))
    after = load_order(context, order.id)
    assert (after.state, [item.state for item in after.items]) == ("cancelled", ["made"])


def test_an_order_cancelled_while_its_item_crashes_or_fails_stays_cancelled(context):
    for key, error in {"1": crashed("Killed."), "2": failed("No solid.")}.items():
        order = placed_order(context, key)

        def on_request(request, order=order, error=error):
            cancel_order(context, CLINIC, order.id)
            raise error

        make_items(context, order, PicturePool(on_request))
        make_items(context, order)
        assert load_order(context, order.id).state == "cancelled"


def test_a_template_that_has_changed_since_is_not_built_under_the_old_name(context, monkeypatch):
    order = placed_order(context)
    newer = replace(catalogue.find("grommet"), version="2")
    monkeypatch.setattr(catalogue, "find", lambda name: newer)
    pool = PicturePool()
    make_items(context, order, pool)
    assert pool.requests == []
    assert "ordered as version 1 of grommet, which is now 2. Order it again" in load_order(context, order.id).reason


def test_what_was_made_of_an_older_template_is_still_good(context, monkeypatch):
    make_items(context, placed_order(context, "1"))
    order = placed_order(context, "2")
    newer = replace(catalogue.find("grommet"), version="2")
    monkeypatch.setattr(catalogue, "find", lambda name: newer)
    make_items(context, order)
    assert load_order(context, order.id).state == "made"


def test_nothing_is_left_in_the_scratch_folder(context, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    one, other = placed_order(context, request=order_request("firewall", "smallest")).items
    make_item(context.with_pool(PicturePool(), scratch), WORKER, one.id, 1)
    with pytest.raises(WorkerKilled):
        make_item(context.with_pool(failing_pool(WorkerKilled()), scratch), WORKER, other.id, 1)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(("offer", "mm"), [("sls-pa12", 0.1), ("mjf-tpu", 0.0)])
def test_holes_are_compensated_for_the_item_s_offer(context, offer, mm):
    request = replace(order_request(), items=(item_request(design(), offer),))
    pool = PicturePool()
    make_items(context, placed_order(context, request=request), pool)
    assert [each["drafting"]["hole_compensation_mm"] for each in pool.requests] == [mm]
    assert [each["parameters"]["cable_diameter"] for each in pool.requests] == [8.0]
