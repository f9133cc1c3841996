"""Views, title block and notes on one sheet, at the largest standard scale at which there is room for all."""

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
from configurator.kernel.drawing.free_space import Rectangle, largest_free_rectangle, rectangles_meet
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
# ISO 5457, in mm: the filing margin on the left, 10 elsewhere.
MARGINS = (20.0, 10.0, 10.0, 10.0)
# In mm: between figures, and what an isometric needs at least.
FIGURE_GAP_MM, MIN_ISOMETRIC_MM = 10.0, 38.0
# Half of the gap round each view, less what rounding adds.
AROUND_VIEWS_MM = FIGURE_GAP_MM / 2 - 0.01
# A4 is preferred unless the scale there would be smaller than this, or the part's longest side in mm, and larger on A3.
PREFERRED_SCALE, MIN_VIEW_MM = 1 / 2, 24.0
NO_SHIFT = np.zeros(2)
# What is added to the plan's rank for a size: the second is tried where with the first there is no room.
PLAN_PENALTIES = (0.0, 0.5)
# The views in one row.
ROW_VIEWS = ("front", "side")


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


def compose_sheet(part: Part, views: dict[str, ProjectedView], drafting: Drafting) -> DrawingSheet:
    """Raises Failed where the part with all its dimensions fits on no paper."""
    requests = size_requests(
        make_callouts(part.measurements, drafting), {name: each for name, each in views.items() if name != "isometric"}
    )
    for paper, scale in _paper_scales(views, drafting):
        sheet = _compose_at(part, views, requests, drafting, paper, scale)
        if sheet is not None:
            return sheet
    raise failed(
        f"The drawing finds no room for {_sizes_without_room(views, requests)}.",
        hint="This is a fault of the template: tell its author.",
    )


def _sizes_without_room(views: dict[str, ProjectedView], requests: Sequence[SizeRequest]) -> str:
    """By name, those that find none where the part is drawn smallest; all where only their views do not fit."""
    callouts = place_sizes(_view_boards(views, SCALES[-1]), requests, SCALES[-1])
    return ", ".join(each.title for each in callouts) or "all sizes"


def _paper_scales(views: dict[str, ProjectedView], drafting: Drafting) -> Iterator[tuple[Paper, float]]:
    """Paper and scale, best first."""
    extents = {name: _view_extent(each) for name, each in views.items()}
    enough = max(PREFERRED_SCALE, MIN_VIEW_MM / max(float(extents[name].max()) for name in ("front", "plan", "side")))
    papers: list[Paper] = [drafting.paper] if drafting.paper else ["A4", "A3"]
    combinations: list[tuple[Paper, float]] = [
        (paper, scale) for paper in papers for scale in SCALES if _can_fit(extents, paper, scale)
    ]
    yield from sorted(
        combinations,
        key=lambda combination: (-min(combination[1], enough), papers.index(combination[0]), -combination[1]),
    )


def _can_fit(extents: dict[str, ViewPoints], paper: Paper, scale: float) -> bool:
    """Whether the views without dimensions would fit."""
    width = max(extents["front"][0], extents["plan"][0]) + extents["side"][0]
    height = max(extents["front"][1], extents["side"][1]) + extents["plan"][1]
    return width * scale < PAPERS[paper][0] - 60 and height * scale < PAPERS[paper][1] - 50


def _view_extent(projected: ProjectedView) -> ViewPoints:
    points = np.concatenate(projected.lines.visible)
    return np.asarray(points.max(axis=0) - points.min(axis=0))


def _compose_at(
    part: Part,
    views: dict[str, ProjectedView],
    requests: Sequence[SizeRequest],
    drafting: Drafting,
    paper: Paper,
    scale: float,
) -> DrawingSheet | None:
    """None where this paper is too small for the scale."""
    attempts = (_compose_with(part, views, requests, drafting, paper, scale, penalty) for penalty in PLAN_PENALTIES)
    return next((sheet for sheet in attempts if sheet is not None), None)


