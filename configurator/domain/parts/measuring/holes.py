"""A panel with two holes, from in front: how wide the holes are, and how far apart their middles."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_down

# In units of the drawing: the holes' middles beside the middle, their radius, the panel's edges.
AWAY, RADIUS, SIDE, TOP = 90.0, 18.0, 160.0, 56.0


def _panel() -> tuple[Path, ...]:
    return (
        smooth(((-SIDE, -TOP), (-SIDE + 5, -TOP / 3), (-SIDE - 5, TOP / 3), (-SIDE, TOP)), pen="hidden"),
        smooth(((SIDE, -TOP), (SIDE + 5, -TOP / 3), (SIDE - 5, TOP / 3), (SIDE, TOP)), pen="hidden"),
        straight((-SIDE, TOP), (SIDE, TOP)),
        straight((-SIDE, -TOP), (SIDE, -TOP)),
        *(ellipse((x, 0), RADIUS, RADIUS) for x in (-AWAY, AWAY)),
        *(straight((x - 26, 0), (x + 26, 0), pen="detail") for x in (-AWAY, AWAY)),
        *(straight((x, -26), (x, 26), pen="detail") for x in (-AWAY, AWAY)),
    )


HOLES_IN_PANEL = MeasuringFigure(
    title="Two holes in a panel, from in front",
    box=(-186, -116, 186, 104),
    paths=_panel(),
    words=(Words("panel", (0, 26)),),
    marks={
        "diameter": MeasuringMark(
            title="Hole diameter",
            tool="Inside jaws of the callipers across a hole, twice at right angles: the smaller of all counts",
            tightness="the jaws touch both edges; take off burrs and paint first",
            load="",
            paths=(
                *callipers_down(72, (-AWAY - RADIUS, 0), (-AWAY + RADIUS, 0), inside=True),
                *size_line((-AWAY - RADIUS, 0), (-AWAY + RADIUS, 0)),
            ),
            words=(Words("hole", (-AWAY, -46)),),
        ),
        "spacing": MeasuringMark(
            title="Hole spacing",
            tool="Callipers from one hole's left edge to the left edge of the other: that is from middle to middle",
            tightness="the jaws touch the edges; both holes must be equally wide",
            load="",
            paths=(
                *(straight((x, 0), (x, -84), pen="detail") for x in (-AWAY - RADIUS, AWAY - RADIUS)),
                *size_line((-AWAY - RADIUS, -78), (AWAY - RADIUS, -78)),
            ),
            words=(Words("hole spacing", (-RADIUS, -98)),),
        ),
    },
)
