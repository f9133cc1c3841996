"""What each process can make: sizes in mm. They stand in `data/processes.toml`, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from configurator.domain.offers.machine_fit import SizeMm
from configurator.domain.offers.process_entries import Form, ProcessEntry, ProcessesFile
from configurator.domain.offers.sourced import read_data, split_sources


@dataclass(frozen=True)
class Weights:
    """How much it costs a pose to lean out, to need supports, to be high and to rest on little.

    Each for shares of 0 to 1: of the skin, of the part's box, of its greatest height, of the skin.
    """

    overhang: float
    support: float
    height: float
    bed: float


@dataclass(frozen=True, kw_only=True)
class Process:
    """The rules of one process.

    It makes parts of one `form` only, or of any.
    A wall thinner than `finest` does not come out at all; what holds is the offer's `least_wall`. `pin`,
    `slit`, `clearance` and `hole` are the smallest that come out at their nominal size. `supports`: what leans out by
    more than 45 degrees needs them, except under a bridge up to `bridge`. `escape` is the diameter of
    the one hole that powder needs to leave a hollow, None where there is none to leave; `hollow` whether
    a closed one can be made. `bed` is the room of a usual machine, `largest` that of the largest in wide use.
    `sources` has the source of each value by its name.
    """

    title: str
    finest: float
    pin: float
    slit: float
    clearance: float
    hole: float
    bed: SizeMm
    largest: SizeMm
    form: Form = "any"
    supports: bool = False
    bridge: float = 0.0
    escape: float | None = None
    hollow: bool = True
    weights: Weights | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


def _process(entry: ProcessEntry) -> Process:
    values, sources = split_sources(entry)
    if entry.weights:
        values["weights"] = Weights(**entry.weights.value.model_dump())
    return Process(**values, sources=sources)


PROCESSES: Final[Mapping[str, Process]] = {
    process_id: _process(entry) for process_id, entry in read_data(ProcessesFile, "processes.toml").processes.items()
}
