"""The dimensions that verify a finished part, and where on the part they are measured.

All places are in the template's frame, in millimetres, and say nothing of how they are measured:
the kernel measures the finished mesh there. A dimension whose part is mirrored is mirrored too.

`field` is the name of the parameter that the dimension mainly depends on, so that a page can link the
two; empty where it depends on none, or on several alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Point = tuple[float, float, float]
X: Point = (1.0, 0.0, 0.0)
Y: Point = (0.0, 1.0, 0.0)
Z: Point = (0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Box:
    """An axis-aligned region between two corners."""

    low: Point
    high: Point

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        a, b = self.low, self.high
        return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)


EVERYWHERE = Box((-1e6, -1e6, -1e6), (1e6, 1e6, 1e6))


@dataclass(frozen=True, kw_only=True)
class Distance:
    """Callipers along `axis`. Outside jaws: the extremes of what is in `box`, which must be longer.

    Inside jaws: the least clear gap from the middle of `box` both ways along `axis`, over its width.
    Height: with the whole part standing on a surface plate square to `axis`, how far above the
    plate the highest point in `box` is.
    """

    name: str
    nominal: float
    tolerance: float
    axis: Point
    box: Box = EVERYWHERE
    jaws: Literal["outside", "inside", "height"] = "outside"
    field: str = ""
    kind: Literal["distance"] = "distance"


@dataclass(frozen=True, kw_only=True)
class Diameter:
    """A round section of the part about `centre`, perpendicular to `axis`.

    The nominal radius only says which of the rounds at the section, or else within `height` of it,
    is meant; what is further than `reach` from that round, such as a flared mouth, is not part
    of it. `role` says from which side it is used: a bore is met by a pin.
    """

    name: str
    nominal: float
    tolerance: float
    centre: Point
    axis: Point = Z
    height: float = 0.5
    reach: float = 1.0
    role: Literal["shaft", "bore"] = "shaft"
    field: str = ""
    kind: Literal["diameter"] = "diameter"


@dataclass(frozen=True, kw_only=True)
class Girth:
    """A tape measure round the section of the part at `origin`, perpendicular to `normal`."""

    name: str
    nominal: float
    tolerance: float
    origin: Point
    normal: Point
    field: str = ""
    kind: Literal["girth"] = "girth"


@dataclass(frozen=True, kw_only=True)
class Thickness:
    """The wall met by a ray from `origin` along `direction`: from its first to its second surface.

    The median over a spot of radius `spot` is taken, measured along the surface's normal.
    """

    name: str
    nominal: float
    tolerance: float
    origin: Point
    direction: Point
    spot: float = 2.0
    field: str = ""
    kind: Literal["thickness"] = "thickness"


@dataclass(frozen=True, kw_only=True)
class Angle:
    """Between the planes fitted to the surfaces in two boxes that face `facing` and `other_facing`.

    Projected along `about`, in degrees: positive when turning the second plane's normal to the first's
    goes counter-clockwise, viewed from the tip of `about`. Where `facing` and `other_facing` point
    opposite ways, as on a wedge, the second normal is reversed: 0 is parallel.
    """

    name: str
    nominal: float
    tolerance: float
    box: Box
    facing: Point
    other_box: Box
    other_facing: Point
    about: Point
    field: str = ""
    kind: Literal["angle"] = "angle"


Dimension = Distance | Diameter | Girth | Thickness | Angle


def mirrored(dimension: Dimension) -> Dimension:
    """The same dimension on the part reflected in the plane y = 0."""
    match dimension:
        case Distance():
            return replace(dimension, axis=_reflect(dimension.axis), box=_reflect_box(dimension.box))
        case Diameter():
            return replace(dimension, centre=_reflect(dimension.centre), axis=_reflect(dimension.axis))
        case Girth():
            return replace(dimension, origin=_reflect(dimension.origin), normal=_reflect(dimension.normal))
        case Thickness():
            return replace(dimension, origin=_reflect(dimension.origin), direction=_reflect(dimension.direction))
        case Angle():
            return _mirrored_angle(dimension)


def _mirrored_angle(dimension: Angle) -> Angle:
    about = dimension.about
    return replace(
        dimension,
        box=_reflect_box(dimension.box),
        facing=_reflect(dimension.facing),
        other_box=_reflect_box(dimension.other_box),
        other_facing=_reflect(dimension.other_facing),
        # An axis of turning reflects as a pseudovector: this keeps the sign of the angle.
        about=(-about[0], about[1], -about[2]),
    )


def _reflect(point: Point) -> Point:
    return (point[0], -point[1], point[2])


def _reflect_box(box: Box) -> Box:
    return Box((box.low[0], -box.high[1], box.low[2]), (box.high[0], -box.low[1], box.high[2]))
