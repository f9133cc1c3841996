"""Nothing is lost and nothing doubled, whatever dies: workers, kernels and servers are killed at their work."""

import json
import os
import random
import time
from contextlib import nullcontext

import pytest
from support import ordering
from support.bad_lines import BadLines, part_request
from support.chaos import Chaos
from support.databases import first_on
from support.endings import (
    assert_failed_by_crashes,
    assert_flagged,
    assert_handed_over_once,
    assert_made,
    assert_nothing_doubled,
    assert_the_store_agrees,
)
from support.visitor import visiting
from support.workers import CRASHING, HASTE, TESTS, temporary_files, wait_until, worker_crew

from configurator.services.batches.batches import place_batch, show_batch

pytestmark = pytest.mark.slow
SEED = int(os.environ.get("CHAOS_SEED", "1"))
WORKERS, CHILDREN = {"sqlite": 1, "postgresql": 3}, {"sqlite": 2, "postgresql": 1}
# Who is killed, in turn: many times these.
SHORT_VICTIMS, VICTIMS = ["worker"] * 3, ["worker"] * 6 + ["child"] * 3 + ["server"]
# So many orders for each factory, and of the bar that crashes every kernel.
SHORT_ORDERS, ORDERS = {"berlin": 1, "oslo": 4, "lyon": 0, "bar": 1}, {"berlin": 24, "oslo": 10, "lyon": 3, "bar": 2}


@pytest.fixture
def lines(context, tmp_path, monkeypatch):
    path = [tmp_path, TESTS, CRASHING, os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, path)))
    # For the server and for the check of the store.
    monkeypatch.setenv("DATABASE_URL", context.engine.url.render_as_string(hide_password=False))
    return BadLines(context, tmp_path)


@pytest.fixture
def crew(context, lines, tmp_path, size):
    # On PostgreSQL three kernels that load at once would take longer than all the rest.
    is_fake = size(True, context.engine.dialect.name == "postgresql")
    kernel, haste = "support.fake_kernel:make" if is_fake else "", size(HASTE, {})
    environment = {"KERNEL": kernel, "LASTS": "0.5", "HASTE": json.dumps(haste)}
    with worker_crew(context, tmp_path, PYTHONPATH=os.environ["PYTHONPATH"], **environment) as crew:
        yield crew


@pytest.fixture
def visitor(crew, tmp_path, size):
    """Somebody who asks for previews; None in the short form, as the server loads the kernel."""
    with size(nullcontext(), visiting(tmp_path)) as visitor:
        yield visitor


@first_on("postgresql")
def test_nothing_is_lost_and_nothing_doubled_whatever_is_killed(crew, visitor, lines, context, size, capsys):
    kind = context.engine.dialect.name
    chance = random.Random(f"{kind} {SEED}")
    numbers, victims = size(SHORT_ORDERS, ORDERS), size(SHORT_VICTIMS, VICTIMS)
    requests = [part_request(where, number) for where, many in numbers.items() for number in range(many)]
    chance.shuffle(requests)
    kills = [victim for _ in range(size(1, 10)) for victim in chance.sample(victims, len(victims))]
    table = [ordering.row(14 + number / 4) for number in range(size(4, 40))]
    batch = place_batch(context, ordering.CLINIC, "rows", "grommet", table, ["stl"]).batch
    steps = len(requests) + numbers["berlin"] + numbers["oslo"] + len(batch.rows)
    began = time.monotonic()

    chaos = Chaos(
        crew, requests, kills, sorted(chance.sample(range(steps - 4), len(kills))), chance,
        WORKERS[kind], CHILDREN[kind], size(0.6, 3.0), unreachable="lyon", visitor=visitor,
    ).run(size(300, 3600))  # fmt: skip

    if visitor:
        visitor.end()
    wait_until(lambda: not left_by_the_dead(crew))
    for worker in crew.living_workers():
        worker.terminate()
    wait_until(lambda: not crew.running_processes())
    with capsys.disabled():
        print(f"\n{kind}, seed {SEED}: {time.monotonic() - began:.0f} s", *chaos.lines(), sep="\n")
        print(f"{len(requests)} orders, {len(batch.rows)} rows, tries by bad lines: {dict(lines.outcomes())}")
        print(visitor.line() if visitor else "no previews")
    sound = chaos.order_ids("berlin", "oslo")
    assert_handed_over_once(context, sound)
    assert_made(context, [*sound, *chaos.order_ids("lyon")], most_crashes=kills.count("child"))
    assert_flagged(context, chaos.order_ids("lyon"))
    assert_failed_by_crashes(context, chaos.order_ids("bar"))
    assert_nothing_doubled(context)
    assert {each.status for each in show_batch(context, batch.token).rows} == {"made"}
    assert temporary_files(crew.data) == []
    assert visitor is None or (all(visitor.whole) and not visitor.running_processes())
    assert_the_store_agrees(crew.data)


def left_by_the_dead(crew):
    """Temporary files but those of the living, whose names hold their process ids."""
    living = [f"-{worker.pid}-" for worker in crew.living_workers()]
    return [path for path in temporary_files(crew.data) if not any(mark in str(path) for mark in living)]
