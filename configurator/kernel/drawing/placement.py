"""Places every dimension beside the view that shows it best, clear of all else. In mm on the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.parts.dimensions import Distance, Position
from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.candidates import size_candidates
from configurator.kernel.drawing.centre_lines import OVERSHOOT_MM, centre_lines
from configurator.kernel.drawing.conventions import convention_lines
from configurator.kernel.drawing.dimension_styles import AngleStyle, DimensionStyle, LeaderStyle, RankedStyle
from configurator.kernel.drawing.feature_styles import pointed_style, ranked_style
from configurator.kernel.drawing.lettering import label_box, words_box
from configurator.kernel.drawing.primitives import DrawnText, Figure, PlacedSize, Stroke
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.views import ViewPoints, segments

# What each dimension that a view already has adds to the view's rank for the next.
CROWDING_PENALTY = 0.1
VIEW_TITLE_HEIGHT_MM = 3.5
# What stays clear all round the letter of a cutting plane.
LETTER_AIR_MM = 1.5

# A callout, and its ranked style in each view, by name, that can show it.
SizeRequest = tuple[Callout, dict[str, RankedStyle]]


@dataclass(eq=False)
class ViewBoard:
    """A view on paper while dimensions are placed beside it."""

    projected: ProjectedView
    strokes: list[Stroke]
    words: list[DrawnText]
    bounds: ViewPoints
    sizes: list[PlacedSize] = field(default_factory=list)
    conventions: list[Stroke] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ink = shapely.multilinestrings(shapely.linestrings(segments([each.points for each in self.strokes])))
        shapely.prepare(self._ink)
        self._boxes: list[shapely.Geometry] = [words_box(each).buffer(LETTER_AIR_MM) for each in self.words]
        self._lines: list[shapely.Geometry] = []
        self._convention_ink: list[shapely.Geometry] = []

    def add_conventions(self, strokes: Iterable[Stroke]) -> None:
        """Draw them; a pitch circle may reach beyond the outline, and words keep clear of it."""
        added = list(strokes)
        self.conventions += added
        self._convention_ink += [shapely.linestrings(each.points) for each in added]

    def has_room_for(self, size: PlacedSize) -> bool:
        """Whether the dimension is clear of the view and of all dimensions beside it."""
        box, lines = label_box(size.label), shapely.multilinestrings([shapely.linestrings(s) for s in size.strokes])
        if shapely.intersects(self._ink, box) or _intersects_any(self._convention_ink, box):
            return False
        if (
            _intersects_any(self._boxes, box)
            or _intersects_any(self._boxes, lines)
            or _intersects_any(self._lines, box)
        ):
            return False
        # Extension lines may cross extension lines.
        return not _intersects_any(self._lines, shapely.linestrings(size.strokes[0]))

    def add(self, size: PlacedSize) -> None:
        """Place the dimension and reserve its space."""
        self.sizes.append(size)
        self._boxes.append(label_box(size.label))
        self._lines.append(shapely.multilinestrings([shapely.linestrings(s) for s in size.strokes]))

    def figure(self) -> Figure:
        """All of it, with its bounds."""
        coordinates = [each.points for each in (*self.strokes, *self.conventions)]
        coordinates += [stroke for size in self.sizes for stroke in size.strokes]
        boxes = [*map(words_box, self.words), *(label_box(size.label) for size in self.sizes)]
        coordinates += [shapely.get_coordinates(each) for each in boxes]
        points = np.concatenate(coordinates)
        bounds = np.concatenate([points.min(axis=0), points.max(axis=0)])
        words = list(self.words)
        if self.projected.letter:
            words.append(_section_title(self.projected.letter, bounds))
            left, _, right, _ = words_box(words[-1]).bounds
            bounds[0], bounds[2] = min(bounds[0], left), max(bounds[2], right)
            bounds[3] = words[-1].at[1] + VIEW_TITLE_HEIGHT_MM
        return Figure((*self.strokes, *self.conventions), tuple(words), tuple(self.sizes), bounds)


def _section_title(letter: str, bounds: ViewPoints) -> DrawnText:
    """The section's name, above its view and dimensions."""
    return DrawnText(
        f"{letter}–{letter}",
        np.array([(bounds[0] + bounds[2]) / 2, bounds[3] + 2.5]),
        VIEW_TITLE_HEIGHT_MM,
        0,
        "middle",
        True,
    )


def _intersects_any(others: list[shapely.Geometry], one: shapely.Geometry) -> bool:
    return bool(others) and bool(np.asarray(shapely.intersects(np.array(others, object), one)).any())


def size_requests(callouts: Iterable[Callout], views: dict[str, ProjectedView]) -> list[SizeRequest]:
    """Every callout with its style in each view, in the order in which they are placed."""
    return sorted([_size_request(callout, views) for callout in callouts], key=_placement_order)


def _size_request(callout: Callout, views: dict[str, ProjectedView]) -> SizeRequest:
    """What no view shows is pointed at; a length that no view shows in true length says so."""
    styles = {name: style for name, projected in views.items() if (style := ranked_style(callout, projected))}
    if not styles:
        styles = {name: pointed_style(callout, each) for name, each in views.items() if not each.letter}
    is_length = isinstance(callout.measurement.dimension, Distance | Position)
    if is_length and all(isinstance(style, LeaderStyle) for _, style in styles.values()):
        return callout.with_remark("true length"), styles
    return callout, styles


