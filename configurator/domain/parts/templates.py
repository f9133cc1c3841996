"""The declaration of a part template, as one typed object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import hypot, inf
from typing import Any, Generic, Literal, TypeVar

from configurator.domain.parts.bodies import Body
from configurator.domain.parts.dimensions import Dimension, Point, X, Z
from configurator.domain.parts.inserts import Insert
from configurator.domain.parts.limits import AnyLimit
from configurator.domain.parts.measuring.figures import MeasuringLine
from configurator.domain.parts.parameters import Parameters
from configurator.domain.problems import Problem

P = TypeVar("P", bound=Parameters)
# Towards whoever looks at a part that says nothing else: from its right side.
FROM_THE_RIGHT: Point = (0.0, -1.0, 0.0)
DOT = "\N{BLACK CIRCLE}"
# A cosine: `front` and `up` may lean no further than this.
SQUARE_COS = 1e-6
# Where a part is used: on a person, or in a vehicle; in the last five nothing is, whatever its material.
Zone = Literal[
    "skin",
    "cabin",
    "dash top",
    "engine bay",
    "intake",
    "hot side",
    "outside",
    "coolant",
    "fuel",
    "steering",
    "brakes",
    "suspension",
    "seat belts",
    "pressurised fuel",
]
# What materials are by how they are worked.
Family = Literal["plastic", "metal", "sheet"]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where the design's code is engraved: the centre of the text on a flat face of the part.

    `normal` points out of the material, `reading` along the line of text. All in mm, in the
    frame of the part as it is delivered, which is after mirroring. The line ends in a `dot`, or is nothing else,
    where one says which way the part lies; where the line runs across that way, the dot stands over it (`dot_over`).
    """

    centre: Point
    normal: Point
    reading: Point = X
    height: float = 4.0
    depth: float = 0.4
    code: bool = True
    dot: bool = False
    dot_over: bool = False

    def line(self, code: str) -> str:
        """What is engraved on a part of this code."""
        return (code if self.code else "") + (DOT if self.dot else "")


@dataclass(frozen=True, kw_only=True)
class Section:
    """Where a drawing cuts the part open: the plane through `origin` square to `normal`, viewed from the normal's tip.

    What is behind the plane is drawn too where `beyond` is true. In mm, in the template's frame: it is mirrored
    with the part.
    """

    origin: Point
    normal: Point
    beyond: bool = True


def not_mirrored(parameters: Any) -> bool:
    """For parts that have no left and right."""
    return False


def no_problems(parameters: Any) -> Iterable[Problem]:
    """For parts without problems beside their limits."""
    return ()


def no_limits(parameters: Any) -> Iterable[AnyLimit]:
    """For parts that can be made at all values within the ranges."""
    return ()


def no_mark(parameters: Any) -> Mark | None:
    """For parts too small or too soft to engrave."""
    return None


def one_body(parameters: Any) -> Iterable[Body]:
    """For parts whose bodies need no names."""
    return ()


def no_inserts(parameters: Any) -> Iterable[Insert]:
    """For parts into which nothing is put."""
    return ()


def no_sections(parameters: Any) -> Iterable[Section]:
    """For parts that need no section view."""
    return ()


def no_notes(parameters: Any) -> Iterable[str]:
    """For parts whose drawing needs no words."""
    return ()


def no_strain(parameters: Any) -> float:
    """For parts that nobody bends."""
    return 0.0


def any_family(parameters: Any) -> Family | None:
    """For parts whose designs are the same whatever they are made of."""
    return None


def unknown_wall(parameters: Any) -> float:
    """For parts whose thinnest wall nobody has worked out: none is too thin."""
    return inf


def not_revolved(parameters: Any) -> bool:
    """For parts that no lathe alone can make."""
    return False


def no_sheet(parameters: Any) -> float | None:
    """For parts that cannot be cut from sheet."""
    return None


