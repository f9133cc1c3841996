import shutil
from dataclasses import replace
from functools import partial

import pytest
from support import ordering
from support.fake_pool import FakePool
from support.ordering import CLINIC, Death, at_once, befallen, queued, row, times

from configurator import catalogue
from configurator.domain.errors import blocked, crashed, failed, refused
from configurator.services.batches.batches import place_batch, show_batch
from configurator.services.batches.make_row import make_row
from configurator.services.making.reports import read_report
from configurator.services.making.retry import CRASHES, DEATHS
from configurator.services.orders.make_item import KINDS
from configurator.store import objects


def placed(office, *rows, key="1", formats=("stl", "png")):
    return place_batch(office, CLINIC, key, "grommet", rows or [row(14)], formats).batch


def make(office, batch, number=1, pool=None, attempt=1):
    return make_row(office, pool or FakePool(), office.folders.parent, batch.id, number, attempt)


def see(office, batch, number=1):
    return show_batch(office, batch.token).rows[number - 1]


def test_a_made_row_has_the_files_that_were_asked_for_and_their_report(office):
    batch = placed(office, row(14), row(15, cable=20), row(16))
    assert [make(office, batch, number) for number in (1, 2, 3)] == [False] * 3
    first, second, third = show_batch(office, batch.token).rows
    assert [each.status for each in (first, second, third)] == ["made", "refused", "made"]
    for each in (first, third):
        assert set(each.files) == {"stl", "png", "report"}
        assert objects.get(office.objects, each.files["stl"]).decode() == f"grommet-{each.design.code}.stl"
        assert read_report(office, each.files)["digests"]["design"] == each.design.digest
        assert (each.starts, each.crashes, each.problems) == (1, 0, ())
    assert (second.files, second.starts) == ({}, 0)


def test_made_again_nothing_changes(office):
    batch, pool = placed(office), FakePool()
    make(office, batch, pool=pool)
    before = see(office, batch)
    make(office, batch, pool=pool)
    assert see(office, batch) == before
    assert len(pool.requests) == 1


def test_made_by_two_at_once_it_is_made_once(office):
    batch = placed(office)
    assert at_once(*[partial(make, office, batch)] * 2) == [False, False]
    assert see(office, batch).status == "made"
    assert queued(office) == [("make_row", (batch.id, 1, 1))]


def test_rows_of_one_design_made_at_once_in_different_formats_do_not_wait_for_ever(office):
    for number in range(5):
        one = placed(office, row(14 + number), key=f"{number} one", formats=["stl", "step"])
        other = placed(office, row(14 + number), key=f"{number} other", formats=["step"])
        assert at_once(partial(make, office, one), partial(make, office, other)) == [False, False]
        assert see(office, one).files["step"] == see(office, other).files["step"]


def test_the_same_design_is_not_built_again_unless_a_format_is_new(office):
    pool = FakePool()
    batch = placed(office, row(14), row("14mm"), row("1.4cm"))
    for number in (1, 2, 3):
        make(office, batch, number, pool)
    assert len(pool.requests) == 1
    first, *others = show_batch(office, batch.token).rows
    assert [each.files for each in others] == [first.files] * 2
    more = placed(office, key="2", formats=["stl", "glb"])
    make(office, more, pool=pool)
    assert [request["formats"] for request in pool.requests] == [["stl", "png"], ["stl", "glb"]]
    again = placed(office, key="3", formats=["stl", "glb"])
    make(office, again, pool=pool)
    assert (see(office, again).files, len(pool.requests)) == (see(office, more).files, 2)


def test_a_report_lists_the_very_files_beside_it(office):
    values = {name: str(value) for name, value in ordering.design("smallest").parameters.items() if value}
    for number, formats in enumerate((["stl"], ["stl", "png"], ["step", "png"], ["png", "stl", "step"], ["stl"])):
        batch = placed(office, values, key=str(number), formats=formats)
        make(office, batch)
        files = dict(see(office, batch).files)
        listed = read_report(office, files)["digests"]
        del files["report"], listed["design"]
        assert (files, set(files)) == (listed, set(formats))


