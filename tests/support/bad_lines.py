"""Factories behind bad lines, as a stranger's package brings them, and orders to be fetched from each."""

from collections import Counter
from dataclasses import replace

from support import ordering
from support.strangers import install
from support.workers import request_for

# A hot folder behind a bad line: what becomes of each try is drawn, and written into a log beforehand.
FICKLE = '''
"""A hot folder that is out of reach, or answers nothing, as often before it has the files as afterwards."""
import os
import random
import signal
from pathlib import Path

from configurator.domain.errors import blocked
from configurator.production.targets import Target, hot_folder

OUTCOMES = {"well": 4, "lost before": 2, "lost after": 2, "killed before": 1, "killed after": 1}


class FickleSettings(hot_folder.HotFolderSettings):
    log: str
    is_dead: bool = False


def hand_over(request):
    outcome = _draw(request["settings"])
    with Path(request["settings"]["log"]).open("a") as log:
        log.write(f"{request['ticket']} {outcome}\\n")
    if outcome.endswith("before"):
        _break(outcome)
    hot_folder.hand_over(request)
    if outcome.endswith("after"):
        _break(outcome)
    return {}


def _draw(settings):
    log = Path(settings["log"])
    chance = random.Random(log.stat().st_size if log.exists() else 0)
    (outcome,) = chance.choices(list(OUTCOMES), OUTCOMES.values())
    return "lost before" if settings["is_dead"] else outcome


def _break(outcome):
    if outcome.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    raise blocked("The line is dead.", hint="Wait.")


PARTS = (hot_folder.withdraw, hot_folder.status, hot_folder.place)
TARGETS = (Target("fickle", "A hot folder behind a bad line", FickleSettings, hand_over, *PARTS),)
'''
ENTRY_POINTS = "[configurator.targets]\nall = strangers_targets\n"
# So much larger, in mm, is the hole of each part for a factory, so that no two are the same.
HOLES_MM = {"berlin": 0, "oslo": 0.1, "lyon": 0.2}


class BadLines:
    """A network: Berlin's line is bad, Lyon's is dead, Oslo has a plain hot folder. `folder` has the package."""

    def __init__(self, context, folder):
        install(folder, "strangers_targets", {"__init__": "", "fickle": FICKLE}, ENTRY_POINTS)
        self._log = folder / "tries"
        berlin, lyon = self._behind(ordering.BERLIN), self._behind(ordering.LYON, is_dead=True)
        ordering.add_factories(context, berlin, ordering.OSLO, lyon)

    def outcomes(self):
        """How often each came of a try to hand over by a bad line."""
        return Counter(line.partition(" ")[2] for line in self._log.read_text().splitlines())

    def _behind(self, factory, is_dead=False):
        return replace(factory, target="fickle", settings={"log": str(self._log), "is_dead": is_dead})


def part_request(where, number):
    """An order for one part, to be fetched from this factory; or for a bar, which crashes the kernel."""
    if where == "bar":
        return request_for(f"bar {number}", "segfault", length=20 + number)
    hole_mm = 14 + number / 4 + HOLES_MM[where]
    return replace(request_for(f"{where} {number}", "grommet", hole_diameter=hole_mm), place=None, pick_up=where)