def _compose_with(
    part: Part,
    views: dict[str, ProjectedView],
    requests: Sequence[SizeRequest],
    drafting: Drafting,
    paper: Paper,
    scale: float,
    plan_penalty: float,
) -> DrawingSheet | None:
    boards = _view_boards(views, scale)
    if any(place_sizes(boards, requests, scale, plan_penalty)):
        return None
    figures = {name: board.figure() for name, board in boards.items()}
    positions, (width, height) = _view_positions(figures, drafting, paper), PAPERS[paper]
    area = (MARGINS[0], MARGINS[1], width - MARGINS[2], height - MARGINS[3])
    if any(not _is_within(_box(figures[name], at=position), area) for name, position in positions.items()):
        return None
    placed_views = [figures[name].moved(position) for name, position in positions.items()]
    facts = BlockFacts(drafting, scale_text(scale), paper, f"configurator {versions()['configurator']}")
    edge = Figure((sheet_frame(PAPERS[paper], MARGINS),))
    for texts in _text_figures(part, views, requests, facts):
        rest = _fill_rest(views, figures, placed_views, texts, area, scale)
        if rest is not None:
            return DrawingSheet(paper, scale, (edge, *rest))
    return None


def _fill_rest(
    views: dict[str, ProjectedView],
    figures: dict[str, Figure],
    main_views: Sequence[Figure],
    texts: tuple[Figure, Figure],
    area: Rectangle,
    scale: float,
) -> tuple[Figure, ...] | None:
    """All figures, sections and isometric where texts and main views leave room; None if they do not."""
    (title, notes), placed_views = texts, [*main_views]
    taken = [*(_box(each, AROUND_VIEWS_MM) for each in placed_views), _box(title, 0.5), _box(notes, 0.5)]
    if _any_overlap(taken):
        return None
    for name in (each for each in figures if each not in ("front", "plan", "side")):
        placed = _place_section(figures[name], area, taken)
        if placed is None:
            return None
        placed_views.append(placed)
        taken.append(_box(placed, AROUND_VIEWS_MM))
    isometric = _isometric_figure(views["isometric"], largest_free_rectangle(area, taken), scale)
    if isometric is None:
        return None
    return title, notes, *placed_views, isometric


def _text_figures(
    part: Part, views: dict[str, ProjectedView], requests: Sequence[SizeRequest], facts: BlockFacts
) -> Iterator[tuple[Figure, Figure]]:
    """The block in the lower right corner, and the notes wherever they may stand, best first."""
    width, _ = PAPERS[facts.paper]
    cuts = dict(sorted((each.letter, each.section) for each in views.values() if each.section is not None))
    callouts = tuple(sorted((callout for callout, _ in requests), key=lambda callout: callout.number))
    title = title_block(part, facts).moved(np.array([width - MARGINS[2], MARGINS[1]]))
    for corner, notes_width in _note_places(width):
        yield title, sheet_notes(part, callouts, cuts, facts, notes_width).moved(corner)


def _note_places(width: float) -> list[tuple[ViewPoints, float]]:
    """Corner and width: beside the block if there is room, else above it at the left; or above it, narrow or wide."""
    left, right, low = MARGINS[0] + 2.0, width - MARGINS[2] - 1.0, MARGINS[1] + 1.0
    is_beside = right - left >= BLOCK_WIDTH + NOTES_WIDE - 1.0
    first = np.array([left, low if is_beside else low + BLOCK_HEIGHT]), NOTES_WIDE
    above = [(np.array([right - each, low + BLOCK_HEIGHT]), each) for each in (NOTES_WIDE, BLOCK_WIDTH - 2.0)]
    return [first, *above]


def _view_boards(views: dict[str, ProjectedView], scale: float) -> dict[str, ViewBoard]:
    """Each view on paper, with the cutting planes that it sees edge-on and no view before it does."""
    cuts = {each.letter: each for each in views.values() if each.letter}
    boards: dict[str, ViewBoard] = {}
    for name in (each for each in views if each != "isometric"):
        cuts_here = [cut for letter, cut in cuts.items() if is_edge_on(cut, views[name])]
        for cut in cuts_here:
            del cuts[cut.letter]
        strokes, words = plane_lines(cuts_here, views[name], scale)
        boards[name] = view_board(views[name], scale, strokes, words)
    return boards


