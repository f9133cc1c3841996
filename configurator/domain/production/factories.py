"""Micro-factories and their machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from configurator.domain.places import Place
from configurator.domain.production.machine_rates import NO_TIMES, StatedTimes
from configurator.domain.production.rate_cards import RateCard
from configurator.domain.production.slicer_profiles import SlicerProfile
from configurator.domain.states import Status

# The target of a factory whose file names none.
DEFAULT_TARGET = "hot-folder"
# What is added to the hours of machines where a date is promised, unless a factory's file says otherwise: as much as
# jobs take longer than stated two times out of three, where stated hours are an average (benchmarks/network.py).
MARGIN_PERCENT = 10.0


class FactoryState(Status):
    """Whether a factory takes and keeps jobs.

    `words` say it to the customer, `objections` are the reasons against giving it a job.
    """

    words: str
    objections: tuple[str, ...]
    keeps_jobs: bool

    UP = "up", "takes jobs", (), True
    PAUSED = "paused", "takes no jobs now", ("it takes no new jobs (paused)",), True
    # What it has not started moves away.
    DOWN = "down", "down", ("it is down",), False

    def __new__(cls, name: str, words: str, objections: tuple[str, ...], keeps_jobs: bool) -> Self:
        """A member, from all that is written beside it."""
        state = str.__new__(cls, name)
        state._value_ = name
        state.words, state.objections, state.keeps_jobs = words, objections, keeps_jobs
        return state

    @property
    def takes_jobs(self) -> bool:
        """Whether it is given jobs."""
        return not self.objections


@dataclass(frozen=True)
class Machine:
    """One machine: its process, the largest part it takes (x, y, z in mm), the materials it runs.

    An entry of several machines that are alike has as many `slots`. One that is `unattended` goes on while the shop is
    closed; another only works while it is open. `maintenance` is when it stands still, in the grammar of hours. By its
    `slicer_profile` PrusaSlicer tells the hours of what is made.
    """

    id: str
    process: str
    build_mm: tuple[float, float, float]
    materials: tuple[str, ...]
    slots: int = 1
    unattended: bool = False
    times: StatedTimes = NO_TIMES
    maintenance: str = ""
    slicer_profile: SlicerProfile | None = None


@dataclass(frozen=True)
class Factory:
    """One micro-factory. `target` names how jobs are handed over to it, by its own `settings`, which may be secret.

    `folder` stands for the setting of that name; of a hot folder it is the path, empty: one below the data folder.
    One that `compensates_holes` draws them wider itself, for what its machines close them by.
    `hours` are in the grammar of OpenStreetMap, empty where it is always open; prices without a card are on request.
    Dates are promised as if machines took `margin_percent` longer than stated.
    """

    id: str
    title: str
    place: Place
    machines: tuple[Machine, ...]
    state: FactoryState = FactoryState.UP
    folder: str = ""
    target: str = DEFAULT_TARGET
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)
    compensates_holes: bool = False
    hours: str = ""
    rate_card: RateCard | None = None
    margin_percent: float = MARGIN_PERCENT

    @property
    def takes_rush(self) -> bool:
        """Whether jobs are made before others there, for the price that its rate card has for that."""
        return self.rate_card is not None and self.rate_card.rush_percent is not None

    def runs(self, process: str, material: str) -> bool:
        """Whether it has a machine of this process that runs this material, whatever the part's size."""
        return any(each.process == process and material in each.materials for each in self.machines)
