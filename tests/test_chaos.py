"""Nothing is lost and nothing doubled, whatever dies: orders go through while workers are killed."""

import json
import os
import random
import time
from collections import Counter

import pytest
from support import ordering
from support.chaos import Chaos
from support.databases import ON_BOTH
from support.workers import HASTE, order, temporary_files, wait_until, worker_crew

from configurator.domain.production.history import replay
from configurator.domain.sha256 import sha256_of

SOUND, CRASHING, KILLS = 18, 2, 6
SEED = int(os.environ.get("CHAOS_SEED", "1"))
# With the patience that is meant for work instead of that for tests, and with the kernel throughout.
EARNEST = "CHAOS_EARNEST" in os.environ
WORKERS, CHILDREN = {"sqlite": 1, "postgresql": 3}, {"sqlite": 2, "postgresql": 1}


@pytest.fixture
def crew(context, tmp_path):
    ordering.add_factories(context, ordering.BERLIN, ordering.OSLO)
    # Three kernels that load at once would take longer than all the rest.
    kernel = "" if EARNEST or context.engine.dialect.name == "sqlite" else "support.fake_kernel:make"
    haste = json.dumps({} if EARNEST else HASTE)
    with worker_crew(context, tmp_path, KERNEL=kernel, LASTS="0.5", HASTE=haste) as crew:
        yield crew


@ON_BOTH
def test_twenty_orders_go_through_while_six_workers_are_killed(crew, context, capsys):
    kind = context.engine.dialect.name
    chance = random.Random(f"{kind} {SEED}")
    sound = [order(context, f"sound {number}", "grommet", hole_diameter=14 + number) for number in range(SOUND)]
    crashing = [order(context, f"crashing {number}", "segfault", length=20 + number) for number in range(CRASHING)]
    began = time.monotonic()
    for _ in range(WORKERS[kind]):
        crew.start(CHILDREN[kind])

    chaos = Chaos(
        crew,
        orders=[*sound, *crashing],
        moments=sorted(chance.sample(range(2 * SOUND - 4), KILLS)),
        delays=[chance.uniform(0, 0.6) for _ in range(KILLS)],
        # Where there are others, not every one is missed.
        replaced=[kind == "sqlite" or number in (1, 2, 4, 5) for number in range(KILLS)],
        children=CHILDREN[kind],
    ).run()

    with capsys.disabled():
        print(f"\n{kind}, seed {SEED}: {time.monotonic() - began:.0f} s\n{chaos.report()}")
    began = time.monotonic()
    wait_until(lambda: not left_by_the_dead(crew), patience=180)
    with capsys.disabled():
        print(f"what the dead had left half done was gone after {time.monotonic() - began:.1f} s")
    for worker in crew.processes:
        worker.terminate()
    wait_until(lambda: not crew.running_processes())
    assert_sound(context, sound)
    assert_failed_by_crashes(context, crashing)
    assert_nothing_doubled(context, [*sound, *crashing])
    assert_the_record_tells_it_all(context, [*sound, *crashing])
    assert temporary_files(crew.data) == []


def left_by_the_dead(crew):
    """Temporary files but those of the living, whose names hold their process ids."""
    living = [f"-{worker.pid}-" for worker in crew.processes if worker.poll() is None]
    return [path for path in temporary_files(crew.data) if not any(mark in str(path) for mark in living)]


def assert_sound(context, orders):
    """Each is handed over once, with the very files that were made."""
    jobs = [ordering.jobs_of(context, name) for name in orders]
    assert [len(each) for each in jobs] == [1] * len(orders)
    assert {(job.state, job.epoch, job.flag) for (job,) in jobs} == {("handed_over", 1, "")}
    folders = {path.name: path for path in context.folders.glob("*/*")}
    assert sorted(folders) == sorted(job.ticket for (job,) in jobs)
    for name, (job,) in zip(orders, jobs, strict=True):
        (item,) = ordering.load_order(context, name).items
        crashes = [
            event.data["reason"]
            for event in ordering.read_events(context, order_id=name)
            if event.kind == "item_crashed"
        ]
        assert (item.state, crashes, item.reason) == ("made", [], "")
        there = {sha256_of(path) for path in folders[job.ticket].iterdir()}
        assert set(item.files.values()) < there
        assert folders[job.ticket].parent.name == job.factory


def assert_failed_by_crashes(context, orders):
    """Each has failed for its own crashes alone, and says so."""
    for name in orders:
        found = ordering.load_order(context, name)
        (item,) = found.items
        assert (found.state, item.state, item.crashes) == ("failed", "failed", 3)
        assert "The CAD kernel crashed (SIGSEGV)" in found.reason
        assert "tried 3 times" in found.reason
        assert ordering.event_kinds(context, order_id=name).count("item_crashed") == 3


def assert_nothing_doubled(context, orders):
    told = Counter((event.kind, event.order_id, event.data.get("epoch")) for event in ordering.read_events(context))
    doubled = {what[0] for what, times in told.items() if times > 1 and what[1] in orders}
    assert doubled <= {"item_crashed"}


def assert_the_record_tells_it_all(context, orders):
    history = replay(ordering.read_events(context))
    assert history.faults == []
    found = [ordering.load_order(context, name) for name in orders]
    jobs = [job for name in orders for job in ordering.jobs_of(context, name)]
    assert history.orders == {each.id: each.state for each in found}
    assert history.items == {item.id: item.state for each in found for item in each.items}
    assert history.jobs == {job.id: job.state for job in jobs}
    assert history.leases == {job.id: (job.factory, job.epoch) for job in jobs}
