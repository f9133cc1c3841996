"""What fingers hold: flutes, straight knurls and diamond knurls round a shaft along z, standing on z = 0.

Knurls are drawn as the facets that a tool leaves, edge by edge: those that are swept and cut come out wrong now and
then though the kernel calls them valid, and take minutes. They fall to their grooves' floor at both ends, so that a
shaft of the core's diameter goes on without a step.
"""

from __future__ import annotations

from itertools import chain
from math import acos, cos, pi, sin

import cadquery as cq
import numpy as np

from configurator.domain.errors import failed
from configurator.shapes.booleans import cut
from configurator.shapes.facet_solid import facet_solid
from configurator.shapes.outline import PlanArray
from configurator.shapes.round_pattern import round_pattern
from configurator.shapes.turned import drilled, turned, workplane_of

Facets = list[tuple[int, ...]]
# Meshes have corners in single precision: on a grip of 50 mm facets fold over edges of 1e-7 mm, not over those of 1e-5.
MIN_RISE_MM = 1e-3
# Flat at the tip of a pyramid or a ridge, of its breadth: the project's own choice, as on a knurl that is not cut to
# its full depth; and the least that a mesh shows.
LAND, LEAST_LAND = 0.25, 0.01


def fluted_grip(
    diameter: float, height: float, count: int, depth: float, radius: float, crown: float = 0.0, foot: float = 0.0
) -> cq.Workplane:
    """A cylinder with `count` round flutes of a radius, `depth` mm deep; a ridge lies on x.

    Its edge at the top is bevelled by `crown` mm, that below by `foot` mm, under 45 degrees. Raises Failed where flutes
    meet, so that the grip would have no ridges.
    """
    outer, centre, step = diameter / 2, diameter / 2 + radius - depth, 2 * pi / count
    if not 0 < depth < min(outer, 2 * radius):
        raise _failed(f"Flutes {depth:g} mm deep do not go into a grip of {diameter:g} mm")
    half = acos((outer**2 + centre**2 - radius**2) / (2 * outer * centre))
    if 2 * half >= step:
        raise _failed(f"{count} flutes of {2 * outer * sin(half):.2f} mm do not fit round {diameter:g} mm")
    corners = [(outer - foot, 0), (outer, foot), (outer, height - crown), (outer - crown, height)]
    # Without a bevel two of them are one.
    sector = turned([(0, 0), *dict.fromkeys(corners), (0, height)], 360 / count)
    flute = drilled(2 * radius, cq.Vector(*_polar(centre, step / 2)), cq.Vector(0, 0, 1), height)
    return round_pattern(cut(sector, flute, "A flute of the grip"), count, 0.0, height)


def straight_knurl(
    diameter: float, height: float, count: int, depth: float, runout: float, land: float = LAND
) -> cq.Workplane:
    """`count` ridges along z on a core that is `depth` mm smaller in radius; they rise over `runout` mm at each end.

    Their tips are flats, `land` of their breadth, whose middles lie at the diameter. Raises Failed where `runout`, or
    what is left between the two, is under 0.001 mm.
    """
    _require_knurl(diameter, height, count, depth, 2 * runout)
    _require_land(land)
    if min(runout, height - 2 * runout) < MIN_RISE_MM:
        raise _failed(f"A run-out of {runout:g} mm at both ends leaves no true ridge on a grip {height:g} mm high")
    size, half, floor = 3 * count, land * pi / count, diameter / 2 - depth
    # Of each ridge both edges of its land, and the groove behind it.
    turns = np.add.outer(2 * pi / count * np.arange(count), [-half, half, pi / count]).ravel()
    ridged = np.tile([diameter / 2 / cos(half), diameter / 2 / cos(half), floor], count)
    core = np.full(size, floor)
    levels = [(0.0, core), (runout, ridged), (height - runout, ridged), (height, core)]
    points = np.concatenate([_ring(radii, turns, z) for z, radii in levels])
    middle = [_quad(1, number, size) for number in range(size)]
    ends = [part for ring in (0, 2) for number in range(size) for part in _run_out(ring, number, size)]
    return workplane_of(facet_solid(points, [*middle, *ends, *_caps(3, size)]))


