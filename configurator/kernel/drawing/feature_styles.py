"""The style of a size between features in a view; where no line can show it, a leader points at its place."""

from __future__ import annotations

import numpy as np

from configurator.domain.parts.dimensions import (
    Angle,
    AxisAngle,
    Depth,
    Diameter,
    Distance,
    Girth,
    LetterSize,
    PitchCircle,
    Point,
    Position,
    Radius,
    Thickness,
    ThreadDiameter,
)
from configurator.domain.parts.features import Face, Feature, Round
from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.dimension_styles import (
    CUT,
    PLAIN,
    POINTED,
    TRUE_LENGTH_COS,
    VIEW_FACING_COS,
    AngleStyle,
    DiameterStyle,
    LeaderStyle,
    LengthStyle,
    RadiusStyle,
    RankedStyle,
    diameter_style,
    dimension_style,
    is_on_plane,
    length_style,
)
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.views import ViewPoints

# A position is told where its rounds are cut or circles; elsewhere their feet stand on no line.
EDGE_ON_PENALTY = 1.5
# Degrees: a smaller angle has no room for an arc.
MIN_ARC_DEG = 1.0
# Radians from the middle of an arc to where else a leader may touch it.
ARC_TURNS = (0.0, 0.2, -0.2)


def ranked_style(callout: Callout, projected: ProjectedView) -> RankedStyle | None:
    """None where this view cannot show the dimension."""
    dimension, ends = callout.measurement.dimension, np.array(callout.measurement.ends)
    if isinstance(dimension, Distance | Diameter | Girth | Thickness | Angle):
        return dimension_style(callout, projected)
    style = _line_style(callout, ends, projected)
    return pointed_style(callout, projected) if style is None and not projected.letter else style


def pointed_style(callout: Callout, projected: ProjectedView) -> RankedStyle:
    """A leader to the far end of what is measured."""
    return POINTED, LeaderStyle(projected.view.flat(np.array(callout.measurement.ends[1])))


def _line_style(callout: Callout, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    match callout.measurement.dimension:
        case PitchCircle(axis=axis) if not projected.letter and _is_along(axis, projected):
            radius = float(np.linalg.norm(ends[1] - ends[0])) / 2
            return PLAIN, DiameterStyle(projected.view.flat(ends.mean(axis=0)), radius)
        case ThreadDiameter(axis=axis, gauge=gauge) if gauge != "drill" or _is_along(axis, projected):
            return diameter_style(axis, ends, projected)
        case Position() as position:
            return _position_style(position, ends, projected)
        case Depth():
            return _length_between(ends, projected)
        case LetterSize(of="height", facing=facing) if _is_facing(facing, projected):
            return _length_between(ends, projected)
        case Radius(axis=axis) if _is_along(axis, projected) and is_on_plane(ends, projected).all():
            return (CUT if projected.letter else PLAIN), _radius_style(projected.view.flat(ends))
        case AxisAngle() as angle:
            return _axis_angle_style(angle, ends, projected)
    return None


def _is_facing(direction: Point, projected: ProjectedView) -> bool:
    """Whether a direction points at the eye."""
    return bool(np.array(direction) @ projected.view.toward > VIEW_FACING_COS * np.linalg.norm(direction))


def _is_along(direction: Point, projected: ProjectedView) -> bool:
    """Whether a direction points at the eye or away from it."""
    return bool(abs(np.array(direction) @ projected.view.toward) > VIEW_FACING_COS * np.linalg.norm(direction))


def _length_between(ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    """In true length between the two ends."""
    length = float(np.linalg.norm(ends[1] - ends[0]))
    if length == 0 or not is_on_plane(ends, projected).all():
        return None
    along = (ends[1] - ends[0]) / length
    if abs(along @ projected.view.toward) > TRUE_LENGTH_COS:
        return None
    return length_style(projected, along, ends[:1], ends[1:])


def _position_style(position: Position, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    along = ends[1] - ends[0] if position.axis is None else np.array(position.axis, float)
    length = float(np.linalg.norm(along))
    if length == 0 or abs(along @ projected.view.toward) > TRUE_LENGTH_COS * length:
        return None
    direction = projected.view.flat(along / length)
    feet = projected.view.flat(ends)
    style = LengthStyle(direction, feet[:1], feet[1:])
    if projected.letter:
        return (CUT, style) if is_on_plane(ends, projected).all() else None
    rounds = [each for each in (position.of, position.datum) if isinstance(each, Round)]
    edge_on = not all(_is_along(each.axis, projected) for each in rounds)
    return PLAIN + EDGE_ON_PENALTY * edge_on, style


def _radius_style(feet: ViewPoints) -> RadiusStyle:
    """From the feet (2, 2), the arc's centre and its middle."""
    centre, outwards = feet[0], feet[1] - feet[0]
    radius = float(np.linalg.norm(outwards))
    cosines, sines = np.cos(ARC_TURNS), np.sin(ARC_TURNS)
    turns = np.stack([np.stack([cosines, -sines], axis=1), np.stack([sines, cosines], axis=1)], axis=1)
    return RadiusStyle(centre, radius, turns @ (outwards / radius))


def _axis_angle_style(angle: AxisAngle, ends: ViewPoints, projected: ProjectedView) -> RankedStyle | None:
    """Legs along both axes, from where they meet in the view."""
    directions = np.array([_direction(angle.datum), _direction(angle.of)], float)
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    if np.abs(directions @ projected.view.toward).max() > TRUE_LENGTH_COS:
        return None
    base, leg = projected.view.flat(directions)
    turn = float(base[0] * leg[1] - base[1] * leg[0])
    if abs(turn) < np.sin(np.radians(MIN_ARC_DEG)):
        return None
    vertex = _vertex(projected.view.flat(ends), np.array([base, leg]), isinstance(angle.datum, Face))
    rank = PLAIN + (EDGE_ON_PENALTY if projected.letter else 0.0)
    return rank, AngleStyle(vertex, base, _turned(base, np.radians(angle.nominal) * np.sign(turn)))


def _vertex(feet: ViewPoints, directions: ViewPoints, is_from_face: bool) -> ViewPoints:
    """Where lines through two feet meet in the view; the normal of a face is drawn where the axis is."""
    if is_from_face:
        return np.asarray(feet[1])
    apart, (base, leg) = feet[1] - feet[0], directions
    turn = base[0] * leg[1] - base[1] * leg[0]
    return np.asarray(feet[0] + base * (apart[0] * leg[1] - apart[1] * leg[0]) / turn)


def _direction(feature: Feature) -> Point:
    return feature.axis if isinstance(feature, Round) else feature.facing


def _turned(direction: ViewPoints, angle: float) -> ViewPoints:
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([cosine * direction[0] - sine * direction[1], sine * direction[0] + cosine * direction[1]])
