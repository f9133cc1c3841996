import shutil
from dataclasses import replace
from functools import partial

import pytest
from support import ordering
from support.databases import ON_BOTH
from support.fake_pool import FakePool
from support.ordering import CLINIC, WorkerKilled, failing_pool, pool_failing_first, queued_works, row, run_concurrently

from configurator import catalogue
from configurator.domain.errors import blocked, crashed, failed, refused
from configurator.services.batches.batches import place_batch, show_batch
from configurator.services.batches.make_row import make_row
from configurator.services.making.artefacts import load_report
from configurator.services.making.retry import MAX_CRASHES, MAX_WORKER_DEATHS
from configurator.services.orders.make_item import order_formats
from configurator.store import objects


def placed(context, *rows, key="1", formats=("stl", "png")):
    return place_batch(context, CLINIC, key, "grommet", rows or [row(14)], formats).batch


def make(context, batch, number=1, pool=None, attempt=1):
    return make_row(context.with_pool(pool or FakePool(), context.folders.parent), batch.id, number, attempt)


def see(context, batch, number=1):
    return show_batch(context, batch.token).rows[number - 1]


def test_a_made_row_has_the_files_that_were_asked_for_and_their_report(context):
    batch = placed(context, row(14), row(15, cable=20), row(16))
    assert [make(context, batch, number) for number in (1, 2, 3)] == [False] * 3
    first, second, third = show_batch(context, batch.token).rows
    assert [each.status for each in (first, second, third)] == ["made", "refused", "made"]
    for each in (first, third):
        assert set(each.files) == {"stl", "png", "report"}
        assert objects.get_object(context.objects, each.files["stl"]).decode() == f"grommet-{each.design.code}.stl"
        assert load_report(context, each.files).digests["design"] == each.design.digest
        assert (each.starts, each.crashes, each.problems) == (1, 0, ())
    assert (second.files, second.starts) == ({}, 0)


def test_made_again_nothing_changes(context):
    batch, pool = placed(context), FakePool()
    make(context, batch, pool=pool)
    before = see(context, batch)
    make(context, batch, pool=pool)
    assert see(context, batch) == before
    assert len(pool.requests) == 1


@ON_BOTH
def test_made_by_two_at_once_it_is_made_once(context):
    batch = placed(context)
    assert run_concurrently(*[partial(make, context, batch)] * 2) == [False, False]
    assert see(context, batch).status == "made"
    assert queued_works(context) == [("make_row", (batch.id, 1, 1))]


@ON_BOTH
def test_rows_of_one_design_made_at_once_in_different_formats_do_not_wait_for_ever(context):
    for number in range(5):
        one = placed(context, row(14 + number), key=f"{number} one", formats=["stl", "step"])
        other = placed(context, row(14 + number), key=f"{number} other", formats=["step"])
        assert run_concurrently(partial(make, context, one), partial(make, context, other)) == [False, False]
        assert see(context, one).files["step"] == see(context, other).files["step"]


def test_the_same_design_is_not_built_again_unless_a_format_is_new(context):
    pool = FakePool()
    batch = placed(context, row(14), row("14mm"), row("1.4cm"))
    for number in (1, 2, 3):
        make(context, batch, number, pool)
    assert len(pool.requests) == 1
    first, *others = show_batch(context, batch.token).rows
    assert [each.files for each in others] == [first.files] * 2
    more = placed(context, key="2", formats=["stl", "glb"])
    make(context, more, pool=pool)
    assert [request["formats"] for request in pool.requests] == [["stl", "png"], ["stl", "glb"]]
    again = placed(context, key="3", formats=["stl", "glb"])
    make(context, again, pool=pool)
    assert (see(context, again).files, len(pool.requests)) == (see(context, more).files, 2)


def test_a_report_lists_the_very_files_beside_it(context):
    values = {name: str(value) for name, value in ordering.design("smallest").parameters.items() if value}
    for number, formats in enumerate((["stl"], ["stl", "png"], ["step", "png"], ["png", "stl", "step"], ["stl"])):
        batch = placed(context, values, key=str(number), formats=formats)
        make(context, batch)
        files = dict(see(context, batch).files)
        listed = load_report(context, files).digests
        del files["report"], listed["design"]
        assert (files, set(files)) == (listed, set(formats))


