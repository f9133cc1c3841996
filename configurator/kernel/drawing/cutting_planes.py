"""Where a section cuts, as it is shown in the view that sees its plane edge-on."""

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
    """Each plane as a chain line with thick ends, arrows the way one looks, and its letter."""
    points = np.concatenate([line * scale for line in view.lines.visible])
    strokes: list[Stroke] = []
    words: list[DrawnText] = []
    for cut in cuts:
        assert cut.section is not None
        origin, looks = view.view.flat(np.array(cut.section.origin)) * scale, -view.view.flat(cut.view.toward)
        ahead = np.array([-looks[1], looks[0]])
        reach = (points - origin) @ ahead
        ends = origin + np.outer((reach.min() - BEYOND, reach.max() + BEYOND), ahead)
        strokes.append(Stroke(ends, "centre"))
        for end, inwards in zip(ends, (ahead, -ahead), strict=True):
            strokes += [Stroke(each, "plane") for each in _end(end, inwards, looks)]
            foot = end - AWAY * inwards + looks * ARROW / 2 - np.array([0.0, LETTER / 2])
            words.append(DrawnText(cut.letter, foot, LETTER, 0, "middle", True))
    return strokes, words


def _end(end: ViewPoints, inwards: ViewPoints, looks: ViewPoints) -> list[ViewPoints]:
    """The thick end of the line, and an arrow from it."""
    tip = end + looks * ARROW
    barbs = [tip - 2.2 * looks + side * 0.8 * inwards for side in (-1, 1)]
    return [np.array([end, end + THICK * inwards]), np.array([end, tip]), np.array([barbs[0], tip, barbs[1]])]
