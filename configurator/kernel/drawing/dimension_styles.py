"""The style in which a view can show a dimension, if any: a length, a diameter, an angle, or a leader.

In mm of the part, right and up in the view.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from configurator.domain.parts.dimensions import Angle, Diameter, Distance, Girth, Point, Thickness
from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.views import ViewPoints

# Cosine: an axis that leans no further out of the view plane is in true length.
TRUE_LENGTH_COS = 0.02
VIEW_FACING_COS = 0.98
# In mm: a point this near to a plane is on it; jaws touch all points this near to the furthest.
ON_PLANE_MM = 0.3
JAW_TOUCH_MM = 0.02
# Ranks of a view for a dimension: the lowest is the best.
CUT, PLAIN, POINTED = 0.0, 1.0, 4.0
HIDDEN_FEET_PENALTY = 1.5
# What points at a size from outside loses against a section that has it.
POINTED_OUTSIDE_PENALTY = 0.5
# Cosine: a wall that leans no further out of a section's plane is shown there, if a little too thick.
SHOWN_WALL_COS = 0.25
# In distances from an opening to the middle: longer than a part is wide.
FAR = 1e3


@dataclass(frozen=True, eq=False)
class LengthStyle:
    """A length along `ahead` (2,) from any of the feet `low` (n, 2) to any of the feet `high` (m, 2)."""

    ahead: ViewPoints
    low: ViewPoints
    high: ViewPoints


@dataclass(frozen=True, eq=False)
class DiameterStyle:
    """A circle; with an `outline`, leaders touch the circle only where that runs along it."""

    centre: ViewPoints
    radius: float
    outline: shapely.Geometry | None = None

    def has_rim_at(self, spot: ViewPoints) -> bool:
        """Whether a leader may touch the circle there."""
        return self.outline is None or bool(shapely.dwithin(self.outline, shapely.points(spot), ON_PLANE_MM))


@dataclass(frozen=True, eq=False)
class RadiusStyle:
    """An arc; `outwards` (k, 2) are directions from its centre to it."""

    centre: ViewPoints
    radius: float
    outwards: ViewPoints


@dataclass(frozen=True, eq=False)
class AngleStyle:
    """From the leg along `base` (2,) to that along `leg` (2,), both from `vertex` (2,)."""

    vertex: ViewPoints
    base: ViewPoints
    leg: ViewPoints


@dataclass(frozen=True, eq=False)
class LeaderStyle:
    """A place that a leader points at."""

    spot: ViewPoints


DimensionStyle = LengthStyle | DiameterStyle | RadiusStyle | AngleStyle | LeaderStyle
# The rank of a view, the lowest the best, and the style of the dimension in it.
RankedStyle = tuple[float, DimensionStyle]


def dimension_style(callout: Callout, projected: ProjectedView) -> RankedStyle | None:
    """None where this view cannot show it, or no line of this kind can."""
    dimension, ends = callout.measurement.dimension, np.array(callout.measurement.ends)
    match dimension:
        case Distance():
            return _distance_style(dimension, ends, projected)
        case Diameter():
            return diameter_style(dimension.axis, ends, projected)
        case Thickness():
            return _thickness_style(dimension, ends, projected)
        case Angle():
            return _angle_style(dimension, ends, projected)
        case Girth():
            return _girth_style(dimension, ends, projected)
    return None


def _girth_style(girth: Girth, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    """Best in the section that shows all of the tape's way; there at a place far from the opening."""
    if not projected.letter:
        return POINTED + POINTED_OUTSIDE_PENALTY, LeaderStyle(projected.view.flat(ends[1]))
    along = abs(np.array(girth.normal, float) @ projected.view.toward) / np.linalg.norm(girth.normal)
    origin = np.array(girth.origin, float)
    if along < VIEW_FACING_COS or not is_on_plane(origin[None], projected).all():
        return None
    if girth.side == "outside":
        return POINTED, LeaderStyle(projected.view.flat(ends[1]))
    opening, middle = projected.view.flat(np.array([ends.mean(axis=0), origin]))
    return POINTED, LeaderStyle(_opposite_of_opening(opening, middle, projected))


def _opposite_of_opening(opening: ViewPoints, origin: ViewPoints, projected: ProjectedView) -> ViewPoints:
    """(2,) where a line from the opening's middle through the origin meets the section."""
    ray = shapely.linestrings(np.array([origin, origin + FAR * (origin - opening)]))
    hits = shapely.get_coordinates(shapely.intersection(ray, shapely.boundary(projected.cut)))
    return hits[np.linalg.norm(hits - origin, axis=1).argmin()] if len(hits) else opening


