import json
import os
import shutil
import struct
from pathlib import Path

import pytest
from support.ordering import CLINIC, NETWORK, PicturePool, made_order, make_items, placed_order, queued_works
from support.outside_programs import needs_slicer
from support.sliced import PART, SHOP, TWO_HOURS, add_shop, write_shop, write_slicer

from configurator.domain.errors import Refused, blocked
from configurator.pool import process
from configurator.pool.process import run_in_process
from configurator.services.common.workflows import MAX_QUOTE_ATTEMPTS, quote_order_work
from configurator.services.factories.factories import add_factory, list_factories, read_factory_file
from configurator.services.quotes import made_orders, slicing
from configurator.services.quotes.made_orders import quote_sliced_order
from configurator.services.quotes.quotes import quote_order
from configurator.services.quotes.renewals import renew_quotes

FACES = "013 032 467 475 045 051 237 276 026 064 157 173"


@pytest.fixture
def shop(tmp_path):
    return write_shop(tmp_path)


@pytest.fixture
def slicer(tmp_path, monkeypatch):
    """Puts a script in the place of PrusaSlicer."""

    def install(script):
        folder = write_slicer(tmp_path / "bin", script)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        return folder / "calls"

    return install


def work_through(context, order, attempt=1):
    quote_sliced_order(context.with_pool(None, context.folders.parent), order.id, attempt)


def quoted(context, order):
    ((quote,),) = quote_order(context, order.id).values()
    return quote.machine_h, quote.hours_by


def test_an_order_is_quoted_by_the_hours_of_the_slicer_which_is_asked_once(context, shop, slicer):
    add_shop(context, shop)
    calls = slicer(TWO_HOURS)
    order = made_order(context, request=PART)
    # Making does not wait for the slicer.
    assert quote_order(context, order.id) == {} and not calls.exists()
    assert queued_works(context)[-1] == ("quote_order", (order.id, 1))
    work_through(context, order)
    assert quoted(context, order) == (2, "hours by PrusaSlicer with mk3.ini")
    # The same part again, and a quote renewed, ask nobody; what was quoted is not quoted again by its work.
    again = made_order(context, "2", PART)
    assert quoted(context, again) == (2, "hours by PrusaSlicer with mk3.ini")
    renew_quotes(context, CLINIC, order.id)
    assert len(calls.read_text().splitlines()) == 1 and len(queued_works(context)) == 3


def test_a_profile_that_came_later_counts_from_the_quote_after_next(context, shop, slicer):
    facts = json.loads(shop.read_text())
    del facts["machines"][0]["slicer_profile"]
    shop.with_name("plain.json").write_text(json.dumps(facts))
    add_shop(context, shop.with_name("plain.json"))
    slicer(TWO_HOURS)
    order = made_order(context, request=PART)
    hours, words = quoted(context, order)
    assert words == "volume over rate"
    add_shop(context, shop)
    renew_quotes(context, CLINIC, order.id)
    assert quoted(context, order) == (hours, "volume over rate, as PrusaSlicer was not asked yet")
    assert queued_works(context)[-1] == ("quote_order", (order.id, 1))
    work_through(context, order)
    assert quoted(context, order) == (hours, "volume over rate, as PrusaSlicer was not asked yet")
    renew_quotes(context, CLINIC, order.id)
    assert quoted(context, order) == (2, "hours by PrusaSlicer with mk3.ini")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo No such setting. >&2; exit 1", "PrusaSlicer refuses it: No such setting"),
        ("kill -9 $$", "PrusaSlicer refuses it: it ended with status -9"),
        (":", "PrusaSlicer refuses it: it ended with status 0"),
    ],
)
def test_what_the_slicer_does_not_tell_is_quoted_by_the_rate_with_the_reason(context, shop, slicer, script, words):
    add_shop(context, shop)
    calls = slicer(script)
    order = made_order(context, request=PART)
    work_through(context, order)
    hours, by = quoted(context, order)
    assert hours > 0 and by == f"volume over rate, as {words}"
    # Another answer is not to be had.
    calls.unlink()
    assert quoted(context, made_order(context, "2", PART))[1] == by and not calls.exists()


