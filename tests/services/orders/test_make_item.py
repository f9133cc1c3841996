import shutil
from dataclasses import replace
from functools import partial

import pytest
from support.ordering import (
    CLINIC,
    WORKER,
    Death,
    PaperPool,
    ask,
    at_once,
    befallen,
    kinds,
    make,
    placed,
    queued,
    record,
    see,
    times,
)

from configurator import catalogue
from configurator.domain.errors import blocked, crashed, failed, refused
from configurator.services.making.reports import read_report
from configurator.services.making.retry import CRASHES, DEATHS
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.make_item import KINDS, make_item
from configurator.store import objects


def test_a_made_item_has_its_files_and_the_order_is_made_with_its_last(office):
    order = placed(office, wanted=ask("firewall", "smallest"))
    first, last = order.items
    make_item(office, PaperPool(), office.folders.parent, WORKER, first.id, 1)
    assert see(office, order.id).state == "placed"
    assert make(office, order) == [False, False]
    after = see(office, order.id)
    assert (after.state, [item.state for item in after.items]) == ("made", ["made", "made"])
    for item in after.items:
        assert set(item.files) == {*KINDS, "report"}
        assert objects.get(office.objects, item.files["step"]).decode().startswith(f"grommet-{item.design.code}")
        assert read_report(office, item.files)["digests"]["design"] == item.design.digest
        assert item.size_mm == (21.4, 21.4, 4.5)
        assert (item.starts, item.crashes) == (1, 0)
    assert kinds(office)[-3:] == ["item_made", "item_made", "order_made"]
    (event,) = record(office, item_id=last.id, kind="item_made")
    assert (event.actor, event.data["files"]) == (WORKER, after.items[1].files)


def test_made_again_nothing_changes(office):
    order = placed(office)
    pool = PaperPool()
    make(office, order, pool)
    before = see(office, order.id), kinds(office)
    make(office, order, pool)
    assert (see(office, order.id), kinds(office)) == before
    assert len(pool.requests) == 1


def test_made_by_two_at_once_it_is_made_once(office):
    order = placed(office)
    calls = [partial(make, office, order)] * 2
    assert at_once(*calls) == [[False], [False]]
    assert see(office, order.id).state == "made"
    assert kinds(office) == ["order_placed", "item_added", "item_made", "order_made"]


def test_the_last_two_items_made_at_once_make_the_order(office):
    scratch = office.folders.parent
    for key in "12345":
        order = placed(office, key, ask("firewall", "smallest"))
        calls = [partial(make_item, office, PaperPool(), scratch, WORKER, item.id, 1) for item in order.items]
        assert at_once(*calls) == [False, False]
        assert see(office, order.id).state == "made"


def test_the_same_design_is_not_built_again(office):
    pool = PaperPool()
    for key in "12":
        make(office, placed(office, key), pool)
    one, other = (see(office, placed(office, key).id).items[0] for key in "12")
    assert len(pool.requests) == 1
    assert (one.files, one.size_mm) == (other.files, other.size_mm)


def test_artefacts_that_are_gone_are_made_again(office):
    make(office, placed(office, "1"))
    shutil.rmtree(office.folders.parent / "artefacts" / "sha256")
    order = placed(office, "2")
    make(office, order)
    item = see(office, order.id).items[0]
    assert item.state == "made"
    assert all(objects.has(office.objects, digest) for digest in item.files.values())


def test_artefacts_that_were_changed_fail_the_item_with_the_remedy(office):
    make(office, placed(office, "1"))
    item = see(office, placed(office, "1").id).items[0]
    digest = item.files["report"]
    (office.folders.parent / "artefacts" / "sha256" / digest[:2] / digest).write_text("{}")
    order = placed(office, "2")
    make(office, order)
    assert see(office, order.id).state == "failed"
    assert "was changed on its disk. Restore it from a backup." in see(office, order.id).reason


@pytest.mark.parametrize("error", [failed("No solid."), refused("The wall is too thin.", "wall")])
def test_a_verdict_of_the_kernel_ends_item_and_order_with_the_reason(office, error):
    order = placed(office, wanted=ask("firewall", "smallest"))
    assert make(office, order, times(1, error)) == [False, False]
    after = see(office, order.id)
    assert (after.state, after.reason) == ("failed", str(error))
    assert [item.state for item in after.items] == ["failed", "waiting"]
    assert after.items[0].reason == str(error)
    assert kinds(office)[-2:] == ["item_failed", "order_failed"]


def test_a_crash_is_tried_again_at_once(office):
    order = placed(office)
    pool = times(CRASHES - 1, crashed("Killed by signal 11."))
    assert [make(office, order, pool) for _ in range(CRASHES)] == [[True], [True], [False]]
    item = see(office, order.id).items[0]
    assert (item.state, item.starts, item.crashes) == ("made", CRASHES, CRASHES - 1)
    assert [event.data["crashes"] for event in record(office, kind="item_crashed")] == [1, 2]


