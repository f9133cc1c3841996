"""A measuring drawing on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from reportlab.graphics.shapes import ArcPath, Drawing, String
from reportlab.lib.colors import Color, HexColor

from configurator.domain.parts.measuring.figures import MeasuringLine, Path, Pen, Words
from configurator.domain.parts.measuring.svg import ACCENT, FILL, GREY, INK
from configurator.paper.typeface import LEAST_TYPE, PLAIN

# Width, colour, fill and dashes of each pen, as on pages.
PENS: dict[Pen, tuple[float, str | None, str | None, list[float]]] = {
    "outline": (1.6, INK, None, []),
    "detail": (1.0, GREY, None, []),
    "hidden": (1.0, GREY, None, [5, 3]),
    "cut": (1.4, INK, "#dadfe3", []),
    "landmark": (1.0, GREY, "#ffffff", []),
    "tool": (1.2, ACCENT, FILL, []),
    "tape": (7.0, FILL, None, []),
    "size": (1.8, ACCENT, None, []),
    "arrow": (0.0, None, ACCENT, []),
}
ANCHORS: dict[str, Literal["start", "middle", "end"]] = {"left": "start", "middle": "middle", "right": "end"}
DRAW: dict[str, Callable[..., None]] = {
    "M": ArcPath.moveTo,
    "L": ArcPath.lineTo,
    "C": ArcPath.curveTo,
    "Z": ArcPath.closePath,
}
ROUND_ENDS: Literal[1] = 1


def measuring_drawing(line: MeasuringLine, width: float) -> Drawing:
    """The drawing with the field's mark lit, so many points wide."""
    figure, mark = line.figure, line.mark
    (wide, high), (left, low, _, _) = figure.size, figure.box
    scale = width / wide
    drawing = Drawing(width, high * scale)
    drawing.scale(scale, scale)
    drawing.translate(-left, -low)
    for path in (*figure.paths, *mark.paths):
        drawing.add(_drawn_path(path))
    for words in (*figure.words, *mark.words):
        drawing.add(_drawn_words(words, LEAST_TYPE / scale))
    return drawing


def _drawn_path(path: Path) -> ArcPath:
    width, stroke, fill, dashes = PENS[path.pen]
    drawn = ArcPath(
        strokeWidth=width,
        strokeColor=_colour(stroke),
        fillColor=_colour(fill),
        strokeLineCap=ROUND_ENDS,
        strokeLineJoin=ROUND_ENDS,
    )
    if dashes:
        drawn.strokeDashArray = dashes
    for step, spots in path.steps:
        numbers = [number for spot in spots for number in spot]
        DRAW[step](drawn, *numbers)
    return drawn


def _drawn_words(words: Words, size: float) -> String:
    x, y = words.at
    return String(
        x, y, words.text, fontName=PLAIN, fontSize=size, fillColor=HexColor(INK), textAnchor=ANCHORS[words.anchor]
    )


def _colour(name: str | None) -> Color | None:
    return HexColor(name) if name else None