def diamond_knurl(
    diameter: float, height: float, count: int, rows: int, depth: float, land: float = LAND
) -> cq.Workplane:
    """Pyramids, `count` round the grip and `rows` along it, the next between the last, on a core `depth` mm smaller.

    Their tips are flats, `land` of their breadth, at the diameter. Their grooves cross at twice
    atan(pi diameter rows / (count height)).
    """
    _require_knurl(diameter, height, count, depth, 0.0)
    _require_land(land)
    if rows < 2:
        raise _failed("A diamond knurl needs two rows or more")
    size, floor = 2 * count, diameter / 2 - depth
    turns, levels = np.arange(size) * pi / count, np.linspace(0.0, height, 2 * rows + 1)
    points = [_ring(np.full(size, floor), turns, z) for z in levels]
    tips = [(level, number) for level in range(1, 2 * rows) for number in range(size) if (level + number) % 2]
    sides = [_frustum(tip, size, (2 * rows + 1) * size + order * 4) for order, tip in enumerate(tips)]
    corners = _land_corners(diameter / 2, floor, pi / count, height / 2 / rows, land)
    lands = [_placed(corners, turns[number], levels[level]) for level, number in tips]
    facets = [*chain.from_iterable(sides), *_end_triangles(rows, size), *_caps(2 * rows, size)]
    return workplane_of(facet_solid(np.concatenate([*points, *lands]), facets))


def _land_corners(radius: float, floor: float, turn: float, rise: float, land: float) -> PlanArray:
    """(4, 3) below, right, above and left of a pyramid on x that is cut off at a radius: where its edges are there."""
    tip = radius + land / (1 - land) * (radius - floor)
    aside, upwards = ((tip - radius) / (tip - foot) for foot in (floor * cos(turn), floor))
    across, up = aside * floor * sin(turn), upwards * rise
    return np.array([(radius, 0, -up), (radius, across, 0), (radius, 0, up), (radius, -across, 0)])


def _placed(corners: PlanArray, turn: float, z: float) -> PlanArray:
    x, y, up = corners.T
    return np.column_stack([x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn), up + z])


def _frustum(tip: tuple[int, int], size: int, land: int) -> Facets:
    """The land of a pyramid, whose corners begin at a number, and its four sides down to the floor."""
    level, number = tip
    here = level * size
    left, right = here + (number - 1) % size, here + (number + 1) % size
    feet = [here - size + number, right, here + size + number, left]
    tops = [land, land + 1, land + 2, land + 3]
    return [tuple(tops), *((feet[n], feet[n - 3], tops[n - 3], tops[n]) for n in range(4))]


def _end_triangles(rows: int, size: int) -> Facets:
    """The floor beside the first and the last row of pyramids."""
    last = 2 * rows * size
    odd = [(number - 1, number, (number + 1) % size) for number in range(1, size, 2)]
    low = [half for left, n, right in odd for half in ((n, right, n + size), (n, n + size, left))]
    high = [half for left, n, right in odd for half in ((n, n - size, right), (n, left, n - size))]
    return [*low, *(tuple(number + last for number in half) for half in high)]


def _ring(radii: PlanArray, turns: PlanArray, z: float) -> PlanArray:
    return np.column_stack([radii * np.cos(turns), radii * np.sin(turns), np.full(len(turns), z)])


def _quad(ring: int, number: int, size: int) -> tuple[int, ...]:
    """The four corners between a ring of points and the next one up."""
    here, beside = ring * size + number, ring * size + (number + 1) % size
    return here, beside, beside + size, here + size


def _run_out(ring: int, number: int, size: int) -> Facets:
    """Below or above a straight knurl's ring: a land's end is flat, of a ridge's side it is two triangles."""
    place = number % 3
    return _halves(ring, number, size, (place == 1) == (ring > 0)) if place else [_quad(ring, number, size)]


def _halves(ring: int, number: int, size: int, rises: bool) -> Facets:
    """The same in two triangles, parted by the line that `rises` counter-clockwise, or by the other."""
    a, b, c, d = _quad(ring, number, size)
    return [(a, b, c), (a, c, d)] if rises else [(a, b, d), (b, c, d)]


def _caps(last: int, size: int) -> Facets:
    return [tuple(reversed(range(size))), tuple(range(last * size, (last + 1) * size))]


def _polar(radius: float, turn: float) -> tuple[float, float]:
    return radius * cos(turn), radius * sin(turn)


def _require_knurl(diameter: float, height: float, count: int, depth: float, ends: float) -> None:
    if count < 3 or not 0 < depth < diameter / 4 or not 0 <= ends < height:
        raise _failed(f"{count} ridges {depth:g} mm deep do not go on a grip of {diameter:g} x {height:g} mm")


def _require_land(land: float) -> None:
    if not LEAST_LAND <= land < 1:
        raise _failed("A knurl needs flats on its tips, less than their breadth")


def _failed(message: str) -> Exception:
    return failed(f"{message}.", hint="This is a fault of the template: its limits must prevent it. Tell its author.")
