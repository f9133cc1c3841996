"""What of a part is narrower than given limits, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from configurator.domain.parts.mesh_analysis import FeatureKind, SizeLimits, Spot, ThinFeature
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.manufacturability.ray_thickness import MIN_AREA_MM2
from configurator.kernel.manufacturability.steps import RayThickness
from configurator.kernel.part import Measurement

# mm2 of skin under which nothing is reported, as of a CORNER. Holes have little skin.
MIN_HOLE_AREA_MM2 = 0.2
# A pin is at least so many times as long as thick: what is shorter is a knob, or the tip of a plate. So many
# rays see it: single ones, scattered along the rim of a bent plate, are none.
MIN_PIN_LENGTH_RATIO, MIN_PIN_RAYS = 3.0, 8
# At most so many places are reported of each, this share of the part's diagonal apart.
MAX_SPOTS, SPOT_SPACING_SHARE = 4, 0.05
# A dimension shows a spot if it measures the same, to a share, and passes within so many mm of it.
SIZE_TOLERANCE_SHARE, MAX_DISTANCE_MM = 0.1, 10.0


def thin_features(
    material: RayThickness,
    air: RayThickness,
    labels: np.ndarray,
    limits: SizeLimits,
    measurements: Sequence[Measurement],
) -> Iterator[ThinFeature]:
    """By kind and limit. `labels` are the bodies of the faces, `measurements` the sizes that have names."""
    for kind, rays in rays_by_kind(material, air, labels).items():
        for limit in limits[kind]:
            below = rays.where(rays.breadth + rays.uncertainty < limit)
            if _is_reportable(kind, below):
                yield ThinFeature(kind, limit, float(below.area.sum()), narrowest_spots(below, measurements))


def _is_reportable(kind: FeatureKind, rays: RayThickness) -> bool:
    area = float(rays.area.sum())
    if kind == "pin":
        return (
            len(rays.size) >= MIN_PIN_RAYS and area >= np.pi * MIN_PIN_LENGTH_RATIO * float(np.median(rays.size)) ** 2
        )
    return area >= (MIN_HOLE_AREA_MM2 if kind == "hole" else MIN_AREA_MM2)


def rays_by_kind(material: RayThickness, air: RayThickness, labels: np.ndarray) -> dict[FeatureKind, RayThickness]:
    """What is narrow by kind: a pin is no wall, a gap between two bodies no slit."""
    apart = labels[air.faces[:, 0]] != labels[air.faces[:, 1]]
    return {
        "wall": material.where(~material.thin_twice),
        "pin": material.where(material.thin_twice),
        "slit": air.where(~air.thin_twice & ~apart),
        "clearance": air.where(apart),
        "hole": air.where(air.thin_twice & ~apart),
    }


def narrowest_spot(rays: RayThickness, measurements: Sequence[Measurement]) -> Spot | None:
    """The narrowest place of more than a corner's skin; None where there is none.

    Among those as narrow the one where the wall is whole, not bevelled.
    """
    order = np.lexsort((-rays.size, rays.breadth.round(3)))
    cumulative_area = np.cumsum(rays.area[order])
    enough = int(np.searchsorted(cumulative_area, min(MIN_AREA_MM2, cumulative_area[-1]))) if len(order) else 0
    return _spot(rays, order[enough], measurements) if len(order) else None


def sharp_edges(edges: RayThickness) -> tuple[float, tuple[Spot, ...]]:
    """Sharp edges: mm2 of skin close to another that it does not face, and where."""
    return float(edges.area.sum()), narrowest_spots(edges, ())


def narrowest_spots(rays: RayThickness, measurements: Sequence[Measurement]) -> tuple[Spot, ...]:
    """The narrowest, then the narrowest far from those before, at most `SPOTS`."""
    chosen: list[Spot] = []
    remaining = np.argsort(rays.breadth, kind="stable")
    apart = SPOT_SPACING_SHARE * float(np.linalg.norm(np.ptp(rays.middle, axis=0))) + 1 if len(remaining) else 0.0
    while len(remaining) and len(chosen) < MAX_SPOTS:
        chosen.append(_spot(rays, remaining[0], measurements))
        remaining = remaining[np.linalg.norm(rays.middle[remaining] - rays.middle[remaining[0]], axis=1) > apart]
    return tuple(chosen)


def _spot(rays: RayThickness, index: int, measurements: Sequence[Measurement]) -> Spot:
    point, size = rays.middle[index], float(rays.size[index])
    matching = [(_distance_to_line(point, each), each.dimension) for each in measurements if _has_size(each, size)]
    away, dimension = min(matching, key=lambda each: each[0], default=(np.inf, None))
    name, field = (dimension.name, dimension.field) if dimension is not None and away < MAX_DISTANCE_MM else ("", "")
    return Spot(as_point(point.round(3)), round(size, 4), round(float(rays.uncertainty[index]), 4), name, field)


def _has_size(measurement: Measurement, size: float) -> bool:
    lengths = measurement.dimension.kind in ("distance", "diameter", "thickness")
    return lengths and abs(measurement.measured - size) <= SIZE_TOLERANCE_SHARE * size


def _distance_to_line(point: np.ndarray, measurement: Measurement) -> float:
    """From a point to the line between the ends of a measurement, in mm."""
    start, end = (np.array(each) for each in measurement.ends)
    way = end - start
    share = np.clip((point - start) @ way / max(float(way @ way), 1e-12), 0, 1)
    return float(np.linalg.norm(start + share * way - point))