def test_a_slicer_that_hangs_is_ended_and_the_rate_holds(context, shop, slicer, monkeypatch):
    add_shop(context, shop)
    slicer("exec sleep 600")
    monkeypatch.setattr(process, "run_in_process", run_in_process)
    monkeypatch.setattr(slicing, "SLICE_LIMIT_S", 3.0)
    order = made_order(context, request=PART)
    work_through(context, order)
    assert quoted(context, order)[1] == "volume over rate, as PrusaSlicer took longer than 3 s"
    assert list(context.folders.parent.glob("tmp*")) == []


def test_where_there_is_no_slicer_that_is_said_until_there_is_one(context, shop, slicer, monkeypatch):
    add_shop(context, shop)
    with monkeypatch.context() as bare:
        bare.setattr(shutil, "which", lambda name: None)
        order = made_order(context, request=PART)
        work_through(context, order)
        assert quoted(context, order)[1] == "volume over rate, as PrusaSlicer is not installed"
    slicer(TWO_HOURS)
    work_through(context, order)
    renew_quotes(context, CLINIC, order.id)
    assert quoted(context, order) == (2, "hours by PrusaSlicer with mk3.ini")


def test_what_is_blocked_is_tried_again_later_and_later_and_at_last_no_more(context, shop, slicer, monkeypatch):
    add_shop(context, shop)
    slicer(TWO_HOURS)
    order = made_order(context, request=PART)

    def stop(*_):
        raise blocked("The disk is away.")

    monkeypatch.setattr(slicing, "read_file", stop)
    works = []
    monkeypatch.setattr(made_orders, "_enqueue", lambda context, *work: works.append(work))
    for attempt in (1, 7, MAX_QUOTE_ATTEMPTS):
        work_through(context, order, attempt)
    assert works == [(order.id, 2), (order.id, 8)]
    pauses = [quote_order_work(order.id, attempt).delay for attempt in range(1, MAX_QUOTE_ATTEMPTS + 1)]
    assert pauses[:4] == [0, 20, 40, 80] and max(pauses) == 3600 and 11 * 3600 < sum(pauses) < 13 * 3600
    assert quote_order(context, order.id) == {}


class SolidPool(PicturePool):
    """A fake pool whose STL is a box of 20 x 10 x 30 mm."""

    def submit(self, function, request, limits=None):
        answer = super().submit(function, request, limits)
        corners = [(20 * (each >> 2), 10 * (each >> 1 & 1), 30 * (each & 1)) for each in range(8)]
        faces = [[corners[int(each)] for each in face] for face in FACES.split()]
        data = b"".join(struct.pack("<12fH", 0, 0, 0, *(v for corner in face for v in corner), 0) for face in faces)
        path = Path(request["directory"], answer.result()["files"]["stl"])
        path.write_bytes(bytes(80) + struct.pack("<I", len(faces)) + data)
        return answer


@needs_slicer
def test_the_real_slicer_is_asked_in_a_process_of_its_own(context, shop, monkeypatch):
    add_shop(context, shop)
    monkeypatch.setattr(process, "run_in_process", run_in_process)
    order = placed_order(context, request=PART)
    make_items(context, order, SolidPool())
    work_through(context, order)
    hours, words = quoted(context, order)
    # PrusaSlicer 2.5.0 says 12 min 33 s.
    assert hours == pytest.approx(0.21, abs=0.02) and words == "hours by PrusaSlicer with mk3.ini"


@pytest.mark.parametrize(
    ("path", "words"), [("mk4.ini", "There is no file"), (".", "There is no file"), ("berlin.json", "no PrusaSlicer")]
)
def test_a_profile_that_cannot_be_read_is_refused_where_it_is_named(context, shop, path, words):
    facts = {**SHOP, "title": "", "machines": [{**SHOP["machines"][0], "slicer_profile": path}]}
    shop.write_text(json.dumps(facts))
    with pytest.raises(Refused) as error:
        read_factory_file(shop)
    problems = {each.fields[0]: each for each in error.value.problems}
    assert set(problems) == {"title", "machines.0.slicer_profile"}
    problem = problems["machines.0.slicer_profile"]
    assert words in problem.message and "Export Config" in problem.hint


def test_a_factory_as_it_is_listed_is_added_again_where_its_profile_is_kept(context, shop):
    read = read_factory_file(shop)
    with pytest.raises(Refused, match="The text of mk3"):
        add_factory(context, NETWORK, read.factory)
    assert list_factories(context) == []
    add_shop(context, shop)
    assert not add_factory(context, NETWORK, read.factory)
