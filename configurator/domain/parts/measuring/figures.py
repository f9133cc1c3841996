"""A line drawing that shows where to measure, as data: lines, words, and one mark for each measurement.

Coordinates are in units of the drawing, right and up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Spot = tuple[float, float]
# What a line is of: the outline of what is measured, details in it, what is hidden or only imagined, a cut through
# material, a landmark; tape or callipers, and the size between them with its arrows.
Pen = Literal["outline", "detail", "hidden", "cut", "landmark", "tool", "tape", "size", "arrow"]
# `M` and `L` have one spot, `C` (a cubic of Bézier) three, `Z` none: as in SVG.
Step = tuple[Literal["M", "L", "C", "Z"], tuple[Spot, ...]]


@dataclass(frozen=True)
class Path:
    """A line, drawn or, where closed and of a pen that fills, filled."""

    steps: tuple[Step, ...]
    pen: Pen


@dataclass(frozen=True)
class Words:
    """A line of text; `at` is its foot at its left end, its middle or its right end."""

    text: str
    at: Spot
    anchor: Literal["left", "middle", "right"] = "middle"


@dataclass(frozen=True)
class MeasuringMark:
    """One measurement in a drawing: what is lit, and in words with what, how tight and under which load it is taken."""

    title: str
    tool: str
    tightness: str
    load: str
    paths: tuple[Path, ...]
    words: tuple[Words, ...] = ()

    @property
    def sentence(self) -> str:
        """All of how: a sentence each."""
        return " ".join(f"{text[0].upper()}{text[1:]}." for text in (self.tool, self.tightness, self.load) if text)


@dataclass(frozen=True)
class MeasuringFigure:
    """A drawing within `box` (left, low, right, high), and its marks by name."""

    title: str
    box: tuple[float, float, float, float]
    paths: tuple[Path, ...]
    words: tuple[Words, ...]
    marks: Mapping[str, MeasuringMark]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        left, low, right, high = self.box
        return right - left, high - low

    def line(self, mark: str) -> MeasuringLine:
        """A mark of this drawing, for a field. Raises KeyError if there is none of this name."""
        return MeasuringLine(self, self.marks[mark])


@dataclass(frozen=True)
class MeasuringLine:
    """Where one field is measured: a drawing, and which of its marks is lit."""

    figure: MeasuringFigure
    mark: MeasuringMark
