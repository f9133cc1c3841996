"""What fingers hold: flutes, straight knurls and diamond knurls round a shaft along z, standing on z = 0.

Knurls are drawn as the facets that a tool leaves, edge by edge: those that are swept and cut come out wrong now and
then though the kernel calls them valid, and take minutes. They fall to their grooves' floor at both ends, so that a
shaft of the core's diameter goes on without a step.
"""

from __future__ import annotations

from math import acos, cos, pi, sin

import cadquery as cq
import numpy as np

from configurator.domain.errors import failed
from configurator.shapes.facet_solid import facet_solid
from configurator.shapes.outline import PlanArray

Facets = list[tuple[int, ...]]
# Meshes have corners in single precision: on a grip of 50 mm facets fold over edges of 1e-7 mm, not over those of 1e-5.
MIN_RISE_MM = 1e-3


def fluted_grip(diameter: float, height: float, count: int, depth: float, radius: float) -> cq.Workplane:
    """A cylinder with `count` round flutes of a radius, `depth` mm deep; a ridge lies on x.

    Raises Failed where flutes meet, so that the grip would have no ridges.
    """
    outer, centre = diameter / 2, diameter / 2 + radius - depth
    if not 0 < depth < min(outer, 2 * radius):
        raise _failed(f"Flutes {depth:g} mm deep do not go into a grip of {diameter:g} mm")
    half = acos((outer**2 + centre**2 - radius**2) / (2 * outer * centre))
    step = 2 * pi / count
    if 2 * half >= step:
        raise _failed(f"{count} flutes of {2 * outer * sin(half):.2f} mm do not fit round {diameter:g} mm")
    section = cq.Workplane().moveTo(*_polar(outer, half - step / 2))
    for number in range(count):
        ridge, flute = number * step, (number + 0.5) * step
        section = section.threePointArc(_polar(outer, ridge), _polar(outer, flute - half))
        section = section.threePointArc(_polar(outer - depth, flute), _polar(outer, flute + half))
    return section.close().extrude(height)


def straight_knurl(diameter: float, height: float, count: int, depth: float, runout: float) -> cq.Workplane:
    """`count` ridges along z on a core that is `depth` mm smaller in radius; they rise over `runout` mm at each end.

    Raises Failed where `runout`, or what is left between the two, is under 0.001 mm.
    """
    _require_knurl(diameter, height, count, depth, 2 * runout)
    if min(runout, height - 2 * runout) < MIN_RISE_MM:
        raise _failed(f"A run-out of {runout:g} mm at both ends leaves no true ridge on a grip {height:g} mm high")
    turns = np.arange(2 * count) * pi / count
    ridged = np.where(np.arange(2 * count) % 2, diameter / 2 - depth, diameter / 2)
    core = np.full(2 * count, diameter / 2 - depth)
    levels = [(0.0, core), (runout, ridged), (height - runout, ridged), (height, core)]
    points = np.concatenate([_ring(radii, turns, z) for z, radii in levels])
    middle = [_quad(1, number, 2 * count) for number in range(2 * count)]
    ends = [
        part
        for ring, tip in ((0, 1), (2, 0))
        for number in range(2 * count)
        for part in _halves(ring, number, 2 * count, (number + tip) % 2 == 0)
    ]
    return cq.Workplane(facet_solid(points, [*middle, *ends, *_caps(3, 2 * count)]))


def diamond_knurl(diameter: float, height: float, count: int, rows: int, depth: float) -> cq.Workplane:
    """Pyramids, `count` round the grip and `rows` along it, the next between the last, on a core `depth` mm smaller.

    Their grooves cross at twice atan(pi diameter rows / (count height)).
    """
    _require_knurl(diameter, height, count, depth, 0.0)
    if rows < 2:
        raise _failed("A diamond knurl needs two rows or more")
    turns, levels = np.arange(2 * count) * pi / count, np.linspace(0.0, height, 2 * rows + 1)
    rings = [_ring(_row(level, len(levels), count, diameter, depth), turns, z) for level, z in enumerate(levels)]
    sides = [
        part
        for level in range(2 * rows)
        for number in range(2 * count)
        for part in _halves(level, number, 2 * count, (level + number) % 2 == 0)
    ]
    return cq.Workplane(facet_solid(np.concatenate(rings), [*sides, *_caps(2 * rows, 2 * count)]))


def _row(level: int, levels: int, count: int, diameter: float, depth: float) -> PlanArray:
    """(2 count,) radii: every other corner is a pyramid's tip, but in the first and the last row."""
    is_end = level in (0, levels - 1)
    tips = (np.arange(2 * count) + level) % 2 == 1
    return np.where(tips & (not is_end), diameter / 2, diameter / 2 - depth)


def _ring(radii: PlanArray, turns: PlanArray, z: float) -> PlanArray:
    return np.column_stack([radii * np.cos(turns), radii * np.sin(turns), np.full(len(turns), z)])


def _quad(ring: int, number: int, size: int) -> tuple[int, ...]:
    """The four corners between a ring of points and the next one up."""
    here, beside = ring * size + number, ring * size + (number + 1) % size
    return here, beside, beside + size, here + size


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


def _failed(message: str) -> Exception:
    return failed(f"{message}.", hint="This is a fault of the template: its limits must prevent it. Tell its author.")