def test_what_was_ordered_and_made_is_at_hand_for_a_batch(context):
    ordering.made_order(context)
    values = {name: str(value) for name, value in ordering.design().parameters.items() if value}
    batch, pool = placed(context, values, formats=order_formats(ordering.design())), FakePool()
    make(context, batch, pool=pool)
    assert (see(context, batch).status, pool.requests) == ("made", [])


def test_artefacts_that_are_gone_are_made_again(context):
    make(context, placed(context, key="1"))
    shutil.rmtree(context.folders.parent / "artefacts" / "sha256")
    batch = placed(context, key="2")
    make(context, batch)
    assert all(objects.has_object(context.objects, digest) for digest in see(context, batch).files.values())


def test_doubts_and_sizes_out_of_tolerance_are_told_of_what_is_made(context):
    batch = placed(context, {"hole_diameter": "5", "panel_thickness": "8", "cable_diameter": "2"})
    make(context, batch, pool=FakePool(ok=False))
    thick, height = see(context, batch).problems
    assert "thicker than the hole" in thick.message
    assert "height was asked" in height.message


@pytest.mark.parametrize("error", [failed("No solid.", hint="Try others."), refused("Too thin.", "wall")])
def test_a_verdict_of_the_kernel_ends_the_row_with_the_reason_and_no_other(context, error):
    batch = placed(context, row(14), row(15))
    pool = pool_failing_first(1, error)
    assert [make(context, batch, number, pool) for number in (1, 2)] == [False, False]
    assert see(context, batch).status == "failed"
    assert see(context, batch).problems == error.problems
    assert see(context, batch, 2).status == "made"


def test_a_crash_is_tried_again_at_once(context):
    batch = placed(context)
    pool = pool_failing_first(MAX_CRASHES - 1, crashed("Killed by signal 11."))
    assert [make(context, batch, pool=pool) for _ in range(MAX_CRASHES)] == [True, True, False]
    made = see(context, batch)
    assert (made.status, made.starts, made.crashes) == ("made", MAX_CRASHES, MAX_CRASHES - 1)


def test_what_always_crashes_fails_with_reason_field_and_remedy(context):
    batch = placed(context)
    pool = failing_pool(crashed("Killed by signal 11.", "length", hint="Try others."))
    assert [make(context, batch, pool=pool) for _ in range(MAX_CRASHES)] == [True, True, False]
    (problem,) = see(context, batch).problems
    assert problem.message == f"Killed by signal 11. It was tried {MAX_CRASHES} times."
    assert (problem.fields, problem.hint) == (("length",), "Try others.")
    make(context, batch, pool=pool)
    assert len(pool.requests) == MAX_CRASHES


def test_a_row_on_which_workers_die_is_given_up(context):
    batch = placed(context)
    for _ in range(MAX_WORKER_DEATHS):
        with pytest.raises(WorkerKilled):
            make(context, batch, pool=failing_pool(WorkerKilled()))
    pool = FakePool()
    assert make(context, batch, pool=pool) is False
    assert pool.requests == []
    assert f"cut off {MAX_WORKER_DEATHS} times" in see(context, batch).problems[0].message


def test_what_is_blocked_waits_and_comes_back(context):
    batch = placed(context)
    for attempt in range(1, MAX_WORKER_DEATHS + 2):
        assert make(context, batch, pool=failing_pool(blocked("No space left.")), attempt=attempt) is False
    assert (see(context, batch).status, see(context, batch).starts) == ("waiting", 0)
    assert queued_works(context) == [
        ("make_row", (batch.id, 1, attempt)) for attempt in range(1, MAX_WORKER_DEATHS + 3)
    ]
    make(context, batch, attempt=MAX_WORKER_DEATHS + 2)
    assert see(context, batch).status == "made"


def test_a_row_that_was_made_meanwhile_stays_made(context):
    for key, error in {"1": crashed("Killed."), "2": failed("No solid."), "3": blocked("No space.")}.items():
        batch = placed(context, row(14 + int(key)), key=key)

        def on_request(request, batch=batch, error=error):
            make(context, batch)
            raise error

        assert make(context, batch, pool=FakePool(on_request)) is False
        assert see(context, batch).status == "made"


def test_a_template_that_has_changed_since_is_not_built_under_the_old_name(context, monkeypatch):
    batch = placed(context)
    newer = replace(catalogue.find("grommet"), version="2")
    monkeypatch.setattr(catalogue, "find", lambda name: newer)
    pool = FakePool()
    make(context, batch, pool=pool)
    assert pool.requests == []
    assert "version 1 of grommet, which is now 2" in see(context, batch).problems[0].message
