"""The dimensions that verify a finished part, and where on the part they are measured.

All places are in the template's frame, in millimetres, and say nothing of how they are measured:
the kernel measures the finished mesh there. A dimension whose part is mirrored is mirrored too.

`field` is the name of the parameter that the dimension mainly depends on, so that a page can link the
two; empty where it depends on none, or on several alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from configurator.domain.parts.features import Face as Face
from configurator.domain.parts.features import Feature as Feature
from configurator.domain.parts.features import Round as Round
from configurator.domain.parts.features import RoundRole
from configurator.domain.parts.places import EVERYWHERE as EVERYWHERE
from configurator.domain.parts.places import Box as Box
from configurator.domain.parts.places import Point as Point
from configurator.domain.parts.places import X as X
from configurator.domain.parts.places import Y as Y
from configurator.domain.parts.places import Z as Z


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
    """A round section of the part about `centre`, perpendicular to `axis`; with `repeats` several that are equal.

    The nominal radius only says which of the rounds at the section, or else within `height` of it,
    is meant; what is further than `reach` from that round, such as a flared mouth, is not part
    of it, nor a flat that cuts it, as that of a D. `role` says from which side it is used: a bore is
    met by a pin. `repeats` are the centres of
    the others of a pattern: all are measured, and the one that is furthest from the nominal counts.
    """

    name: str
    nominal: float
    tolerance: float
    centre: Point
    axis: Point = Z
    height: float = 0.5
    reach: float = 1.0
    role: RoundRole = "shaft"
    repeats: tuple[Point, ...] = ()
    field: str = ""
    kind: Literal["diameter"] = "diameter"


@dataclass(frozen=True, kw_only=True)
class Girth:
    """A tape measure round the section of the part at `origin`, perpendicular to `normal`.

    Inside, as of the limb that an open shell is made for: along the inner contour that is seen from
    `origin`, and straight across the opening.
    """

    name: str
    nominal: float
    tolerance: float
    origin: Point
    normal: Point
    side: Literal["outside", "inside"] = "outside"
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
    `senses` are the words for an angle above and for one below 0, such as varus and valgus.
    """

    name: str
    nominal: float
    tolerance: float
    box: Box
    facing: Point
    other_box: Box
    other_facing: Point
    about: Point
    senses: tuple[str, str] = ("", "")
    field: str = ""
    kind: Literal["angle"] = "angle"


@dataclass(frozen=True, kw_only=True)
class PitchCircle:
    """The diameter of the circle on which the axes of three or more equal rounds lie.

    The circle is fitted to the measured axes; that of the round which is furthest from the nominal
    counts. `size` is the nominal diameter of the rounds; the other fields are as those of `Diameter`.
    """

    name: str
    nominal: float
    tolerance: float
    centres: tuple[Point, ...]
    size: float
    axis: Point = Z
    height: float = 0.5
    reach: float = 1.0
    role: RoundRole = "bore"
    field: str = ""
    kind: Literal["pitch_circle"] = "pitch_circle"


@dataclass(frozen=True, kw_only=True)
class ThreadDiameter:
    """A diameter of the thread `designation`, such as M10x1.5, that begins at `centre` and goes `depth` along `axis`.

    `gauge` says which diameter: that of the hole drilled to be tapped, which must be as deep as the thread, or
    of a thread that is modelled: over its crests or over its roots. `major` is the thread's nominal
    diameter, by which it is drawn.
    """

    name: str
    nominal: float
    tolerance: float
    designation: str
    major: float
    centre: Point
    axis: Point
    depth: float
    gauge: Literal["drill", "crest", "root"] = "drill"
    role: RoundRole = "bore"
    field: str = ""
    kind: Literal["thread_diameter"] = "thread_diameter"


@dataclass(frozen=True, kw_only=True)
class ThreadPitch:
    """From tooth to tooth of a modelled thread along its axis, the mean over its turns.

    The fields are as those of `ThreadDiameter`. It must be right-handed, or left-handed where the designation
    ends with LH.
    """

    name: str
    nominal: float
    tolerance: float
    designation: str
    major: float
    centre: Point
    axis: Point
    depth: float
    role: RoundRole = "bore"
    field: str = ""
    kind: Literal["thread_pitch"] = "thread_pitch"


@dataclass(frozen=True, kw_only=True)
class Position:
    """How far `of` lies from `datum`: along `axis`, signed, where there is one; otherwise the true distance.

    The true distance is that between two axes, square to both, or from a face square to it.
    """

    name: str
    nominal: float
    tolerance: float
    of: Feature
    datum: Feature
    axis: Point | None = None
    field: str = ""
    kind: Literal["position"] = "position"


@dataclass(frozen=True, kw_only=True)
class Depth:
    """From the flat `face` round a hole or a pocket, against `axis`, the face's outward normal, to its end.

    The end is the flat floor in the box `floor`; or, as of a hole with a drill's point, where the wall in that
    box that runs along the axis ends: the depth of the full diameter.
    """

    name: str
    nominal: float
    tolerance: float
    face: Box
    floor: Box
    axis: Point = Z
    end: Literal["floor", "full diameter"] = "floor"
    field: str = ""
    kind: Literal["depth"] = "depth"


@dataclass(frozen=True, kw_only=True)
class LetterSize:
    """A size of the letters in `box`, raised from the flat ground that faces `facing` or sunk into it.

    The relief is from the ground to the flat of the letters. The height is along `up`: the median of the
    letters that are not much lower than the highest, which leaves out low letters and dots, or of those of them that
    end flat, whichever is less: round letters stand out beyond these, by 1.9 % of the height (U) to 3.75 % (O).
    """

    name: str
    nominal: float
    tolerance: float
    box: Box
    facing: Point
    up: Point
    of: Literal["relief", "height"]
    form: Literal["raised", "sunk"] = "raised"
    field: str = ""
    kind: Literal["letter_size"] = "letter_size"


@dataclass(frozen=True, kw_only=True)
class Radius:
    """The arc nearest to `origin` in the section there, perpendicular to `axis`: a fillet or a rounded corner."""

    name: str
    nominal: float
    tolerance: float
    origin: Point
    axis: Point
    field: str = ""
    kind: Literal["radius"] = "radius"


@dataclass(frozen=True, kw_only=True)
class AxisAngle:
    """Degrees from 0 to 180 between the axes of two rounds, or between an axis and the normal of a face.

    The measured axes point the ways of the stated ones.
    """

    name: str
    nominal: float
    tolerance: float
    of: Feature
    datum: Feature
    field: str = ""
    kind: Literal["axis_angle"] = "axis_angle"


Dimension = (
    Distance
    | Diameter
    | Girth
    | Thickness
    | Angle
    | PitchCircle
    | ThreadDiameter
    | ThreadPitch
    | Position
    | Depth
    | LetterSize
    | Radius
    | AxisAngle
)