@dataclass(frozen=True, kw_only=True)
class Template(Generic[P]):
    """One parametric part.

    `limits` narrows ranges by the other parameters, `check` yields further problems; both without
    geometry and cheap enough for every key press.

    `build` returns its solids in mm (a cadquery Shape
    or Workplane), `dimensions` says what to measure on the result. Where `mirror` says so, the
    solids and the dimensions are reflected in the plane y = 0 after `build`.

    Of a part of several named `bodies`, which do not touch, `build` returns them by name, in the order in which
    `bodies` yields them; each has its own number of solids, and `solids` says nothing.

    `compensate` gives the parameters whose holes are wider by so many mm in diameter, for a process that closes them;
    without it the part's holes are never compensated.

    `inserts` say what is put into which hole; a part without that hole is refused.

    `sections` say where a drawing cuts the part open, `notes` are sentences for whoever makes it by the
    drawing: sizes that no dimension tells, such as chamfers.

    `front` is the direction from the part to whoever looks at it, `up` what is then upright, square to it: the
    drawing's main view, and the picture and the page's first view, which look from a little above and from the right
    of it. Both are mirrored with the part.

    `measuring` is where each parameter is measured, by its name, as drawn: everything that is `measured` has a line.

    `zone` is where the part is used, `offers` are the ids of the offers that its author has judged
    fit, best first, `wall` is the thinnest wall in mm that a design has by intention.

    `is_revolved` says which designs are bodies of revolution about one axis, their code aside, and `sheet` how thick in
    mm the sheet is that a flat design is cut from: only these are turned, or cut.
    `family` says what a design is worked out for, such as "metal" for a wall that only metal keeps tight: other
    materials are refused for it. None is any.
    `strain` is the most by which a design is stretched whenever it is fitted, as a share: 0.02 for 2 %.

    `keywords` are further words that people look for such a part by, such as insole for a foot orthosis.

    `preset_titles` are the names that people know presets by, where these differ from their names in code.

    A part made to one person is `prescribed`: whoever orders it names the patient's code and the prescription.
    """

    id: str
    version: str
    title: str
    group: str
    summary: str
    parameters: type[P]
    build: Callable[[P], Any]
    dimensions: Callable[[P], Iterable[Dimension]]
    limits: Callable[[P], Iterable[AnyLimit]] = no_limits
    check: Callable[[P], Iterable[Problem]] = no_problems
    mirror: Callable[[P], bool] = not_mirrored
    mark: Callable[[P], Mark | None] = no_mark
    sections: Callable[[P], Iterable[Section]] = no_sections
    notes: Callable[[P], Iterable[str]] = no_notes
    front: Point = FROM_THE_RIGHT
    up: Point = Z
    measuring: Mapping[str, MeasuringLine] = field(default_factory=dict)
    solids: int = 1
    bodies: Callable[[P], Iterable[Body]] = one_body
    inserts: Callable[[P], Iterable[Insert]] = no_inserts
    compensate: Callable[[P, float], P] | None = None
    presets: Mapping[str, P] = field(default_factory=dict)
    preset_titles: Mapping[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    zone: Zone | None = None
    prescribed: bool = False
    offers: tuple[str, ...] = ()
    wall: Callable[[P], float] = unknown_wall
    is_revolved: Callable[[P], bool] = not_revolved
    sheet: Callable[[P], float | None] = no_sheet
    family: Callable[[P], Family | None] = any_family
    strain: Callable[[P], float] = no_strain
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError where `up` is not square to `front`."""
        leaning = sum(one * other for one, other in zip(self.front, self.up, strict=True))
        if not any(self.front) or not any(self.up) or abs(leaning) > SQUARE_COS * hypot(*self.front) * hypot(*self.up):
            raise ValueError(f"up {self.up} must be square to front {self.front}")

    @property
    def is_for_vehicle(self) -> bool:
        """Whether it is used in a vehicle: whoever orders it may say where it sits, and which fluids touch it."""
        return self.zone not in (None, "skin")

    @property
    def is_flat_sheet(self) -> bool:
        """Whether its designs are flat and can be cut from a sheet."""
        return self.sheet is not no_sheet

    @property
    def module(self) -> str:
        """The name of the module that declares it, by its parameters."""
        return self.parameters.__module__