def _view_positions(figures: dict[str, Figure], drafting: Drafting, paper: Paper) -> dict[str, ViewPoints]:
    """(2,) the shifts of front, plan and side into their columns and rows, from the upper left."""
    bounds = {name: figure.bounds for name, figure in figures.items()}
    left = MARGINS[0] + FIGURE_GAP_MM / 2 - min(bounds["front"][0], bounds["plan"][0])
    right = left + max(bounds["front"][2], bounds["plan"][2]) + FIGURE_GAP_MM
    top = PAPERS[paper][1] - MARGINS[3] - FIGURE_GAP_MM / 2
    level = {"front": (min(bounds[each][1] for each in ROW_VIEWS), max(bounds[each][3] for each in ROW_VIEWS))}
    level["plan"] = (bounds["plan"][1], bounds["plan"][3])
    upper, lower = ("front", "plan") if drafting.projection == "first" else ("plan", "front")
    heights = {upper: top - level[upper][1]}
    heights[lower] = heights[upper] + level[upper][0] - FIGURE_GAP_MM - level[lower][1]
    return {
        "front": np.array([left, heights["front"]]),
        "plan": np.array([left, heights["plan"]]),
        "side": np.array([right - bounds["side"][0], heights["front"]]),
    }


def _place_section(figure: Figure, area: Rectangle, taken: Sequence[Rectangle]) -> Figure | None:
    """A section in the first empty place that holds it, from the left and from the top; None if none does."""
    width, height = figure.bounds[2:] - figure.bounds[:2]
    lefts = sorted({area[0], *(other[2] for other in taken)})
    tops = sorted({area[3], *(other[1] for other in taken)}, reverse=True)
    for left, top in product(lefts, tops):
        box = (left, top - height - FIGURE_GAP_MM, left + width + FIGURE_GAP_MM, top)
        if _is_within(box, area) and not any(rectangles_meet(box, other) for other in taken):
            return figure.moved(np.array([left, top - height - FIGURE_GAP_MM]) + FIGURE_GAP_MM / 2 - figure.bounds[:2])
    return None


def _isometric_figure(projected: ProjectedView, area: Rectangle, scale: float) -> Figure | None:
    """The isometric, as large as the free area allows but no larger than the views."""
    points = np.concatenate(projected.lines.visible)
    low, high = points.min(axis=0), points.max(axis=0)
    free = np.array([area[2] - area[0], area[3] - area[1]]) - FIGURE_GAP_MM
    fitting_scale = float((free / (high - low)).min())
    drawn_scale = min(fitting_scale, scale)
    if drawn_scale < scale and (
        (free < MIN_ISOMETRIC_MM).any() or drawn_scale * float((high - low).max()) < MIN_ISOMETRIC_MM
    ):
        return None
    middle = np.array([(area[0] + area[2]) / 2, (area[1] + area[3]) / 2])
    moved = [Stroke((line - (low + high) / 2) * drawn_scale + middle, "visible") for line in projected.lines.visible]
    half = (high - low) * drawn_scale / 2
    return Figure(tuple(moved), (), (), np.concatenate([middle - half, middle + half]))


def _box(figure: Figure, more: float = 0.0, at: ViewPoints = NO_SHIFT) -> Rectangle:
    left, low, right, high = map(float, figure.bounds + np.tile(at, 2))
    return left - more, low - more, right + more, high + more


def _is_within(box: Rectangle, area: Rectangle) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


def _any_overlap(boxes: list[Rectangle]) -> bool:
    return any(rectangles_meet(one, other) for number, one in enumerate(boxes) for other in boxes[:number])


def scale_text(scale: float) -> str:
    """As title blocks write it: 2:1, 1:5."""
    return f"{scale:g}:1" if scale >= 1 else f"1:{1 / scale:g}"