def place_sizes(
    boards: dict[str, ViewBoard], requests: Iterable[SizeRequest], scale: float, plan_penalty: float = 0.0
) -> Iterator[Callout]:
    """Place every dimension beside one of the views; gives those for which there is no room, as soon as it is known.

    `plan_penalty` adds to the rank of the plan: a size beside another view may need no higher sheet.
    """
    requests = list(requests)
    for board in boards.values():
        for callout, _ in requests:
            board.add_conventions(convention_lines(callout.measurement, board.projected, scale))
    penalties = {name: plan_penalty if name == "plan" else 0.0 for name in boards}
    for callout, choices in requests:
        crowding = {name: CROWDING_PENALTY * len(boards[name].sizes) + penalties[name] for name in choices}
        ranked = sorted(choices, key=lambda name: choices[name][0] + crowding[name])
        if not any(_place_size(boards[name], callout, choices[name][1], scale) for name in ranked):
            yield callout


def _placement_order(request: SizeRequest) -> tuple[int, float]:
    """Short lengths are nearest to the view; those with leaders are placed last."""
    callout, choices = request
    is_pointed_at = min((rank for rank, _ in choices.values()), default=0.0) >= 4.0
    return int(is_pointed_at) + 2 * int(
        dimension_unit(callout.measurement.dimension.kind) == "deg"
    ), callout.measurement.dimension.nominal


def _place_size(board: ViewBoard, callout: Callout, style: DimensionStyle, scale: float) -> bool:
    size = next(
        (each for each in size_candidates(callout, style, scale, board.bounds) if board.has_room_for(each)), None
    )
    if size is not None:
        board.add(size)
        return True
    # Where there is no room for its arc, a leader points at its vertex.
    return isinstance(style, AngleStyle) and _place_size(board, callout, LeaderStyle(style.vertex), scale)


def view_board(
    projected: ProjectedView, scale: float, plane_strokes: Sequence[Stroke] = (), words: Sequence[DrawnText] = ()
) -> ViewBoard:
    """A view on paper with `plane_strokes` and `words`, the marks of cutting planes, and no dimensions yet."""
    strokes = [Stroke(line * scale, "hidden") for line in projected.lines.hidden]
    strokes += [Stroke(line * scale, "visible") for line in projected.lines.visible]
    strokes += hatch_lines(projected.cut, scale)
    planes = [each.points for each in plane_strokes if each.style == "centre"]
    strokes += [
        Stroke(line, "centre")
        for line in _centre_lines(projected, scale)
        if not any(_lies_on_plane(line, plane) for plane in planes)
    ]
    points = np.concatenate([each.points for each in (*strokes, *plane_strokes)])
    bounds = np.concatenate([points.min(axis=0), points.max(axis=0)])
    return ViewBoard(projected, [*strokes, *plane_strokes], list(words), bounds)


def _centre_lines(projected: ProjectedView, scale: float) -> Iterable[ViewPoints]:
    """Those of the view; of a section without what lies beyond it, as far as the cut area reaches."""
    lines = centre_lines(projected.axes, projected.view, scale)
    if projected.section is None or projected.section.beyond or shapely.is_empty(projected.cut):
        return lines
    left, low, right, high = np.array(shapely.bounds(projected.cut)) * scale
    over = OVERSHOOT_MM
    area = shapely.box(left - over, low - over, right + over, high + over)
    clipped = (shapely.get_coordinates(shapely.intersection(shapely.linestrings(line), area)) for line in lines)
    return [line for line in clipped if len(line)]


def _lies_on_plane(line: ViewPoints, plane: ViewPoints) -> bool:
    """Whether a centre line coincides with a cutting plane's line, which then stands for both."""
    direction = (plane[1] - plane[0]) / np.linalg.norm(plane[1] - plane[0])
    off = (line - plane[0]) @ np.array([-direction[1], direction[0]])
    return bool(np.abs(off).max() < 0.1)


# Spacing of hatch lines in mm.
HATCH_SPACING_MM = 2.0


def hatch_lines(area: shapely.Geometry, scale: float) -> list[Stroke]:
    """Lines at 45 degrees over the cut area, and its outlines."""
    if shapely.is_empty(area):
        return []
    paper = shapely.transform(area, lambda points: points * scale)
    left, low, right, high = shapely.bounds(paper)
    step = HATCH_SPACING_MM * np.sqrt(2)
    starts = np.arange(left - (high - low), right, step) + step / 2
    lines = np.stack([np.stack([starts, np.full_like(starts, low)], axis=1)] * 2, axis=1)
    lines[:, 1] += high - low
    inside = shapely.intersection(shapely.multilinestrings(shapely.linestrings(lines)), paper)
    strokes = [Stroke(shapely.get_coordinates(each), "hatch") for each in shapely.get_parts(inside) if each.length > 0]
    rims = [ring for part in shapely.get_parts(paper) for ring in (part.exterior, *part.interiors)]
    return strokes + [Stroke(shapely.get_coordinates(ring), "visible") for ring in rims]
