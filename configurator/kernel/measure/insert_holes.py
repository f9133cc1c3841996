"""Whether each insert's hole is there, as wide and as deep as it has to be: measured on the finished mesh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from trimesh import Trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts import soundness
from configurator.domain.parts.dimensions import Diameter
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.inserts import Insert, MadeInsert
from configurator.kernel.build.brep_mesh import CHORD_MM
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.geometry.rays import Target, cast_rays, target_of
from configurator.kernel.measure import measure

# mm that a hole may be off in diameter and depth: half of what sources of inserts allow in diameter.
TOLERANCE_MM = CHORD_MM
# Where along the hole its diameter is measured, in shares of its depth: so that it is a hole from mouth to ground.
STATIONS = (0.1, 0.5, 0.9)
# Rays down the hole start on its axis and round it, at this share of its radius.
RING_SHARE = 0.5
RING_RAYS = 8


def measure_inserts(mesh: Trimesh, inserts: Iterable[Insert]) -> tuple[MadeInsert, ...]:
    """Each insert with the size of its hole in a closed mesh in mm. Raises Failed, a problem for each wrong hole."""
    inserts = tuple(inserts)
    target = target_of(facets_of(mesh)) if inserts else None
    made, findings = [], []
    for each in inserts:
        assert target is not None
        diameters = _diameters(mesh, each)
        above, below = _free_way(target, each, 1.0), _free_way(target, each, -1.0)
        findings += list(_findings(each, diameters, above, below))
        made.append(_made(each, diameters, below))
    if findings:
        raise Failed(*(finding.as_problem() for finding in findings))
    return tuple(made)


def _diameters(mesh: Trimesh, insert: Insert) -> list[float]:
    """The hole's at each station; none where there is no round."""
    try:
        return [each.measured for each in measure(mesh, [_section(insert, share) for share in STATIONS])]
    except Failed:
        return []


def _section(insert: Insert, share: float) -> Diameter:
    centre = np.asarray(insert.place, float) - share * insert.depth * frame_along(insert.axis)[2]
    return Diameter(
        name=insert.name, nominal=insert.diameter, tolerance=TOLERANCE_MM, centre=as_point(centre), axis=insert.axis,
        height=insert.depth / 4, reach=insert.diameter / 4, role="bore",
    )  # fmt: skip


def _free_way(target: Target, insert: Insert, sense: float) -> float:
    """How far in mm the hole is free from its mouth: out of it for 1, down to its ground for -1; inf without an end."""
    axes = frame_along(insert.axis)
    angles = np.linspace(0, 2 * np.pi, RING_RAYS, endpoint=False)
    ring = np.stack([np.append(np.cos(angles), 0.0), np.append(np.sin(angles), 0.0)], axis=1)
    starts = np.asarray(insert.place) + RING_SHARE * insert.diameter / 2 * ring @ axes[:2]
    # From within the hole, so that the rays meet no skin at the mouth.
    starts = starts - target.clear * axes[2]
    directions = np.repeat(sense * axes[2:], len(starts), axis=0)
    return float(cast_rays(target, starts, directions).depth.min())


def _findings(insert: Insert, diameters: list[float], above: float, below: float) -> Iterator[Finding]:
    facts: dict[str, Any] = {"name": insert.name, "diameter": insert.diameter, "depth": insert.depth}
    if not diameters or above < insert.depth:
        yield soundness.NO_INSERT_HOLE.finding(insert.place, **facts)
    elif max(abs(each - insert.diameter) for each in diameters) > TOLERANCE_MM:
        worst = max(diameters, key=lambda each: abs(each - insert.diameter))
        yield soundness.INSERT_DIAMETER.finding(insert.place, worst, measured=worst, **facts)
    elif below < insert.depth - TOLERANCE_MM:
        yield soundness.INSERT_DEPTH.finding(insert.place, below, measured=below, **facts)


def _made(insert: Insert, diameters: list[float], depth: float) -> MadeInsert:
    diameter = round(diameters[len(diameters) // 2], 4) if diameters else 0.0
    return MadeInsert(
        name=insert.name, part=insert.part, standard=insert.standard, face=insert.face, place=insert.place,
        axis=insert.axis, diameter=round(insert.diameter, 4), depth=round(insert.depth, 4),
        measured_diameter=diameter, measured_depth=round(depth, 4) if np.isfinite(depth) else None,
        source=insert.source,
    )  # fmt: skip
