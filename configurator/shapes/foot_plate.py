"""Where the plate under the ball is plain, so that its angle can be taken: beside arch, hollows, bevel and holes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from configurator.shapes.foot_bed import FootBed

PlateRectangle = tuple[float, float, float, float]

STRIP = (-0.27, -0.18)  # across, in foot breadths: what is looked at where nothing is in the way
SHORTEST = 0.03  # of the foot's length, that is enough to take an angle across
FLAT_MM = 0.005
MARGIN_MM = 1.0  # round a place beside others, within which facets that reach into it may lean
STEPS = 12


def plain_rectangle(bed: FootBed, holes: Sequence[tuple[float, float]], clear: float) -> PlateRectangle | None:
    """Low and high x, low and high y of a plain place in mm, at least `clear` from the middle of each hole; or None.

    None where hollows take up the whole of a short plate.
    """
    breadth = bed.outline.breadth
    usual = (*bed.plate, STRIP[0] * breadth, STRIP[1] * breadth)
    if not holes and not bed.has_relief:
        return usual
    if _is_plain(bed, usual, holes, clear):
        return usual
    return next((each for each in _others(bed) if _is_plain(bed, _grown(each), holes, clear)), None)


def _grown(place: PlateRectangle) -> PlateRectangle:
    low, high, inner, outer = place
    return low - MARGIN_MM, high + MARGIN_MM, inner - MARGIN_MM, outer + MARGIN_MM


def _others(bed: FootBed) -> Iterator[PlateRectangle]:
    """Shorter ones all over the plate, from the heel on."""
    length, breadth = bed.outline.length, bed.outline.breadth
    across = breadth * (STRIP[1] - STRIP[0])
    for x in np.arange(bed.plate[0], 0.93 * length, 0.015 * length).tolist():
        for y in np.arange(-0.40, 0.33, 0.02).tolist():
            yield x, x + SHORTEST * length, y * breadth, y * breadth + across


def _is_plain(bed: FootBed, place: PlateRectangle, holes: Sequence[tuple[float, float]], clear: float) -> bool:
    grid = np.meshgrid(np.linspace(*place[:2], STEPS), np.linspace(*place[2:], STEPS))
    xy = np.stack(grid, axis=2).reshape(-1, 2)
    raised = np.abs(bed.raised(xy)) + np.abs(bed.shell(xy) - bed.reference(xy[:, 0], xy[:, 1]))
    apart = [np.hypot(*(xy - hole).T).min() > clear for hole in holes]
    inset, _ = bed.outline.curve.inset(xy)
    return bool((raised < FLAT_MM).all() and all(apart) and inset.min() > 0 and (bed.contact(xy) == 1.0).all())
