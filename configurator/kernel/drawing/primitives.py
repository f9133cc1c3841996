"""What a sheet consists of, in mm right and up on the paper: strokes, texts and dimensions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.views import ViewPoints

# As ISO 128 has them; "plane" is the thick end of a cutting plane's line.
LineStyle = Literal["visible", "hidden", "centre", "thin", "hatch", "plane", "frame"]
Anchor = Literal["left", "middle", "right"]
SizeKind = Literal["linear", "diameter", "radius", "angular", "note"]


@dataclass(frozen=True, eq=False)
class Stroke:
    """A polyline of `points` (n, 2)."""

    points: ViewPoints
    style: LineStyle

    def moved(self, by: ViewPoints) -> Stroke:
        """Shifted by (2,)."""
        return replace(self, points=self.points + by)


@dataclass(frozen=True, eq=False)
class DrawnText:
    """A line of text whose capitals are `height` high; `at` (2,) anchors its baseline, `angle` in degrees."""

    text: str
    at: ViewPoints
    height: float
    angle: float = 0.0
    anchor: Anchor = "left"
    bold: bool = False

    def moved(self, by: ViewPoints) -> DrawnText:
        """Shifted by (2,)."""
        return replace(self, at=self.at + by)


@dataclass(frozen=True, eq=False)
class Label:
    """A size in words behind its number in a ring: `centre` (2,) of both together, `angle` in degrees."""

    number: int
    text: str
    centre: ViewPoints
    angle: float = 0.0

    def moved(self, by: ViewPoints) -> Label:
        """Shifted by (2,)."""
        return replace(self, centre=self.centre + by)


@dataclass(frozen=True, eq=False)
class PlacedSize:
    """One dimension on the paper.

    `marks` are the points that define it: of a linear one its two feet and the two ends of its line, of a
    diameter or a radius the centre and the point of the circle at its arrow, of an angle its vertex and one point
    on each leg and the arc's middle, of a note the place it points at and the end of its leader. `arrows`
    (k, 2, 2) are points and directions.
    """

    kind: SizeKind
    callout: Callout
    label: Label
    marks: ViewPoints
    strokes: tuple[ViewPoints, ...]
    arrows: ViewPoints

    def moved(self, by: ViewPoints) -> PlacedSize:
        """Shifted by (2,)."""
        arrows = np.stack([self.arrows[:, 0] + by, self.arrows[:, 1]], axis=1)
        strokes = tuple(each + by for each in self.strokes)
        return replace(self, label=self.label.moved(by), marks=self.marks + by, strokes=strokes, arrows=arrows)


@dataclass(frozen=True, eq=False)
class Figure:
    """A part of a sheet: a view with its dimensions, the title block or the notes; `bounds` (4,) on the paper."""

    strokes: tuple[Stroke, ...] = ()
    words: tuple[DrawnText, ...] = ()
    sizes: tuple[PlacedSize, ...] = ()
    bounds: ViewPoints = field(default_factory=lambda: np.zeros(4))

    def moved(self, by: ViewPoints) -> Figure:
        """Shifted by (2,)."""
        return Figure(
            tuple(each.moved(by) for each in self.strokes),
            tuple(each.moved(by) for each in self.words),
            tuple(each.moved(by) for each in self.sizes),
            self.bounds + np.tile(by, 2),
        )
