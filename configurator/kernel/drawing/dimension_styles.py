"""How a dimension can be shown in a view, if at all: between two feet, on a round, as an angle, or by a pointer.

In mm of the part, right and up in the view.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from configurator.domain.parts.dimensions import Angle, Diameter, Distance, Girth, Thickness
from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.views import ViewPoints

# Cosine: what leans so little out of the paper is seen in its true length.
TRUE_LENGTH_COS = 0.02
VIEW_FACING_COS = 0.98
# In mm: a point so near a plane is on it; jaws touch all points so near the furthest.
ON_PLANE_MM = 0.3
JAW_TOUCH_MM = 0.02
# Preferences of a view for a dimension, the least the best.
CUT, PLAIN, POINTED = 0.0, 1.0, 4.0
HIDDEN = 1.5


@dataclass(frozen=True, eq=False)
class Between:
    """A length along `ahead` (2,) from any of the feet `low` (n, 2) to any of the feet `high` (m, 2)."""

    ahead: ViewPoints
    low: ViewPoints
    high: ViewPoints


@dataclass(frozen=True, eq=False)
class Round:
    """A circle."""

    centre: ViewPoints
    radius: float


@dataclass(frozen=True, eq=False)
class Corner:
    """From the leg along `base` (2,) to that along `leg` (2,), both from `vertex` (2,)."""

    vertex: ViewPoints
    base: ViewPoints
    leg: ViewPoints


@dataclass(frozen=True, eq=False)
class Pointer:
    """A place that is pointed at."""

    spot: ViewPoints


DimensionStyle = Between | Round | Corner | Pointer
# How well it shows, the less the better, and how.
RankedStyle = tuple[float, DimensionStyle]


def dimension_style(told: Callout, seen: ProjectedView) -> RankedStyle | None:
    """None where this view cannot show it."""
    dimension, ends = told.measurement.dimension, np.array(told.measurement.ends)
    match dimension:
        case Distance():
            return _distance(dimension, ends, seen)
        case Diameter():
            return _diameter(dimension, ends, seen)
        case Thickness():
            return _thickness(dimension, ends, seen)
        case Angle():
            return _angle(dimension, ends, seen)
        case Girth():
            return (POINTED, Pointer(seen.view.flat(ends[1]))) if not seen.letter else None


def _distance(distance: Distance, ends: ViewPoints, seen: ProjectedView) -> RankedStyle | None:
    axis = np.array(distance.axis) / np.linalg.norm(distance.axis)
    if abs(axis @ seen.view.toward) > TRUE_LENGTH_COS:
        return None
    low, high = _feet(distance, ends, axis, seen)
    if not len(low) or not len(high):
        return None
    return _between(seen, axis, low, high)


def _feet(distance: Distance, ends: ViewPoints, axis: ViewPoints, seen: ProjectedView) -> tuple[ViewPoints, ViewPoints]:
    """(n, 3) and (m, 3): where the jaws touch what is seen."""
    on = _on_plane(ends, seen)
    low, high = ends[:1][on[:1]], ends[1:][on[1:]]
    if distance.jaws == "inside":
        return low, high
    points = seen.touched
    inside = ((points >= distance.box.low) & (points <= distance.box.high)).all(axis=1)
    along, reach = points @ axis, ends @ axis
    below = inside if distance.jaws == "outside" else np.ones(len(points), dtype=bool)
    touches = points[below & (along < reach[0] + JAW_TOUCH_MM)], points[inside & (along > reach[1] - JAW_TOUCH_MM)]
    # The low end stands under the high one, which may be off the part.
    return (touches[0] if len(touches[0]) else low), np.concatenate([touches[1], high])


def _on_plane(points: ViewPoints, seen: ProjectedView, near: float = ON_PLANE_MM) -> ViewPoints:
    if seen.section is None:
        return np.ones(len(points), dtype=bool)
    return np.abs((points - np.array(seen.section.origin)) @ seen.view.toward) < near


def _between(seen: ProjectedView, axis: ViewPoints, low: ViewPoints, high: ViewPoints) -> RankedStyle:
    ahead = seen.view.flat(axis)
    feet = [np.unique(np.round(seen.view.flat(each), 3), axis=0) for each in (low, high)]
    rank = CUT if seen.letter else PLAIN + sum(_veiled(each, seen) for each in feet) / 2
    return rank, Between(ahead / np.linalg.norm(ahead), feet[0], feet[1])


def _veiled(feet: ViewPoints, seen: ProjectedView) -> float:
    """What it counts against a view that no line is seen at any of the feet."""
    return 0.0 if shapely.dwithin(seen.lines.ink, shapely.points(feet), ON_PLANE_MM).any() else HIDDEN


def _diameter(diameter: Diameter, ends: ViewPoints, seen: ProjectedView) -> RankedStyle | None:
    axis, middle, radius = np.array(diameter.axis, float), ends.mean(axis=0), np.linalg.norm(ends[1] - ends[0]) / 2
    axis /= np.linalg.norm(axis)
    facing = abs(axis @ seen.view.toward)
    if facing > 1 - TRUE_LENGTH_COS and not seen.letter:
        rim = seen.view.flat(middle) + radius * np.array([[np.cos(a), np.sin(a)] for a in np.linspace(0, 6, 24)])
        return PLAIN + _veiled(rim, seen), Round(seen.view.flat(middle), float(radius))
    if facing > TRUE_LENGTH_COS or not _on_plane(middle[None], seen).all():
        return None
    across = np.cross(axis, seen.view.toward)
    rank, way = _between(seen, across, (middle - radius * across)[None], (middle + radius * across)[None])
    return (rank + 0.2 if not seen.letter else rank), way


def _thickness(thickness: Thickness, ends: ViewPoints, seen: ProjectedView) -> RankedStyle | None:
    through = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    if (
        seen.letter
        and abs(through @ seen.view.toward) < 0.1
        and _on_plane(ends, seen, thickness.spot + ON_PLANE_MM).all()
    ):
        return _between(seen, through, ends[:1], ends[1:])
    if abs(through @ seen.view.toward) < 0.5 or seen.letter:
        return None
    facing = -np.array(thickness.direction, float) @ seen.view.toward
    return POINTED + (0.0 if facing > 0 else 1.0), Pointer(seen.view.flat(ends[0]))


def _angle(angle: Angle, ends: ViewPoints, seen: ProjectedView) -> RankedStyle | None:
    about = np.array(angle.about, float) / np.linalg.norm(angle.about)
    facing = about @ seen.view.toward
    if abs(facing) < VIEW_FACING_COS:
        return None
    near = seen.section is None or _crosses(angle, seen)
    if seen.letter and not near:
        return None
    return (CUT if seen.letter else PLAIN), _corner(angle, ends[0], facing, seen)


def _crosses(dimension: Angle, seen: ProjectedView) -> bool:
    """Whether the section's plane runs through the box in which the angle is taken."""
    assert seen.section is not None
    box, toward = dimension.box, seen.view.toward
    corners = np.array([[x, y, z] for x in (box.low[0], box.high[0]) for y in (box.low[1], box.high[1]) for z in (0,)])
    along = (corners - np.array(seen.section.origin)) @ toward
    return bool(along.min() <= ON_PLANE_MM and along.max() >= -ON_PLANE_MM)


def _corner(angle: Angle, spot: ViewPoints, facing: float, seen: ProjectedView) -> DimensionStyle:
    """Legs square to the two faces; where they do not open, there is only a place to point at."""
    vertex = seen.view.flat(spot)
    if abs(angle.nominal) < 1.0:
        return Pointer(vertex)
    normal = seen.view.flat(np.array(angle.other_facing, float))
    base = np.array([normal[1], -normal[0]]) / np.linalg.norm(normal)
    turned = np.radians(angle.nominal) * np.sign(facing)
    leg = np.array(
        [np.cos(turned) * base[0] - np.sin(turned) * base[1], np.sin(turned) * base[0] + np.cos(turned) * base[1]]
    )
    return Corner(vertex, base, leg)
