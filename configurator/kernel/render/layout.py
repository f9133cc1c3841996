"""Where dimension lines and their labels go: beside the part, clear of it and of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from configurator.kernel.render.camera import PixelArray
from configurator.kernel.render.dimension_geometry import DimensionGeometry, Note
from configurator.kernel.render.line_candidates import line_candidates, seen_length
from configurator.kernel.render.note_candidates import note_candidates
from configurator.kernel.render.placed_dimension import (
    Extent,
    PlacedDimension,
    PlacementChoice,
    covers,
    near,
    no_points,
    overlap,
    wider,
)
from configurator.kernel.render.style import PictureStyle

# In arrow lengths: what a guide that crosses another's line counts for beside longer guides; what is
# shorter is told beside the part, not drawn between two arrows.
CROSSING = 8.0
LEAST_COST = 0.4

# What a drawing costs with its crossings, and the drawing.
PlacedLabel = tuple[float, PlacedDimension]


def arrange_dimensions(
    sizes: Sequence[DimensionGeometry], part: PixelArray, pen: PictureStyle
) -> list[PlacedDimension]:
    """The sizes (in pixels) drawn beside the part, which covers `part` (n, 2); without those that find no room.

    Each takes the best place that those before it left. Short lines before long ones, which then
    enclose them, is mostly but not always the better order; notes come last in both.
    """
    options = [sorted(_choices(size, part, pen), key=lambda choice: choice.distance_px) for size in sizes]
    short_first = sorted(range(len(sizes)), key=lambda index: _rank(sizes[index]))
    long_first = sorted(range(len(sizes)), key=lambda index: (isinstance(sizes[index], Note), -_rank(sizes[index])))
    tried = [_placed(order, options, part, pen) for order in (short_first, long_first)]
    best = min(tried, key=lambda placed: (-len(placed), sum(cost for cost, _ in placed.values())))
    return [drawn for _, drawn in best.values()]


def _rank(size: DimensionGeometry) -> float:
    return np.inf if isinstance(size, Note) else seen_length(size.sides.lines[0])


def _placed(
    order: Sequence[int], options: Sequence[Sequence[PlacementChoice]], part: PixelArray, pen: PictureStyle
) -> dict[int, PlacedLabel]:
    """What each size (by its index) came to, placed in this order."""
    placed = dict[int, PlacedLabel]()
    for index in order:
        found = _cheapest(options[index], [drawn for _, drawn in placed.values()], part, pen)
        if found:
            placed[index] = found
    return placed


def _cheapest(
    options: Sequence[PlacementChoice], placed: Sequence[PlacedDimension], part: PixelArray, pen: PictureStyle
) -> PlacedLabel | None:
    """Of the options, nearest to the part first, the one that costs least with its crossings; None if none fits."""
    best: PlacedLabel | None = None
    taken = np.concatenate([part, *(dots for old in placed for dots in (old.main_dots, old.guide_dots))])
    for option in options:
        if best and option.distance_px >= best[0]:
            break
        # What lies beyond the best is never looked at, which is most of them.
        new = option.placed
        if _legible(new, taken, pen) and all(_apart(new, old, pen) for old in placed):
            cost = option.distance_px + CROSSING * pen.arrow * sum(_crosses(new, old, pen) for old in placed)
            best = (cost, new) if best is None or cost < best[0] else best
    return best


def _choices(size: DimensionGeometry, part: PixelArray, pen: PictureStyle) -> Iterator[PlacementChoice]:
    if isinstance(size, Note):
        return note_candidates(size, part, pen)
    if seen_length(size.sides.lines[0]) < LEAST_COST * pen.arrow:
        return note_candidates(Note(size.text, size.sides.feet[:1, 0], no_points(0, 3)), part, pen)
    return line_candidates(size, part, pen)


def _legible(drawn: PlacedDimension, taken: PixelArray, pen: PictureStyle) -> bool:
    """Whether a label lies neither on places (n, 2) that are taken nor on its own guides."""
    return not (covers(_wide(drawn, pen), taken) or covers(drawn.label_extent, drawn.guide_dots))


def _apart(new: PlacedDimension, old: PlacedDimension, pen: PictureStyle) -> bool:
    """Whether the label of `old` touches nothing of `new`, nor a line a line."""
    if not _close(new, old, pen):
        return True
    box, lines = _wide(old, pen), wider(old.main_extent, 2 * pen.air)
    if overlap(box, _wide(new, pen)) or _lies_on(box, new):
        return False
    return not (overlap(lines, new.main_extent) and near(new.main_dots, old.main_dots, 2 * pen.air))


def _lies_on(box: Extent, drawn: PlacedDimension) -> bool:
    """Whether a box lies on a line of the drawing."""
    return (overlap(box, drawn.main_extent) and covers(box, drawn.main_dots)) or (
        overlap(box, drawn.guide_extent) and covers(box, drawn.guide_dots)
    )


def _crosses(new: PlacedDimension, old: PlacedDimension, pen: PictureStyle) -> bool:
    """Whether a guide of either crosses a line of the other."""
    return _close(new, old, pen) and (_guides(new, old, pen) or _guides(old, new, pen))


def _guides(one: PlacedDimension, other: PlacedDimension, pen: PictureStyle) -> bool:
    """Whether a guide of one crosses a line of the other."""
    return overlap(one.guide_extent, wider(other.main_extent, 2 * pen.air)) and near(
        one.guide_dots, other.main_dots, 2 * pen.air
    )


def _close(new: PlacedDimension, old: PlacedDimension, pen: PictureStyle) -> bool:
    return overlap(new.extent, wider(old.extent, 2 * pen.air))


def _wide(drawn: PlacedDimension, pen: PictureStyle) -> Extent:
    """The label's box with the air it needs."""
    return wider(drawn.label_extent, pen.air)