def test_what_was_ordered_and_made_is_at_hand_for_a_batch(office):
    ordering.made(office)
    values = {name: str(value) for name, value in ordering.design().parameters.items() if value}
    batch, pool = placed(office, values, formats=KINDS), FakePool()
    make(office, batch, pool=pool)
    assert (see(office, batch).status, pool.requests) == ("made", [])


def test_artefacts_that_are_gone_are_made_again(office):
    make(office, placed(office, key="1"))
    shutil.rmtree(office.folders.parent / "artefacts" / "sha256")
    batch = placed(office, key="2")
    make(office, batch)
    assert all(objects.has(office.objects, digest) for digest in see(office, batch).files.values())


def test_doubts_and_sizes_out_of_tolerance_are_told_of_what_is_made(office):
    batch = placed(office, {"hole_diameter": "5", "panel_thickness": "8", "cable_diameter": "2"})
    make(office, batch, pool=FakePool(ok=False))
    thick, height = see(office, batch).problems
    assert "thicker than the hole" in thick.message
    assert "height was asked" in height.message


@pytest.mark.parametrize("error", [failed("No solid.", hint="Try others."), refused("Too thin.", "wall")])
def test_a_verdict_of_the_kernel_ends_the_row_with_the_reason_and_no_other(office, error):
    batch = placed(office, row(14), row(15))
    pool = times(1, error)
    assert [make(office, batch, number, pool) for number in (1, 2)] == [False, False]
    assert see(office, batch).status == "failed"
    assert see(office, batch).problems == error.problems
    assert see(office, batch, 2).status == "made"


def test_a_crash_is_tried_again_at_once(office):
    batch = placed(office)
    pool = times(CRASHES - 1, crashed("Killed by signal 11."))
    assert [make(office, batch, pool=pool) for _ in range(CRASHES)] == [True, True, False]
    made = see(office, batch)
    assert (made.status, made.starts, made.crashes) == ("made", CRASHES, CRASHES - 1)


def test_what_always_crashes_fails_with_reason_field_and_remedy(office):
    batch = placed(office)
    pool = befallen(crashed("Killed by signal 11.", "length", hint="Try others."))
    assert [make(office, batch, pool=pool) for _ in range(CRASHES)] == [True, True, False]
    (problem,) = see(office, batch).problems
    assert problem.message == f"Killed by signal 11. It was tried {CRASHES} times."
    assert (problem.fields, problem.hint) == (("length",), "Try others.")
    make(office, batch, pool=pool)
    assert len(pool.requests) == CRASHES


def test_a_row_on_which_workers_die_is_given_up(office):
    batch = placed(office)
    for _ in range(DEATHS):
        with pytest.raises(Death):
            make(office, batch, pool=befallen(Death()))
    pool = FakePool()
    assert make(office, batch, pool=pool) is False
    assert pool.requests == []
    assert f"cut off {DEATHS} times" in see(office, batch).problems[0].message


def test_what_is_blocked_waits_and_comes_back(office):
    batch = placed(office)
    for attempt in range(1, DEATHS + 2):
        assert make(office, batch, pool=befallen(blocked("No space left.")), attempt=attempt) is False
    assert (see(office, batch).status, see(office, batch).starts) == ("waiting", 0)
    assert queued(office) == [("make_row", (batch.id, 1, attempt)) for attempt in range(1, DEATHS + 3)]
    make(office, batch, attempt=DEATHS + 2)
    assert see(office, batch).status == "made"


def test_a_row_that_was_made_meanwhile_stays_made(office):
    for key, error in {"1": crashed("Killed."), "2": failed("No solid."), "3": blocked("No space.")}.items():
        batch = placed(office, row(14 + int(key)), key=key)

        def befall(request, batch=batch, error=error):
            make(office, batch)
            raise error

        assert make(office, batch, pool=FakePool(befall)) is False
        assert see(office, batch).status == "made"


def test_a_template_that_has_changed_since_is_not_built_under_the_old_name(office, monkeypatch):
    batch = placed(office)
    newer = replace(catalogue.find("grommet"), version="2")
    monkeypatch.setattr(catalogue, "find", lambda name: newer)
    pool = FakePool()
    make(office, batch, pool=pool)
    assert pool.requests == []
    assert "version 1 of grommet, which is now 2" in see(office, batch).problems[0].message
