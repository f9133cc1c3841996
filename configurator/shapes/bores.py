"""Bores as tools to cut with: round, D-shaped, splined, serrated, keyed, hexagonal, each with a cone at its mouth.

A tool's mouth lies on z = 0 and it goes up from there; move and turn it to its place and take it from the part with
`configurator.shapes.booleans.cut`. It reaches `OUT_MM` out of the mouth, so that no skin is left there.
"""

from __future__ import annotations

from math import asin, cos, pi, sin, sqrt

import cadquery as cq

from configurator.domain.errors import failed
from configurator.domain.parts.contours import ContourPiece
from configurator.shapes.booleans import fuse
from configurator.shapes.grooves import contour_wire
from configurator.shapes.round_pattern import round_pattern
from configurator.shapes.turned import turned

OUT_MM = 0.5
# A smaller countersink is left away: no machine makes it, and a mesh folds there.
LEAST_LEAD_IN_MM = 0.01
# Of a serration's pitch, what its ridges and the grooves between them are wide at their ends: the project's own choice,
# with which the sides of 18 grooves, 0.4 mm deep, round a shaft of 6 mm enclose 66 degrees; of DIN 5481 they do 60.
SERRATION_LAND = 0.2
Corner = tuple[float, float]


def round_bore(diameter: float, depth: float, lead_in: float = 0.0) -> cq.Workplane:
    """A cylinder, `lead_in` mm wider at its mouth under 45 degrees; all in mm."""
    _require_lead_in(lead_in, depth)
    radius, wide = diameter / 2, diameter / 2 + lead_in
    if lead_in < LEAST_LEAD_IN_MM:
        return cq.Workplane().circle(radius).extrude(depth + OUT_MM).translate((0, 0, -OUT_MM))
    corners = [(0, -OUT_MM), (wide, -OUT_MM), (wide, 0), (radius, lead_in), (radius, depth), (0, depth)]
    return turned(corners)


def d_bore(diameter: float, across_flat: float, depth: float, lead_in: float = 0.0) -> cq.Workplane:
    """A cylinder with a flat that looks to -x, `across_flat` mm from the round opposite."""
    return _with_lead_in(d_section(diameter, across_flat), diameter, depth, lead_in)


def splined_bore(
    minor: float, major: float, count: int, width: float, depth: float, lead_in: float = 0.0
) -> cq.Workplane:
    """A cylinder of the `minor` diameter with `count` straight flutes of a width, out to the `major` diameter.

    The first flute lies on x. Their sides are parallel, as those of ISO 14 are. Raises Failed where they meet.
    """
    _require_between("major", major, minor, 2 * minor)
    _require_between("width", width, 0.0, minor * sin(pi / count))
    return _grooved_bore((minor, major), count, (asin(width / minor), asin(width / major)), depth, lead_in)


def serrated_bore(minor: float, major: float, count: int, depth: float, lead_in: float = 0.0) -> cq.Workplane:
    """A cylinder of the `minor` diameter with `count` V-shaped grooves, out to the `major` diameter.

    The first groove lies on x. Grooves and what stands between them end in lands of `SERRATION_LAND` of the pitch.
    """
    _require_between("major", major, minor, 2 * minor)
    land = pi / count * SERRATION_LAND
    return _grooved_bore((minor, major), count, (pi / count - land, land), depth, lead_in)


def _grooved_bore(
    diameters: tuple[float, float], count: int, halves: tuple[float, float], depth: float, lead_in: float
) -> cq.Workplane:
    """Round the inner diameter, with grooves out to the outer one; half their widths there and here in rad."""
    step, (inside, outside), (inner, outer) = pi / count, halves, (size / 2 for size in diameters)
    middle = (step + inside) / 2
    contour = [
        ContourPiece(_polar(inner, -step)),
        ContourPiece(_polar(inner, -inside), _polar(inner, -middle)),
        ContourPiece(_polar(outer, -outside)),
        ContourPiece(_polar(outer, outside), (outer, 0)),
        ContourPiece(_polar(inner, inside)),
        ContourPiece(_polar(inner, step), _polar(inner, middle)),
        ContourPiece((0, 0)),
    ]
    # Not drawn by the workplane, which takes edges in an order of its own each time.
    sector = contour_wire(contour).toPending()
    return round_pattern(_with_lead_in(sector, 2 * outer, depth, lead_in, count), count, -OUT_MM, depth)


def keyed_bore(diameter: float, width: float, height: float, depth: float, lead_in: float = 0.0) -> cq.Workplane:
    """A cylinder with a keyway on x of a width, whose floor is `height` mm from the round opposite."""
    return _with_lead_in(keyed_section(diameter, width, height), diameter, depth, lead_in)


def hexagonal_bore(across_flats: float, depth: float, lead_in: float = 0.0) -> cq.Workplane:
    """A hexagon with two flats square to y: a nut's seat, or a bit's."""
    corners = 2 * across_flats / sqrt(3)
    return _with_lead_in(cq.Workplane().polygon(6, corners), corners, depth, lead_in)


def d_section(diameter: float, across_flat: float) -> cq.Workplane:
    """The outline of a `d_bore` on z = 0."""
    radius = diameter / 2
    _require_between("across_flat", across_flat, radius, diameter)
    beyond = across_flat - radius
    half = sqrt(radius**2 - beyond**2)
    return cq.Workplane().moveTo(beyond, half).threePointArc((-radius, 0), (beyond, -half)).close()


def keyed_section(diameter: float, width: float, height: float) -> cq.Workplane:
    """The outline of a `keyed_bore` on z = 0."""
    _require_between("width", width, 0.0, diameter)
    _require_between("height", height, diameter, 2 * diameter)
    radius, half = diameter / 2, width / 2
    beside, floor = sqrt(radius**2 - half**2), height - radius
    section = cq.Workplane().moveTo(beside, half).threePointArc((-radius, 0), (beside, -half))
    return section.lineTo(floor, -half).lineTo(floor, half).close()


def _with_lead_in(section: cq.Workplane, over_all: float, depth: float, lead_in: float, count: int = 1) -> cq.Workplane:
    """The section extruded, and a countersink of 90 degrees that is `lead_in` mm wider than what goes round it.

    As a countersink does, the cone goes on inwards, so that it breaks the edges of flats too. Of a section that is one
    of `count` sectors, it is one as well, its middle on x.
    """
    _require_lead_in(lead_in, depth)
    tool = section.extrude(depth + OUT_MM, clean=False).translate((0, 0, -OUT_MM))
    if lead_in < LEAST_LEAD_IN_MM:
        return tool
    wide = over_all / 2 + lead_in
    top = min(wide, depth)
    profile = [(0, -OUT_MM), (wide, -OUT_MM), (wide, 0), (wide - top, top), (0, top)]
    corners = profile if wide > top else [*profile[:3], profile[4]]
    cone = turned(corners, 360 / count)
    if count > 1:
        cone = cone.rotate((0, 0, 0), (0, 0, 1), -180 / count)
    # A sector's flat sides go; united, they come out in another order each time.
    return fuse(tool, cone, "Countersink of a bore", unite=count == 1)


def _require_lead_in(lead_in: float, depth: float) -> None:
    _require_between("lead_in", lead_in, -OUT_MM, depth)


def _polar(radius: float, turn: float) -> Corner:
    return radius * cos(turn), radius * sin(turn)


def _require_between(name: str, value: float, low: float, high: float) -> None:
    if not low < value < high:
        raise failed(
            f"A bore's {name} of {value:g} mm is not between {max(low, 0.0):g} and {high:g}.",
            hint="This is a fault of the template: its limits must prevent it. Tell its author.",
        )
