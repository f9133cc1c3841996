"""Places dimension lines and their labels beside the part, clear of it and of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from configurator.kernel.render.camera import PixelArray
from configurator.kernel.render.dimension_geometry import DimensionGeometry, Note
from configurator.kernel.render.line_candidates import line_candidates, projected_length
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

# In arrow lengths: the cost of an extension line that crosses another's dimension line; and the length below
# which a dimension is a note beside the part, not a line between two arrows.
CROSSING = 8.0
MIN_LINE_LENGTH = 0.4

# The cost of a placed dimension with its crossings, and the dimension.
PlacedLabel = tuple[float, PlacedDimension]


def arrange_dimensions(
    sizes: Sequence[DimensionGeometry], part: PixelArray, style: PictureStyle
) -> list[PlacedDimension]:
    """The dimensions (in pixels) placed beside the part, which covers `part` (n, 2); without those that have no room.

    Each takes the best place that is still free. Short lines before long ones, which then
    enclose them, is mostly but not always the better order; notes come last in both.
    """
    options = [sorted(_placement_choices(size, part, style), key=lambda choice: choice.distance_px) for size in sizes]
    short_first = sorted(range(len(sizes)), key=lambda index: _placement_rank(sizes[index]))
    long_first = sorted(
        range(len(sizes)), key=lambda index: (isinstance(sizes[index], Note), -_placement_rank(sizes[index]))
    )
    attempts = [_place_in_order(order, options, part, style) for order in (short_first, long_first)]
    best = min(attempts, key=lambda placed: (-len(placed), sum(cost for cost, _ in placed.values())))
    return [dimension for _, dimension in best.values()]


def _placement_rank(size: DimensionGeometry) -> float:
    return np.inf if isinstance(size, Note) else projected_length(size.sides.lines[0])


def _place_in_order(
    order: Sequence[int], options: Sequence[Sequence[PlacementChoice]], part: PixelArray, style: PictureStyle
) -> dict[int, PlacedLabel]:
    """The placed dimensions by the index of their size, placed in this order."""
    placed = dict[int, PlacedLabel]()
    for index in order:
        cheapest = _cheapest_choice(options[index], [dimension for _, dimension in placed.values()], part, style)
        if cheapest:
            placed[index] = cheapest
    return placed


def _cheapest_choice(
    options: Sequence[PlacementChoice], placed: Sequence[PlacedDimension], part: PixelArray, style: PictureStyle
) -> PlacedLabel | None:
    """Of the options, nearest to the part first, the one that costs least with its crossings; None if none fits."""
    best: PlacedLabel | None = None
    occupied = np.concatenate([part, *(dots for old in placed for dots in (old.main_dots, old.guide_dots))])
    for option in options:
        if best and option.distance_px >= best[0]:
            break
        # Options further off than the best, which are most of them, are never drawn.
        new = option.placed
        if _is_legible(new, occupied, style) and all(_is_clear_of(new, old, style) for old in placed):
            cost = option.distance_px + CROSSING * style.arrow * sum(_has_crossing(new, old, style) for old in placed)
            best = (cost, new) if best is None or cost < best[0] else best
    return best


def _placement_choices(size: DimensionGeometry, part: PixelArray, style: PictureStyle) -> Iterator[PlacementChoice]:
    if isinstance(size, Note):
        return note_candidates(size, part, style)
    if projected_length(size.sides.lines[0]) < MIN_LINE_LENGTH * style.arrow:
        return note_candidates(Note(size.text, size.sides.feet[:1, 0], no_points(0, 3)), part, style)
    return line_candidates(size, part, style)


def _is_legible(dimension: PlacedDimension, occupied: PixelArray, style: PictureStyle) -> bool:
    """Whether a label is clear of occupied places (n, 2) and of its own extension lines."""
    return not (
        covers(_label_clearance(dimension, style), occupied) or covers(dimension.label_extent, dimension.guide_dots)
    )


def _is_clear_of(new: PlacedDimension, old: PlacedDimension, style: PictureStyle) -> bool:
    """Whether the label of `old` touches nothing of `new`, nor a line a line."""
    if not _is_close(new, old, style):
        return True
    box, lines = _label_clearance(old, style), wider(old.main_extent, 2 * style.air)
    if overlap(box, _label_clearance(new, style)) or _overlaps_lines(box, new):
        return False
    return not (overlap(lines, new.main_extent) and near(new.main_dots, old.main_dots, 2 * style.air))


def _overlaps_lines(box: Extent, dimension: PlacedDimension) -> bool:
    """Whether a box overlaps a line of the dimension."""
    return (overlap(box, dimension.main_extent) and covers(box, dimension.main_dots)) or (
        overlap(box, dimension.guide_extent) and covers(box, dimension.guide_dots)
    )


def _has_crossing(new: PlacedDimension, old: PlacedDimension, style: PictureStyle) -> bool:
    """Whether an extension line of either crosses a line of the other."""
    return _is_close(new, old, style) and (_guide_crosses(new, old, style) or _guide_crosses(old, new, style))


def _guide_crosses(one: PlacedDimension, other: PlacedDimension, style: PictureStyle) -> bool:
    """Whether an extension line of one crosses a line of the other."""
    return overlap(one.guide_extent, wider(other.main_extent, 2 * style.air)) and near(
        one.guide_dots, other.main_dots, 2 * style.air
    )


def _is_close(new: PlacedDimension, old: PlacedDimension, style: PictureStyle) -> bool:
    return overlap(new.extent, wider(old.extent, 2 * style.air))


def _label_clearance(dimension: PlacedDimension, style: PictureStyle) -> Extent:
    """The label's box with its clearance."""
    return wider(dimension.label_extent, style.air)
