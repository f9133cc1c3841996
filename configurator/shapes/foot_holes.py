"""Where a perforated forefoot has its holes: in staggered rows, wherever the plate is plain around them.

Places, distances and lips are the project's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan, cos, pi, sqrt

import numpy as np

from configurator.shapes.foot_bed import FootBed
from configurator.shapes.opening_places import Opening
from configurator.shapes.outline import PlanArray

LIP_MM = 1.0  # radius of a hole's edges
LEAST_WEB_MM = 4.0  # between two holes, or a hole and the edge, beside their lips
PITCH = {"full": 0.23, "sulcus": 0.15}  # of the foot's breadth, from hole to hole: a short forefoot has less room
START = 0.82  # of the way to the ball, where the first row may lie
PLAIN_MM = 0.2  # how much arch, pad, hollow or bevel a hole's surroundings may have
RING = 12  # places about a hole that are looked at


def hole_places(bed: FootBed, diameter: float) -> tuple[tuple[float, float], ...]:
    """x and y of the holes' middles on the upper surface, for holes of a diameter in mm; from the heel on."""
    grid = _staggered(bed, max(PITCH[bed.outline.style] * bed.outline.breadth, diameter + 2 * LIP_MM + LEAST_WEB_MM))
    inset, _ = bed.outline.curve.inset(grid)
    grid = grid[inset >= diameter / 2 + LIP_MM + LEAST_WEB_MM]
    turns = 2 * pi * np.arange(RING) / RING
    ring = (diameter / 2 + LIP_MM) * np.column_stack([np.cos(turns), np.sin(turns)])
    around = (grid[:, None] + np.vstack([ring, [0.0, 0.0]])).reshape(-1, 2)
    plain = _is_plain(bed, around).reshape(len(grid), RING + 1).all(axis=1)
    return tuple((float(x), float(y)) for x, y in grid[plain])


def forefoot_openings(bed: FootBed, diameter: float) -> list[Opening]:
    """Holes at these places that are round from above, whatever the posting."""
    # The wedge leans across the foot: seen square to it, a hole that is round from above is longer there.
    lean = cos(atan(bed.forefoot_slope))
    return [
        Opening(centre=(x, y, bed.top(x, y)), length=diameter / lean, width=diameter, along=(0.0, 1.0, 0.0), lip=LIP_MM)
        for x, y in hole_places(bed, diameter)
    ]


def hole_middle(bed: FootBed, place: tuple[float, float]) -> tuple[float, float, float]:
    """Half way down a hole, in mm."""
    x, y = place
    return x, y - _aside(bed) / 2, bed.top(x, y) / 2


def hole_axis(bed: FootBed, places: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """The way up that the holes have, in the mean: they lean the less the thicker the plate is."""
    lean = float(np.mean([_aside(bed) / bed.top(x, y) for x, y in places]))
    return 0.0, lean / sqrt(1.0 + lean**2), 1.0 / sqrt(1.0 + lean**2)


def _aside(bed: FootBed) -> float:
    """How far in mm a hole's lower end lies beside its upper: the underside lies square below the upper surface."""
    return bed.thickness * bed.forefoot_slope / sqrt(1.0 + bed.forefoot_slope**2)


def _staggered(bed: FootBed, pitch: float) -> PlanArray:
    """(k, 2) places of equal triangles over the forefoot."""
    half = int(bed.outline.breadth / pitch)
    rows = np.arange(START * bed.outline.ball, bed.outline.length, pitch * sqrt(0.75))
    across = pitch * np.arange(-half, half + 1)
    places = [(x, y + (row % 2) * pitch / 2) for row, x in enumerate(rows) for y in across]
    return np.array(places).reshape(-1, 2)


def _is_plain(bed: FootBed, xy: PlanArray) -> PlanArray:
    """(k,) whether the plate at places stands on the ground and is nothing but plate."""
    raised = np.abs(bed.raised(xy)) + np.abs(bed.shell(xy) - bed.reference(xy[:, 0], xy[:, 1]))
    return np.asarray((raised < PLAIN_MM) & (bed.contact(xy) == 1.0))
