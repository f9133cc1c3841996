"""What of a part is narrower than the limits of any process, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from configurator.domain.offers.processes import PROCESS_LIMITS
from configurator.domain.parts.mesh_analysis import FeatureKind, Spot, ThinFeature
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.manufacturability.ray_thickness import CORNER
from configurator.kernel.manufacturability.steps import RayThickness
from configurator.kernel.part import Measurement

# mm2 of skin under which nothing is reported, as of a CORNER. Holes have little skin.
OF_HOLE = 0.2
# A pin is at least so many times as long as thick: what is shorter is a knob, or the tip of a plate. So many
# rays see it: single ones, scattered along the rim of a bent plate, are none.
LONG, RAYS = 3.0, 8
# At most so many places are told of each, this share of the part's diagonal apart.
SPOTS, APART = 4, 0.05
# A dimension shows a spot if it measures the same, to a share, and passes within so many mm of it.
SAME, REACH = 0.1, 10.0


def thin_features(
    material: RayThickness, air: RayThickness, labels: np.ndarray, measurements: Sequence[Measurement]
) -> Iterator[ThinFeature]:
    """By kind and limit. `labels` tell the body of each face, `measurements` what is known by name."""
    for kind, found in kinds(material, air, labels).items():
        for limit in PROCESS_LIMITS[kind]:
            below = found.where(found.breadth + found.uncertainty < limit)
            if _worth_telling(kind, below):
                yield ThinFeature(kind, limit, float(below.area.sum()), spots(below, measurements))


def _worth_telling(kind: FeatureKind, found: RayThickness) -> bool:
    area = float(found.area.sum())
    if kind == "pin":
        return len(found.size) >= RAYS and area >= np.pi * LONG * float(np.median(found.size)) ** 2
    return area >= (OF_HOLE if kind == "hole" else CORNER)


def kinds(material: RayThickness, air: RayThickness, labels: np.ndarray) -> dict[FeatureKind, RayThickness]:
    """What is narrow by kind: a pin is no wall, what lies between two bodies no slit."""
    apart = labels[air.faces[:, 0]] != labels[air.faces[:, 1]]
    return {
        "wall": material.where(~material.thin_twice),
        "pin": material.where(material.thin_twice),
        "slit": air.where(~air.thin_twice & ~apart),
        "clearance": air.where(apart),
        "hole": air.where(air.thin_twice & ~apart),
    }


def least(found: RayThickness, measurements: Sequence[Measurement]) -> Spot | None:
    """The narrowest place of more than a corner's skin; None where there is none.

    Among those as narrow the one where the wall is whole, not bevelled.
    """
    order = np.lexsort((-found.size, found.breadth.round(3)))
    passed = np.cumsum(found.area[order])
    enough = int(np.searchsorted(passed, min(CORNER, passed[-1]))) if len(order) else 0
    return _spot(found, order[enough], measurements) if len(order) else None


def sharp(edges: RayThickness) -> tuple[float, tuple[Spot, ...]]:
    """Sharp edges: mm2 of skin close to another that it does not face, and where."""
    return float(edges.area.sum()), spots(edges, ())


def spots(found: RayThickness, measurements: Sequence[Measurement]) -> tuple[Spot, ...]:
    """The narrowest, then the narrowest far from those before, at most `SPOTS`."""
    chosen: list[Spot] = []
    left = np.argsort(found.breadth, kind="stable")
    apart = APART * float(np.linalg.norm(np.ptp(found.middle, axis=0))) + 1 if len(left) else 0.0
    while len(left) and len(chosen) < SPOTS:
        chosen.append(_spot(found, left[0], measurements))
        left = left[np.linalg.norm(found.middle[left] - found.middle[left[0]], axis=1) > apart]
    return tuple(chosen)


def _spot(found: RayThickness, index: int, measurements: Sequence[Measurement]) -> Spot:
    point, size = found.middle[index], float(found.size[index])
    shown = [(_distance(point, each), each.dimension) for each in measurements if _shows(each, size)]
    away, dimension = min(shown, key=lambda each: each[0], default=(np.inf, None))
    name, field = (dimension.name, dimension.field) if dimension is not None and away < REACH else ("", "")
    return Spot(as_point(point.round(3)), round(size, 4), round(float(found.uncertainty[index]), 4), name, field)


def _shows(measurement: Measurement, size: float) -> bool:
    lengths = measurement.dimension.kind in ("distance", "diameter", "thickness")
    return lengths and abs(measurement.measured - size) <= SAME * size


def _distance(point: np.ndarray, measurement: Measurement) -> float:
    """From a point to the line that a dimension is drawn as, in mm."""
    start, end = (np.array(each) for each in measurement.ends)
    way = end - start
    share = np.clip((point - start) @ way / max(float(way @ way), 1e-12), 0, 1)
    return float(np.linalg.norm(start + share * way - point))
