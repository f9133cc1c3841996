"""Views, block and notes on one sheet: the largest standard scale at which all find room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.drafting import PAPERS, Drafting, Paper
from configurator.domain.parts.versions import versions
from configurator.kernel.drawing.callouts import make_callouts
from configurator.kernel.drawing.cutting_planes import is_edge_on, plane_lines
from configurator.kernel.drawing.free_space import Rectangle, largest_room, rectangles_meet
from configurator.kernel.drawing.placement import SizeRequest, ViewBoard, place_sizes, size_requests, view_board
from configurator.kernel.drawing.primitives import Figure, Stroke
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.title_block import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    NOTES_WIDE,
    BlockFacts,
    sheet_frame,
    sheet_notes,
    title_block,
)
from configurator.kernel.drawing.views import ViewPoints
from configurator.kernel.part import Part

# ISO 5455, paper over part.
SCALES = (50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 1 / 2, 1 / 5, 1 / 10, 1 / 20)
# ISO 5457: to file by on the left, 10 elsewhere.
MARGINS = (20.0, 10.0, 10.0, 10.0)
# In mm: between figures, and what an isometric needs at least.
GAP, LEAST = 10.0, 38.0
# Half of it round each, less what rounding adds.
AROUND_VIEWS_MM = GAP / 2 - 0.01
# A4 serves unless the part would stand smaller there than this, and larger on A3.
WELL = 1 / 2
SHEET_TEXT = np.zeros(2)
# Drawn on one level.
LEVEL_MM = ("front", "side")


@dataclass(frozen=True, eq=False)
class DrawingSheet:
    """A drawing on paper: figures in mm from the lower left corner; `scale` is paper over part."""

    paper: Paper
    scale: float
    figures: tuple[Figure, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm."""
        return PAPERS[self.paper]


def compose_sheet(part: Part, seen: dict[str, ProjectedView], drafting: Drafting) -> DrawingSheet:
    """Raises Failed where the part fits on no paper with all its sizes."""
    wishes = size_requests(
        make_callouts(part.measurements, drafting), {name: each for name, each in seen.items() if name != "isometric"}
    )
    for paper, scale in _wishes(seen, drafting):
        made = _at(part, seen, wishes, drafting, paper, scale)
        if made is not None:
            return made
    raise failed("The drawing finds no room for all sizes.", hint="This is a fault of the template: tell its author.")


def _wishes(seen: dict[str, ProjectedView], drafting: Drafting) -> Iterator[tuple[Paper, float]]:
    """Paper and scale, best first."""
    spans = {name: _span(each) for name, each in seen.items()}
    papers: list[Paper] = [drafting.paper] if drafting.paper else ["A4", "A3"]
    wishes: list[tuple[Paper, float]] = [
        (paper, scale) for paper in papers for scale in SCALES if _may(spans, paper, scale)
    ]
    yield from sorted(wishes, key=lambda wish: (-min(wish[1], WELL), papers.index(wish[0]), -wish[1]))


def _may(spans: dict[str, ViewPoints], paper: Paper, scale: float) -> bool:
    """Whether the bare views would fit."""
    wide = max(spans["front"][0], spans["plan"][0]) + spans["side"][0]
    high = max(spans["front"][1], spans["side"][1]) + spans["plan"][1]
    return wide * scale < PAPERS[paper][0] - 60 and high * scale < PAPERS[paper][1] - 50


def _span(seen: ProjectedView) -> ViewPoints:
    points = np.concatenate(seen.lines.visible)
    return np.asarray(points.max(axis=0) - points.min(axis=0))


def _at(
    part: Part,
    seen: dict[str, ProjectedView],
    wishes: Sequence[SizeRequest],
    drafting: Drafting,
    paper: Paper,
    scale: float,
) -> DrawingSheet | None:
    """None where this paper is too small for the scale."""
    boards = _boards(seen, scale)
    if not place_sizes(boards, wishes, scale):
        return None
    figures = {name: board.figure() for name, board in boards.items()}
    spots, (wide, high) = _spots(figures, drafting, paper), PAPERS[paper]
    area = (MARGINS[0], MARGINS[1], wide - MARGINS[2], high - MARGINS[3])
    if any(not _within(_box(figures[name], at=spot), area) for name, spot in spots.items()):
        return None
    views = [figures[name].moved(spot) for name, spot in spots.items()]
    title, beside = _texts(
        part, seen, wishes, BlockFacts(drafting, scale_text(scale), paper, f"configurator {versions()['configurator']}")
    )
    taken = [*(_box(each, AROUND_VIEWS_MM) for each in views), _box(title, 0.5), _box(beside, 0.5)]
    if _any_meet(taken):
        return None
    for name in (each for each in figures if each not in ("front", "plan", "side")):
        placed = _beside(figures[name], area, taken)
        if placed is None:
            return None
        views.append(placed)
        taken.append(_box(placed, AROUND_VIEWS_MM))
    pictorial = _pictorial(seen["isometric"], largest_room(area, taken), scale)
    if pictorial is None:
        return None
    edge = Figure((sheet_frame(PAPERS[paper], MARGINS),))
    return DrawingSheet(paper, scale, (edge, title, beside, *views, pictorial))


