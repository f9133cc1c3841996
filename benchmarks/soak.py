"""Thousands of builds in a row while children are killed at random: nothing may be lost, and nothing may leak.

Prints what came of the builds, then processes, open files, database connections, files left behind and
memory, early and at the end. Exits with 1, naming what leaked, if any of them grew.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.util import get_temp_dir
from pathlib import Path
from random import Random
from typing import Any

import psutil
from designs import random_designs

from configurator import catalogue
from configurator.domain.errors import Crashed
from configurator.domain.parts.designs import Design
from configurator.pool import open_pool
from configurator.services.common.context import MakingContext, open_context
from configurator.services.making.files import make_files
from configurator.settings import read_settings

# Builds after which everything that is allocated once has been allocated.
EARLY = 100
# s between two kills, on average; a grommet takes a fifth of that.
KILLED = 1.5
TRIES = 8
# Memory may end this much larger than it was early.
GROWTH = 1.1


def main(builds: int) -> int:
    """Make so many parts, every tenth an orthosis; 1 if anything leaked."""
    # Made first: multiprocessing removes its own folder last.
    get_temp_dir()
    with tempfile.TemporaryDirectory() as folder:
        # Before the fork server starts, so that its children leave what they leave here.
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        context = open_context(read_settings({"CONFIGURATOR_DATA": f"{folder}/data", "DATABASE_URL": ""}))
        counts: Counter[str] = Counter()
        with open_pool(2) as pool:
            early_use, late_use = endured(context.with_pool(pool, Path(folder, "scratch")), builds, counts)
        context.engine.dispose()
    print(", ".join(f"{number} {what}" for what, number in counts.items()))
    for name in early_use:
        print(f"  {name:<22}{early_use[name]:>8} early{late_use[name]:>8} at the end")
    leaks = [name for name in early_use if late_use[name] > early_use[name] * (GROWTH if name.endswith("MiB") else 1)]
    print(f"leaked: {', '.join(leaks)}" if leaks else "nothing leaked")
    return int(bool(leaks) or counts["builds"] != builds)


def endured(context: MakingContext, builds: int, counts: Counter[str]) -> tuple[dict[str, int], dict[str, int]]:
    """What this program holds after the first builds, and after all of them."""
    context.scratch.mkdir()
    designs, stop = mixed(), threading.Event()
    for design in islice(designs, EARLY):
        made(context, design, counts)
    early_use = held(context)
    killer = threading.Thread(target=kill_now_and_then, args=(stop, counts))
    killer.start()
    for design in islice(designs, builds - EARLY):
        made(context, design, counts)
    stop.set()
    killer.join()
    # The pool replaces the last that was killed with its next job.
    made(context, next(designs), Counter())
    return early_use, held(context)


def mixed() -> Iterator[Design]:
    """Grommets, and every tenth an orthosis."""
    grommets, orthoses = (random_designs(catalogue.find(name)) for name in ("grommet", "foot_orthosis"))
    while True:
        yield from islice(grommets, 9)
        yield next(orthoses)


def made(context: MakingContext, design: Design, counts: Counter[str]) -> None:
    """Have a design's files, asking again where a child was killed at it."""
    for _ in range(TRIES):
        with suppress(Crashed):
            make_files(context, design, ("stl",))
            counts["builds"] += 1
            return
        counts["asked again"] += 1


def kill_now_and_then(stop: threading.Event, counts: Counter[str]) -> None:
    """Kill a child of the fork server at random moments until `stop` is set."""
    rng = Random(0)
    while not stop.wait(rng.expovariate(1 / KILLED)):
        with suppress(psutil.NoSuchProcess, IndexError):
            rng.choice(children()).send_signal(signal.SIGKILL)
            counts["kills"] += 1


def children() -> list[psutil.Process]:
    """The processes that build: those below the fork server."""
    below = [child for process in psutil.Process().children() for child in process.children()]
    return [child for child in below if child.status() != psutil.STATUS_ZOMBIE]


def held(context: MakingContext) -> dict[str, int]:
    """What this program holds, by name."""
    this, pool = psutil.Process(), context.engine.pool
    checked_out: Any = getattr(pool, "checkedout", int)
    folder = context.scratch.parent
    return {
        "processes": len(this.children(recursive=True)),
        "open files": this.num_fds(),
        "threads": this.num_threads(),
        "connections in use": checked_out(),
        "files left behind": len([each for each in folder.rglob("*") if Path(folder, "data") not in each.parents]),
        "parent, MiB": this.memory_info().rss >> 20,
        "largest child, MiB": max(child.memory_info().rss for child in children()) >> 20,
    }


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
