"""What each process can make: sizes in mm, and the sources of them.

The project's own choices, where no source is named: which of several published numbers is taken, and
how much each merit of a pose weighs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.mesh_analysis import FeatureKind

SizeMm = tuple[float, float, float]


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

    A wall thinner than `finest` does not come out at all; what holds is the offer's `least_wall`. `pin`,
    `slit`, `clearance` and `hole` are the smallest that come out at their nominal size. `supports`: what leans out by
    more than 45 degrees needs them, except under a bridge up to `bridge`. `escape` is the diameter of
    the one hole that powder needs to leave a hollow, None where there is none to leave; `hollow` whether
    a closed one can be made. `bed` is the room of a usual machine, `largest` that of the largest in wide use.
    """

    title: str
    finest: float
    pin: float
    slit: float
    clearance: float
    hole: float
    bed: SizeMm
    largest: SizeMm
    supports: bool = False
    bridge: float = 0.0
    escape: float | None = None
    hollow: bool = True
    weights: Weights | None = None
    sources: tuple[str, ...] = ()


PROTOLABS_SOURCE = "Protolabs Network, design rules for 3D printing"
LOW_BUILD_WEIGHTS: Final = Weights(overhang=0, support=0, height=1, bed=0.05)

PROCESSES: Final[Mapping[str, Process]] = {
    "fdm": Process(
        title="printing from filament",
        finest=0.4,
        pin=3.0,
        slit=0.5,
        clearance=0.5,
        hole=2.0,
        bed=(250, 210, 220),
        largest=(1005, 1005, 1005),
        supports=True,
        bridge=10.0,
        weights=Weights(overhang=1, support=1, height=0.2, bed=0.3),
        sources=(
            f"Pin, clearance, hole, overhang of 45°, bridge: {PROTOLABS_SOURCE}; slit: as a clearance",
            "Finest: a line from the usual nozzle of 0.4 mm",
            "Bed: Prusa MK4S; largest: BigRep ONE",
        ),
    ),
    "sls": Process(
        title="laser sintering",
        finest=0.4,
        pin=0.8,
        slit=0.5,
        clearance=0.3,
        hole=1.5,
        bed=(340, 340, 600),
        largest=(700, 380, 580),
        escape=5.0,
        weights=LOW_BUILD_WEIGHTS,
        sources=(
            f"Pin, clearance, hole, escape hole: {PROTOLABS_SOURCE}; slit: as in multi jet fusion",
            "Finest: about the laser's spot",
            "Bed: EOS P 396; largest: EOS P 770",
        ),
    ),
    "mjf": Process(
        title="multi jet fusion",
        finest=0.3,
        pin=0.5,
        slit=0.5,
        clearance=0.4,
        hole=0.5,
        bed=(380, 284, 380),
        largest=(380, 284, 380),
        escape=4.0,
        weights=LOW_BUILD_WEIGHTS,
        sources=(
            "Finest (short walls lying flat), pin, slit, hole, bed: HP's guidelines, by Tronix3D",
            "Clearance between parts: HP's guidelines, by Proto3000; one escape hole: Tempus 3D",
        ),
    ),
    "mill": Process(
        title="milling",
        finest=0.3,
        pin=1.0,
        slit=1.0,
        clearance=1.0,
        hole=1.0,
        bed=(762, 406, 508),
        largest=(1626, 813, 762),
        hollow=False,
        sources=(
            "Hole: Protolabs Network, design rules for CNC machining, as feasible",
            "Finest, pin and slit are the project's own: what a cutter of 1 mm leaves standing and reaches",
            "Bed: Haas VF-2; largest: Haas VF-6",
        ),
    ),
}

_ALL_PROCESSES = PROCESSES.values()
# The limits of size by kind, rising: the mesh analysis lists what is narrower than each.
PROCESS_LIMITS: Final[Mapping[FeatureKind, tuple[float, ...]]] = {
    "wall": tuple(sorted({*(each.least_wall for each in OFFERS.values()), *(each.finest for each in _ALL_PROCESSES)})),
    "pin": tuple(sorted({size for each in _ALL_PROCESSES for size in (each.pin, each.finest)})),
    "slit": tuple(sorted({each.slit for each in _ALL_PROCESSES})),
    "clearance": tuple(sorted({each.clearance for each in _ALL_PROCESSES})),
    "hole": tuple(sorted({each.hole for each in _ALL_PROCESSES})),
}