def _texts(
    part: Part, seen: dict[str, ProjectedView], wishes: Sequence[SizeRequest], facts: BlockFacts
) -> tuple[Figure, Figure]:
    """The block in the lower right corner, and the notes beside it, or above it where it leaves no room."""
    wide, _ = PAPERS[facts.paper]
    cuts = {each.letter: each.section for each in seen.values() if each.section is not None}
    all_told = tuple(sorted((size for size, _ in wishes), key=lambda size: size.number))
    beside = wide - MARGINS[0] - MARGINS[2] >= BLOCK_WIDTH + NOTES_WIDE + 2
    corner = np.array([MARGINS[0] + 2.0, MARGINS[1] + 1.0 + (0.0 if beside else BLOCK_HEIGHT)])
    title = title_block(part, facts).moved(np.array([wide - MARGINS[2], MARGINS[1]]))
    return title, sheet_notes(part, all_told, dict(sorted(cuts.items())), facts).moved(corner)


def _boards(seen: dict[str, ProjectedView], scale: float) -> dict[str, ViewBoard]:
    """Each view on paper, with the cutting planes that it sees edge-on and have not been shown before."""
    cuts = {each.letter: each for each in seen.values() if each.letter}
    boards: dict[str, ViewBoard] = {}
    for name in (each for each in seen if each != "isometric"):
        here = [cut for letter, cut in cuts.items() if is_edge_on(cut, seen[name])]
        for cut in here:
            del cuts[cut.letter]
        strokes, words = plane_lines(here, seen[name], scale)
        boards[name] = view_board(seen[name], scale, strokes, words)
    return boards


def _spots(figures: dict[str, Figure], drafting: Drafting, paper: Paper) -> dict[str, ViewPoints]:
    """(2,) how front, plan and side are moved into their columns and rows, from the upper left."""
    bounds = {name: figure.bounds for name, figure in figures.items()}
    left = MARGINS[0] + GAP / 2 - min(bounds["front"][0], bounds["plan"][0])
    right = left + max(bounds["front"][2], bounds["plan"][2]) + GAP
    top = PAPERS[paper][1] - MARGINS[3] - GAP / 2
    level = {"front": (min(bounds[each][1] for each in LEVEL_MM), max(bounds[each][3] for each in LEVEL_MM))}
    level["plan"] = (bounds["plan"][1], bounds["plan"][3])
    upper, lower = ("front", "plan") if drafting.projection == "first" else ("plan", "front")
    heights = {upper: top - level[upper][1]}
    heights[lower] = heights[upper] + level[upper][0] - GAP - level[lower][1]
    return {
        "front": np.array([left, heights["front"]]),
        "plan": np.array([left, heights["plan"]]),
        "side": np.array([right - bounds["side"][0], heights["front"]]),
    }


def _beside(figure: Figure, area: Rectangle, taken: Sequence[Rectangle]) -> Figure | None:
    """A section in the first empty place that holds it, from the left and from the top; None if none does."""
    wide, high = figure.bounds[2:] - figure.bounds[:2]
    lefts = sorted({area[0], *(box[2] for box in taken)})
    tops = sorted({area[3], *(box[1] for box in taken)}, reverse=True)
    for left, top in product(lefts, tops):
        spot = (left, top - high - GAP, left + wide + GAP, top)
        if _within(spot, area) and not any(rectangles_meet(spot, box) for box in taken):
            return figure.moved(np.array([left, top - high - GAP]) + GAP / 2 - figure.bounds[:2])
    return None


def _pictorial(seen: ProjectedView, room: Rectangle, scale: float) -> Figure | None:
    """The isometric, as large as the room left allows but no larger than the views."""
    points = np.concatenate(seen.lines.visible)
    low, high = points.min(axis=0), points.max(axis=0)
    free = np.array([room[2] - room[0], room[3] - room[1]]) - GAP
    fits = float((free / (high - low)).min())
    shown = min(fits, scale)
    if shown < scale and ((free < LEAST).any() or shown * float((high - low).max()) < LEAST):
        return None
    middle = np.array([(room[0] + room[2]) / 2, (room[1] + room[3]) / 2])
    moved = [Stroke((line - (low + high) / 2) * shown + middle, "visible") for line in seen.lines.visible]
    half = (high - low) * shown / 2
    return Figure(tuple(moved), (), (), np.concatenate([middle - half, middle + half]))


def _box(figure: Figure, more: float = 0.0, at: ViewPoints = SHEET_TEXT) -> Rectangle:
    left, low, right, high = map(float, figure.bounds + np.tile(at, 2))
    return left - more, low - more, right + more, high + more


def _within(box: Rectangle, area: Rectangle) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


def _any_meet(boxes: list[Rectangle]) -> bool:
    return any(rectangles_meet(one, other) for number, one in enumerate(boxes) for other in boxes[:number])


def scale_text(scale: float) -> str:
    """As a title block says it."""
    return f"{scale:g}:1" if scale >= 1 else f"1:{1 / scale:g}"
