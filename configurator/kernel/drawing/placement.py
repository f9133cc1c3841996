"""Every size in the view that shows it best, where it stays clear of all else. In mm on the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.candidates import size_candidates
from configurator.kernel.drawing.centre_lines import centre_lines
from configurator.kernel.drawing.dimension_styles import Corner, DimensionStyle, Pointer, RankedStyle, dimension_style
from configurator.kernel.drawing.lettering import label_box, words_box
from configurator.kernel.drawing.primitives import DrawnSize, DrawnText, Figure, Stroke
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.views import ViewPoints, segments

# What another size in a view counts against it, beside how well it shows the next.
CROWDED = 0.1
VIEW_TITLE = 3.5

# A size, and how it is shown in those views, by name, that can.
SizeRequest = tuple[Callout, dict[str, RankedStyle]]


@dataclass(eq=False)
class ViewBoard:
    """A view on paper while sizes are put beside it."""

    seen: ProjectedView
    strokes: list[Stroke]
    words: list[DrawnText]
    bounds: ViewPoints
    sizes: list[DrawnSize] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ink = shapely.multilinestrings(shapely.linestrings(segments([each.points for each in self.strokes])))
        shapely.prepare(self._ink)
        self._boxes: list[shapely.Geometry] = [words_box(each) for each in self.words]
        self._lines: list[shapely.Geometry] = []

    def takes(self, size: DrawnSize) -> bool:
        """Whether the size stays clear of the view and of all sizes beside it."""
        box, lines = label_box(size.label), shapely.multilinestrings([shapely.linestrings(s) for s in size.strokes])
        if shapely.intersects(self._ink, box):
            return False
        if _any_meet(self._boxes, box) or _any_meet(self._boxes, lines) or _any_meet(self._lines, box):
            return False
        # Guides may cross guides.
        return not _any_meet(self._lines, shapely.linestrings(size.strokes[0]))

    def add(self, size: DrawnSize) -> None:
        """Keep its room from those that follow."""
        self.sizes.append(size)
        self._boxes.append(label_box(size.label))
        self._lines.append(shapely.multilinestrings([shapely.linestrings(s) for s in size.strokes]))

    def figure(self) -> Figure:
        """All of it, with its bounds."""
        reach = [each.points for each in self.strokes]
        reach += [stroke for size in self.sizes for stroke in size.strokes]
        reach += [shapely.get_coordinates(each) for each in self._boxes]
        points = np.concatenate(reach)
        bounds = np.concatenate([points.min(axis=0), points.max(axis=0)])
        words = list(self.words)
        if self.seen.letter:
            words.append(_title(self.seen.letter, bounds))
            bounds[3] = words[-1].at[1] + VIEW_TITLE
        return Figure(tuple(self.strokes), tuple(words), tuple(self.sizes), bounds)


def _title(letter: str, bounds: ViewPoints) -> DrawnText:
    """Which section it is, above all else."""
    return DrawnText(
        f"{letter}–{letter}", np.array([(bounds[0] + bounds[2]) / 2, bounds[3] + 2.5]), VIEW_TITLE, 0, "middle", True
    )


def _any_meet(others: list[shapely.Geometry], one: shapely.Geometry) -> bool:
    return bool(others) and bool(np.asarray(shapely.intersects(np.array(others, object), one)).any())


def size_requests(all_told: Iterable[Callout], views: dict[str, ProjectedView]) -> list[SizeRequest]:
    """Every size with how each view shows it, in the order in which they take their places."""
    wishes = [
        (told, {name: found for name, seen in views.items() if (found := dimension_style(told, seen))})
        for told in all_told
    ]
    return sorted(wishes, key=_first)


def place_sizes(boards: dict[str, ViewBoard], wishes: Iterable[SizeRequest], scale: float) -> bool:
    """Put every size beside one of the boards; False if one finds no room anywhere."""
    for told, choices in wishes:
        ranked = sorted(choices, key=lambda name: choices[name][0] + CROWDED * len(boards[name].sizes))
        if not any(_put(boards[name], told, choices[name][1], scale) for name in ranked):
            return False
    return True


def _first(wish: SizeRequest) -> tuple[int, float]:
    """Short lengths come nearest to the view; those that are pointed at find room last."""
    told, choices = wish
    pointed = min((rank for rank, _ in choices.values()), default=0.0) >= 4.0
    return int(pointed) + 2 * int(told.measurement.dimension.kind == "angle"), told.measurement.dimension.nominal


def _put(board: ViewBoard, told: Callout, way: DimensionStyle, scale: float) -> bool:
    size = next((each for each in size_candidates(told, way, scale, board.bounds) if board.takes(each)), None)
    if size is not None:
        board.add(size)
        return True
    # Where its arc finds no room, the face is pointed at.
    return isinstance(way, Corner) and _put(board, told, Pointer(way.vertex), scale)


def view_board(
    seen: ProjectedView, scale: float, more: Sequence[Stroke] = (), words: Sequence[DrawnText] = ()
) -> ViewBoard:
    """A view on paper, with nothing beside it but what is given: cutting planes and their letters."""
    strokes = [Stroke(line * scale, "hidden") for line in seen.lines.hidden]
    strokes += [Stroke(line * scale, "visible") for line in seen.lines.visible]
    strokes += hatch_lines(seen.cut, scale)
    planes = [each.points for each in more if each.style == "centre"]
    lines = centre_lines(seen.axes, seen.view, scale)
    strokes += [Stroke(line, "centre") for line in lines if not any(_along(line, plane) for plane in planes)]
    points = np.concatenate([each.points for each in (*strokes, *more)])
    bounds = np.concatenate([points.min(axis=0), points.max(axis=0)])
    return ViewBoard(seen, [*strokes, *more], list(words), bounds)


def _along(line: ViewPoints, plane: ViewPoints) -> bool:
    """Whether a centre line lies on a cutting plane's line, which then stands for both."""
    ahead = (plane[1] - plane[0]) / np.linalg.norm(plane[1] - plane[0])
    off = (line - plane[0]) @ np.array([-ahead[1], ahead[0]])
    return bool(np.abs(off).max() < 0.1)


# Between the lines of a hatching, in mm.
HATCH = 2.0


def hatch_lines(area: shapely.Geometry, scale: float) -> list[Stroke]:
    """Lines at 45 degrees over what is cut, and its rims."""
    if shapely.is_empty(area):
        return []
    paper = shapely.transform(area, lambda points: points * scale)
    left, low, right, high = shapely.bounds(paper)
    step = HATCH * np.sqrt(2)
    starts = np.arange(left - (high - low), right, step) + step / 2
    lines = np.stack([np.stack([starts, np.full_like(starts, low)], axis=1)] * 2, axis=1)
    lines[:, 1] += high - low
    inside = shapely.intersection(shapely.multilinestrings(shapely.linestrings(lines)), paper)
    strokes = [Stroke(shapely.get_coordinates(each), "hatch") for each in shapely.get_parts(inside) if each.length > 0]
    rims = [ring for part in shapely.get_parts(paper) for ring in (part.exterior, *part.interiors)]
    return strokes + [Stroke(shapely.get_coordinates(ring), "visible") for ring in rims]