def _distance_style(distance: Distance, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    axis = np.array(distance.axis) / np.linalg.norm(distance.axis)
    if abs(axis @ projected.view.toward) > TRUE_LENGTH_COS:
        return None
    low, high = _jaw_contacts(distance, ends, axis, projected)
    if not len(low) or not len(high):
        return None
    return length_style(projected, axis, low, high)


def _jaw_contacts(
    distance: Distance, ends: ViewPoints, axis: ViewPoints, projected: ProjectedView
) -> tuple[ViewPoints, ViewPoints]:
    """(n, 3) and (m, 3): where the jaws touch the projected part."""
    on_plane = is_on_plane(ends, projected)
    low, high = ends[:1][on_plane[:1]], ends[1:][on_plane[1:]]
    if distance.jaws == "inside":
        return low, high
    points = projected.contact_points
    inside = ((points >= distance.box.low) & (points <= distance.box.high)).all(axis=1)
    along, reach = points @ axis, ends @ axis
    below = inside if distance.jaws == "outside" else np.ones(len(points), dtype=bool)
    contacts = points[below & (along < reach[0] + JAW_TOUCH_MM)], points[inside & (along > reach[1] - JAW_TOUCH_MM)]
    # The low end stands under the high one, which may be off the part.
    return (contacts[0] if len(contacts[0]) else low), np.concatenate([contacts[1], high])


def is_on_plane(points: ViewPoints, projected: ProjectedView, distance: float = ON_PLANE_MM) -> ViewPoints:
    """(n,) which points (n, 3) a section's plane runs through; all of them in another view."""
    if projected.section is None:
        return np.ones(len(points), dtype=bool)
    return np.abs((points - np.array(projected.section.origin)) @ projected.view.toward) < distance


def length_style(projected: ProjectedView, axis: ViewPoints, low: ViewPoints, high: ViewPoints) -> RankedStyle:
    """A length along `axis` (3,) between feet (n, 3), ranked by whether these are seen."""
    direction = projected.view.flat(axis)
    feet = [np.unique(np.round(projected.view.flat(each), 3), axis=0) for each in (low, high)]
    rank = CUT if projected.letter else PLAIN + sum(hidden_penalty(each, projected) for each in feet) / 2
    return rank, LengthStyle(direction / np.linalg.norm(direction), feet[0], feet[1])


def hidden_penalty(feet: ViewPoints, projected: ProjectedView) -> float:
    """What a view's rank loses where no visible line runs through any of the feet."""
    return (
        0.0
        if shapely.dwithin(projected.lines.visible_geometry, shapely.points(feet), ON_PLANE_MM).any()
        else HIDDEN_FEET_PENALTY
    )


def diameter_style(direction: Point, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    """A round about an axis, from the ends of a diameter (2, 3): a circle, or a length where it is seen edge-on."""
    axis, middle, radius = np.array(direction, float), ends.mean(axis=0), np.linalg.norm(ends[1] - ends[0]) / 2
    axis /= np.linalg.norm(axis)
    facing = abs(axis @ projected.view.toward)
    is_cut = is_on_plane(middle[None], projected).all()
    if facing > 1 - TRUE_LENGTH_COS and is_cut:
        if projected.letter:
            return CUT, DiameterStyle(projected.view.flat(middle), float(radius), shapely.boundary(projected.cut))
        rim = projected.view.flat(middle) + radius * np.array([[np.cos(a), np.sin(a)] for a in np.linspace(0, 6, 24)])
        return PLAIN + hidden_penalty(rim, projected), DiameterStyle(projected.view.flat(middle), float(radius))
    if facing > TRUE_LENGTH_COS or not is_cut:
        return None
    across = np.cross(axis, projected.view.toward)
    feet = np.array([middle - radius * across, middle + radius * across])
    rank, style = length_style(projected, across, feet[:1], feet[1:])
    if not projected.letter:
        return rank + 0.2, style
    # Where a flat cuts the round, as that of a D, one foot is off its outline.
    return rank + max(hidden_penalty(projected.view.flat(foot[None]), projected) for foot in feet), style


def _thickness_style(thickness: Thickness, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    through = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    if (
        projected.letter
        and abs(through @ projected.view.toward) < SHOWN_WALL_COS
        and is_on_plane(ends[:1], projected, thickness.spot + ON_PLANE_MM).all()
    ):
        return length_style(projected, through, ends[:1], ends[1:])
    if abs(through @ projected.view.toward) < 0.5 or projected.letter:
        return None
    facing = -np.array(thickness.direction, float) @ projected.view.toward
    return POINTED + (0.0 if facing > 0 else 1.0), LeaderStyle(projected.view.flat(ends[0]))


def _angle_style(angle: Angle, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    about = np.array(angle.about, float) / np.linalg.norm(angle.about)
    facing = about @ projected.view.toward
    if abs(facing) < VIEW_FACING_COS:
        return None
    is_cut = projected.section is None or _plane_crosses_box(angle, projected)
    if projected.letter and not is_cut:
        return None
    return (CUT if projected.letter else PLAIN), _corner_style(angle, ends[0], facing, projected)


def _plane_crosses_box(angle: Angle, projected: ProjectedView) -> bool:
    """Whether the section's plane runs through the box in which the angle is taken."""
    assert projected.section is not None
    box, toward = angle.box, projected.view.toward
    corners = np.array([[x, y, z] for x in (box.low[0], box.high[0]) for y in (box.low[1], box.high[1]) for z in (0,)])
    depths = (corners - np.array(projected.section.origin)) @ toward
    return bool(depths.min() <= ON_PLANE_MM and depths.max() >= -ON_PLANE_MM)


def _corner_style(angle: Angle, spot: ViewPoints, facing: float, projected: ProjectedView) -> DimensionStyle:
    """Legs perpendicular to the two faces; for an angle near zero only a leader to its vertex."""
    vertex = projected.view.flat(spot)
    if abs(angle.nominal) < 1.0:
        return LeaderStyle(vertex)
    normal = projected.view.flat(np.array(angle.other_facing, float))
    base = np.array([normal[1], -normal[0]]) / np.linalg.norm(normal)
    turned = np.radians(angle.nominal) * np.sign(facing)
    leg = np.array(
        [np.cos(turned) * base[0] - np.sin(turned) * base[1], np.sin(turned) * base[0] + np.cos(turned) * base[1]]
    )
    return AngleStyle(vertex, base, leg)
