"""At which parameters the nets of a shape are sampled: rows that neighbours agree on, and points along each row.

Each face is cut by rows, lines of constant u. Where two faces meet, both have the same points: along a
column these are the ends of the rows, along a row they are the row's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.cluster.hierarchy import DisjointSet

from configurator.kernel.build.nets.faces import NetFace, NotOfNets, SideName
from configurator.kernel.build.nets.spacing import Bend, Fineness, Stretch, bend_of, points_needed, rows_needed, side_needed, spaced
from configurator.kernel.build.nets.spline import Floats

# The sides along which the points are those of a row, and which row; along the others rows end.
ENDS: dict[SideName, int] = {"first row": 0, "last row": -1}
# The number of a face, and one of its sides.
NetSide = tuple[int, SideName]


@dataclass(frozen=True)
class Meeting:
    """The face, by its number, and the side of it that another meets; they may run opposite ways."""

    face: int
    name: SideName
    reverse: bool


@dataclass(frozen=True, eq=False)
class NetSamples:
    """Of one face: its rows (k,) in u, and the points along each, in v."""

    rows: Floats
    points: tuple[Floats, ...]


def samples_of(nets: Sequence[NetFace], fine: Fineness) -> list[NetSamples]:
    """For each net. Raises NotOfNets where the sides of nets do not meet in pairs that agree."""
    bends, across = [bend_of(each.net) for each in nets], meetings(nets)
    rows = _rows(nets, bends, across, fine)
    needed = [points_needed(bend, each, fine) for bend, each in zip(bends, rows, strict=True)]
    points = [
        spaced(bend.v, _with_ends(number, needed, across), _stretches(net, own))
        for number, (net, bend, own) in enumerate(zip(nets, bends, rows, strict=True))
    ]
    for (number, name), other in across.items():
        if name in ENDS and other.name not in ENDS:
            points[number][ENDS[name]] = _run(rows[other.face], other.reverse)
    return [NetSamples(own, tuple(each)) for own, each in zip(rows, points, strict=True)]


def meetings(nets: Sequence[NetFace]) -> dict[NetSide, Meeting]:
    """For every side of every face, the one it meets. Raises NotOfNets for a side alone, or sides of unlike lengths."""
    found: dict[int, list[NetSide]] = defaultdict(list)
    for number, each in enumerate(nets):
        for name, along in each.sides.items():
            found[along.edge].append((number, name))
    across: dict[NetSide, Meeting] = {}
    for pair in found.values():
        if len(pair) != 2 or len({nets[number].steps[name in ENDS] for number, name in pair}) != 1:
            raise NotOfNets("the sides of nets do not meet")
        reverse = len({nets[number].sides[name].backwards for number, name in pair}) == 2
        for one, other in (pair, pair[::-1]):
            across[one] = Meeting(*other, reverse)
    return across


def _rows(nets: Sequence[NetFace], bends: Sequence[Bend], across: dict[NetSide, Meeting], fine: Fineness) -> list[Floats]:
    """For each face: those that meet along columns share their rows."""
    together = DisjointSet(range(len(nets)))
    needed = {number: [rows_needed(bend, fine)] for number, bend in enumerate(bends)}
    for (number, name), other in across.items():
        if name in ENDS:
            continue
        if other.name in ENDS:
            crossing = side_needed(bends[other.face], ENDS[other.name], fine)
            needed[number].append(crossing[::-1] if other.reverse else crossing)
        elif other.reverse:
            raise NotOfNets("two nets' rows run opposite ways where they meet")
        else:
            together.merge(number, other.face)
    rows: dict[int, Floats] = {}
    for group in together.subsets():
        density = np.max([each for number in group for each in needed[number]], axis=0)
        breaks = {end for number in group for window in nets[number].windows for end in (window.low[0], window.high[0])}
        u = bends[min(group)].u
        marks = [u[0], *sorted(breaks), u[-1]]
        stretches = [Stretch(0, low, high) for low, high in pairwise(marks)]
        rows |= dict.fromkeys(group, spaced(u, density[None], stretches)[0])
    return [rows[number] for number in range(len(nets))]


def _with_ends(number: int, needed: Sequence[Floats], across: dict[NetSide, Meeting]) -> Floats:
    """The points that a face's rows need, its first and last as many as those that they meet."""
    found = needed[number].copy()
    for name, row in ENDS.items():
        other = across[number, name]
        if other.name in ENDS:
            found[row] = np.maximum(found[row], _run(needed[other.face][ENDS[other.name]], other.reverse))
    return found


def _stretches(net: NetFace, rows: Floats) -> list[Stretch]:
    """Every row between the sides of the windows that it crosses."""
    return [stretch for number, u in enumerate(rows) for stretch in _stretches_of(number, u, net)]


def _stretches_of(number: int, u: float, net: NetFace) -> Iterator[Stretch]:
    crossed = [window for window in net.windows if window.low[0] <= u <= window.high[0]]
    gaps = {(window.low[1], window.high[1]) for window in crossed if window.low[0] < u < window.high[0]}
    marks = {0.0, float(net.steps[1]), *(end for each in crossed for end in (each.low[1], each.high[1]))}
    for low, high in pairwise(sorted(marks)):
        yield Stretch(number, low, high, (low, high) in gaps)


def _run(values: Floats, reverse: bool) -> Floats:
    return values[::-1] if reverse else values
