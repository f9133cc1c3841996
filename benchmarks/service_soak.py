"""A day of the whole service in a short time: nothing may be lost, and nothing may leak.

`service_soak.py [PREVIEWS PARTS ORDERS [MINUTES]]`, in twenty rounds, of which none begins after so many minutes. In
each, previews are looked at, most of them of designs that nobody has seen; parts are made, half of them at once and
half as rows of a batch; orders are placed, made, approved and handed over. After each, when all of it is done, a line
says what the service holds. In the end what was made is given an age of two days, and is tidied up. Exits with 1,
naming what leaked and what was not done.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from math import ceil, inf
from time import perf_counter

from footprint import MIB, Footprint, footprint, show_footprints
from served import Service, service
from service_round import Amounts, work_round

from configurator.services.common.disk_cache import MAX_DISK_BYTES
from configurator.services.previews.previews import MAX_MEMORY_BYTES
from configurator.store.database import read_transaction
from configurator.store.objects import list_objects
from configurator.store.references import kept_artefacts

# What is there after this share of the rounds is compared with what is there after all.
ROUNDS, EARLY_SHARE = 20, 0.25
AGE_S = 2 * 24 * 3600
# What may end this much larger: memory, pools of threads and connections, which grow to what was needed at once, and
# the cache on disk, which is cleared now and then only.
GROWTH = 1.1
# SQLite writes its log back at 4 MiB, unless somebody reads: then it grows on meanwhile.
MAX_LOG_MIB = 64
EQUAL = ("processes", "scratch files")
SIMILAR = ("open files", "threads", "all processes, MiB", "server, MiB", "worker, MiB", "largest child, MiB")


def main(amounts: Amounts, minutes: float) -> int:
    """Print what is held after each round, and after the collection; 1 if anything leaked or is not done."""
    counts: Counter[str] = Counter()
    with service() as running:
        samples = list(work(running, amounts, minutes, counts))
        early, late = samples[ceil(EARLY_SHARE * len(samples)) - 1], samples[-1]
        print(f"tidied up: {tidy(running)}")
        tidied = footprint(running)
        unkept = unkept_artefacts(running)
        print(running.run("store", "check", "--quick").strip())
    show_footprints({"early": early, "at the end": late, "tidied up": tidied})
    faults = [*leaks(early, late), *missing(amounts, len(samples), counts)]
    faults += [f"{unkept} artefacts that nothing keeps"] if unkept else []
    print(f"at fault: {', '.join(faults)}" if faults else "nothing leaked, and all is done")
    return int(bool(faults))


def work(running: Service, amounts: Amounts, minutes: float, counts: Counter[str]) -> Iterator[Footprint]:
    """What the service holds after each round."""
    end = perf_counter() + 60 * minutes
    for number in range(ROUNDS):
        if (begun := perf_counter()) > end:
            return
        work_round(running.port, amounts.share(ROUNDS), f"round-{number}", counts)
        sample = footprint(running)
        done = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        print(f"round {number + 1}, {perf_counter() - begun:.0f} s: {done}", flush=True)
        print("  " + "; ".join(f"{name} {value:.5g}" for name, value in sample.items()), flush=True)
        yield sample


def tidy(running: Service) -> dict[str, int]:
    """Let all files be two days old, and clear away what nothing keeps; how many that were."""
    then = time.time() - AGE_S
    for file in (running.data / "artefacts").rglob("*"):
        if file.is_file():
            os.utime(file, (then, then))
    collection: dict[str, int] = json.loads(running.run("store", "tidy", "--json"))
    return collection


def unkept_artefacts(running: Service) -> int:
    """How many are stored that no order, batch or job has."""
    context = running.open_context()
    with read_transaction(context.engine) as connection:
        kept = kept_artefacts(connection)
    stored = {each.sha256 for each in list_objects(context.objects)}
    context.engine.dispose()
    return len(stored - kept)


def leaks(early: Footprint, late: Footprint) -> Iterator[str]:
    """What grew that should not."""
    # Previews fill their part of the server's memory first.
    filling_mib = max(0.0, MAX_MEMORY_BYTES / MIB - early["of that previews, MiB"])
    limits = {name: early[name] * GROWTH for name in SIMILAR} | {name: early[name] for name in EQUAL}
    limits["server, MiB"] += filling_mib
    limits["all processes, MiB"] += filling_mib
    yield from (name for name, limit in limits.items() if late[name] > limit)
    if late["cache, MiB"] > MAX_DISK_BYTES / MIB * GROWTH:
        yield "cache, MiB"
    if late["write-ahead log, MiB"] > MAX_LOG_MIB:
        yield "write-ahead log, MiB"


def missing(amounts: Amounts, rounds: int, counts: Counter[str]) -> Iterator[str]:
    """What so many rounds had to do and have not done."""
    for name, number in vars(amounts.share(ROUNDS)).items():
        if counts[name] < number * rounds:
            yield f"{number * rounds - counts[name]} {name} not done"


if __name__ == "__main__":
    sys.exit(main(Amounts(*map(int, sys.argv[1:4])), float(sys.argv[4]) if len(sys.argv) > 4 else inf))