def test_what_always_crashes_fails_with_the_reason(office):
    order = placed(office)
    pool = befallen(crashed("Killed by signal 11."))
    assert [make(office, order, pool) for _ in range(CRASHES)] == [[True], [True], [False]]
    assert see(office, order.id).reason == f"Killed by signal 11. It was tried {CRASHES} times."
    make(office, order, pool)
    assert len(pool.requests) == CRASHES


def test_an_item_on_which_workers_die_is_given_up(office):
    order = placed(office)
    for _ in range(DEATHS):
        with pytest.raises(Death):
            make(office, order, befallen(Death()))
    pool = PaperPool()
    assert make(office, order, pool) == [False]
    assert pool.requests == []
    assert see(office, order.id).reason == f"Its making was cut off {DEATHS} times by the death of a worker."


def test_crashes_do_not_count_as_deaths(office):
    order = placed(office)
    for _ in range(DEATHS - 1):
        with pytest.raises(Death):
            make(office, order, befallen(Death()))
    assert make(office, order, times(1, crashed("Killed."))) == [True]
    assert make(office, order) == [False]
    assert see(office, order.id).state == "made"


def test_what_is_blocked_waits_and_comes_back(office):
    order = placed(office)
    (item,) = order.items
    for attempt in range(1, DEATHS + 2):
        assert make(office, order, befallen(blocked("No space left.")), attempt) == [False]
    assert make(office, order, befallen(blocked("No space left.")), DEATHS + 1) == [False]
    assert see(office, order.id).items[0].starts == 0
    assert kinds(office) == ["order_placed", "item_added", "item_delayed"]
    assert queued(office) == [("make_item", (item.id, attempt)) for attempt in range(1, DEATHS + 3)]
    make(office, order, attempt=DEATHS + 2)
    assert see(office, order.id).state == "made"


def test_artefacts_out_of_reach_block_and_do_not_count_as_deaths(office):
    order = placed(office)
    place = office.folders.parent / "artefacts" / "sha256"
    place.write_text("a file where a folder should be")
    assert make(office, order) == [False]
    assert see(office, order.id).items[0].starts == 0
    place.unlink()
    make(office, order)
    # What is known to be made is read where it lies.
    place.rename(place.with_name("away"))
    place.write_text("")
    other = placed(office, "2")
    assert make(office, other) == [False]
    assert (see(office, other.id).items[0].state, see(office, other.id).items[0].starts) == ("waiting", 0)
    assert len(queued(office)) == 4


def test_nothing_is_made_of_a_cancelled_order(office):
    order = placed(office)
    cancel_order(office, CLINIC, order.id)
    pool = PaperPool()
    assert make(office, order, pool) == [False]
    assert pool.requests == []


def test_an_order_cancelled_while_its_item_is_made_stays_cancelled(office):
    order = placed(office)
    make(office, order, PaperPool(lambda request: cancel_order(office, CLINIC, order.id)))
    after = see(office, order.id)
    assert (after.state, [item.state for item in after.items]) == ("cancelled", ["made"])


def test_an_order_cancelled_while_its_item_crashes_or_fails_stays_cancelled(office):
    for key, error in {"1": crashed("Killed."), "2": failed("No solid.")}.items():
        order = placed(office, key)

        def befall(request, order=order, error=error):
            cancel_order(office, CLINIC, order.id)
            raise error

        make(office, order, PaperPool(befall))
        make(office, order)
        assert see(office, order.id).state == "cancelled"


def test_a_template_that_has_changed_since_is_not_built_under_the_old_name(office, monkeypatch):
    order = placed(office)
    newer = replace(catalogue.find("grommet"), version="2")
    monkeypatch.setattr(catalogue, "find", lambda name: newer)
    pool = PaperPool()
    make(office, order, pool)
    assert pool.requests == []
    assert "ordered as version 1 of grommet, which is now 2. Order it again" in see(office, order.id).reason


def test_what_was_made_of_an_older_template_is_still_good(office, monkeypatch):
    make(office, placed(office, "1"))
    order = placed(office, "2")
    newer = replace(catalogue.find("grommet"), version="2")
    monkeypatch.setattr(catalogue, "find", lambda name: newer)
    make(office, order)
    assert see(office, order.id).state == "made"


def test_nothing_is_left_in_the_scratch_folder(office, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    one, other = placed(office, wanted=ask("firewall", "smallest")).items
    make_item(office, PaperPool(), scratch, WORKER, one.id, 1)
    with pytest.raises(Death):
        make_item(office, befallen(Death()), scratch, WORKER, other.id, 1)
    assert list(scratch.iterdir()) == []
