import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from configurator.domain.offers.offers import find_offer
from configurator.domain.production.capacity import QueuedJob
from configurator.domain.production.factory_files import read_factory
from configurator.domain.production.load import machine_loads
from configurator.domain.production.machine_rates import Piece

SAMPLES = Path(__file__).parents[3] / "docs" / "samples" / "factories"
BERLIN, BIRMINGHAM = (
    read_factory(json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))) for name in ("berlin", "birmingham")
)
# A Tuesday, 08:00 in Berlin.
NOW = datetime.fromisoformat("2026-12-01T07:00:00+00:00")


def loads(factory, *queue, now=NOW):
    found = machine_loads(factory, queue, now, days=3)
    return {each.machine: [(day.booked_h, day.open_h) for day in each.days] for each in found}, found


def printed(name, hours):
    return QueuedJob(name, "filament-1", find_offer("fdm-petg"), Piece(12_000 * hours, (100.0, 90.0, 60.0)))


def test_printers_run_day_and_night_and_an_idle_one_is_not_booked():
    # Three printers from 07:00 UTC on: 17 h today each. Maintenance of the bed takes 2 h on Wednesday.
    told, _ = loads(BERLIN)
    assert told == {"filament-1": [(0, 51), (0, 72), (0, 72)], "jet-1": [(0, 17), (0, 22), (0, 24)]}


def test_a_job_books_its_slot_with_its_set_up_over_midnight():
    told, _ = loads(BERLIN, printed("a", 20), printed("b", 1))
    assert told["filament-1"] == [(17 + 1.2, 51), (3.2, 72), (0, 72)]


def test_jobs_of_one_build_book_it_once():
    part = Piece(12_000, (40.0, 40.0, 20.0))
    jobs = [QueuedJob(name, "jet-1", find_offer("mjf-pa12"), part) for name in "ab"]
    # 0.5 h to set up and 18.6 h in powder; as it would run into Wednesday's maintenance, it begins after that.
    assert loads(BERLIN, *jobs)[0]["jet-1"] == loads(BERLIN, jobs[0])[0]["jet-1"]
    assert sum(booked for booked, _ in loads(BERLIN, *jobs)[0]["jet-1"]) == 19.1


def test_a_machine_that_needs_somebody_has_the_hours_of_its_shop():
    turned = QueuedJob("a", "lathe", find_offer("turn-aluminium"), Piece(8000, (30.0, 30.0, 40.0), 12))
    # 1 h and 12 times 0.75 h: 9 h on a day of nine hours, one on the next.
    told, _ = loads(BIRMINGHAM, turned)
    assert told["lathe"] == [(9, 9), (1, 9), (0, 9)]


def test_a_job_of_unknown_length_is_told_and_not_booked():
    _, found = loads(BERLIN, replace(printed("a", 1), piece=None))
    printer = next(each for each in found if each.machine == "filament-1")
    assert printer.unknown == 1 and all(day.booked_h == 0 for day in printer.days)
