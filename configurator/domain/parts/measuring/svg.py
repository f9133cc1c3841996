"""A measuring drawing as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Pen, Words

TEXT_SIZE = 10.0
INK, GREY, ACCENT, FILL = "#2b3136", "#8a929a", "#0b5cad", "#cfe0f2"
# Width, colour, fill and dashes of each pen; pages give the classes other colours in the dark.
STYLES: dict[Pen, str] = {
    "outline": f'stroke="{INK}" stroke-width="1.6" fill="none"',
    "detail": f'stroke="{GREY}" stroke-width="1" fill="none"',
    "hidden": f'stroke="{GREY}" stroke-width="1" fill="none" stroke-dasharray="5 3"',
    "cut": f'stroke="{INK}" stroke-width="1.4" fill="#dadfe3"',
    "landmark": f'stroke="{GREY}" stroke-width="1" fill="#ffffff"',
    "tool": f'stroke="{ACCENT}" stroke-width="1.2" fill="{FILL}"',
    "tape": f'stroke="{FILL}" stroke-width="7" fill="none"',
    "size": f'stroke="{ACCENT}" stroke-width="1.8" fill="none"',
    "arrow": f'stroke="none" fill="{ACCENT}"',
}
ANCHORS = {"left": "start", "middle": "middle", "right": "end"}


def figure_svg(figure: MeasuringFigure, lit: MeasuringMark | None = None) -> str:
    """The drawing as a whole SVG, with one mark lit or with all of them. It is announced by its title."""
    left, _, _, high = figure.box
    width, height = figure.size
    title = f"{figure.title}: {lit.title}" if lit else figure.title
    marks = [lit] if lit else list(figure.marks.values())
    body = [*_drawn(figure.paths, figure.words), *(line for mark in marks for line in _mark_lines(mark))]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="measuring-figure" role="img" aria-label="{escape(title)}"'
        f' viewBox="{left:g} {-high:g} {width:g} {height:g}" font-size="{TEXT_SIZE:g}" stroke-linecap="round"'
        ' stroke-linejoin="round" font-family="IBM Plex Sans, DejaVu Sans, sans-serif">' + "".join(body) + "</svg>"
    )


def _mark_lines(mark: MeasuringMark) -> Iterable[str]:
    yield '<g class="lit">'
    yield from _drawn(mark.paths, mark.words)
    yield "</g>"


def _drawn(paths: Iterable[Path], words: Iterable[Words]) -> Iterable[str]:
    for path in paths:
        yield f'<path class="pen-{path.pen}" {STYLES[path.pen]} d="{_path_data(path)}"/>'
    for each in words:
        x, y = each.at
        yield (
            f'<text x="{x:g}" y="{-y:g}" text-anchor="{ANCHORS[each.anchor]}" fill="{INK}">{escape(each.text)}</text>'
        )


def _path_data(path: Path) -> str:
    return "".join(f"{step}{' '.join(f'{x:.1f} {-y:.1f}' for x, y in spots)}" for step, spots in path.steps)
