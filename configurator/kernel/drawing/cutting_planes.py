"""The cutting plane of a section, as marked in the view that sees the plane edge-on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from configurator.kernel.drawing.primitives import DrawnText, Stroke
from configurator.kernel.drawing.projection import ProjectedView
from configurator.kernel.drawing.views import ViewPoints

# In mm on paper: how far the line goes beyond the view, its thick ends, the arrows, the letters beyond them.
BEYOND, THICK, ARROW, LETTER, AWAY = 5.0, 4.0, 6.0, 3.5, 4.2
EDGE_ON_COS = 0.02


def is_edge_on(cut: ProjectedView, view: ProjectedView) -> bool:
    """Whether the section's plane is a line in the view."""
    return not view.letter and bool(abs(cut.view.toward @ view.view.toward) < EDGE_ON_COS)


def plane_lines(
    cuts: Iterable[ProjectedView], view: ProjectedView, scale: float
) -> tuple[list[Stroke], list[DrawnText]]:
    """Each plane as a chain line with thick ends, arrows in the viewing direction, and its letter."""
    points = np.concatenate([line * scale for line in view.lines.visible])
    strokes: list[Stroke] = []
    words: list[DrawnText] = []
    for cut in cuts:
        assert cut.section is not None
        origin, viewing_direction = (
            view.view.flat(np.array(cut.section.origin)) * scale,
            -view.view.flat(cut.view.toward),
        )
        direction = np.array([-viewing_direction[1], viewing_direction[0]])
        reach = (points - origin) @ direction
        ends = origin + np.outer((reach.min() - BEYOND, reach.max() + BEYOND), direction)
        strokes.append(Stroke(ends, "centre"))
        for end, inwards in zip(ends, (direction, -direction), strict=True):
            strokes += [Stroke(each, "plane") for each in _thick_end(end, inwards, viewing_direction)]
            foot = end - AWAY * inwards + viewing_direction * ARROW / 2 - np.array([0.0, LETTER / 2])
            words.append(DrawnText(cut.letter, foot, LETTER, 0, "middle", True))
    return strokes, words


def _thick_end(end: ViewPoints, inwards: ViewPoints, viewing_direction: ViewPoints) -> list[ViewPoints]:
    """The thick end of the line, and an arrow from it."""
    tip = end + viewing_direction * ARROW
    barbs = [tip - 2.2 * viewing_direction + side * 0.8 * inwards for side in (-1, 1)]
    return [np.array([end, end + THICK * inwards]), np.array([end, tip]), np.array([barbs[0], tip, barbs[1]])]
