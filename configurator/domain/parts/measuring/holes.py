"""A panel with two holes or four, from in front: how wide the holes are, and how far apart their middles."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_down

# In units of the drawing: the holes' middles beside the middle and above it, the upper ones', their radius, the panel's
# edges.
AWAY, LEVEL, UPPER, RADIUS, SIDE, TOP = 90.0, -22.0, 26.0, 16.0, 160.0, 56.0


def _hole(x: float, y: float) -> tuple[Path, ...]:
    """With the lines through its middle."""
    return (
        ellipse((x, y), RADIUS, RADIUS),
        straight((x - 22, y), (x + 22, y), pen="detail"),
        straight((x, y - 22), (x, y + 22), pen="detail"),
    )


def _panel() -> tuple[Path, ...]:
    return (
        smooth(((-SIDE, -TOP), (-SIDE + 5, -TOP / 3), (-SIDE - 5, TOP / 3), (-SIDE, TOP)), pen="hidden"),
        smooth(((SIDE, -TOP), (SIDE + 5, -TOP / 3), (SIDE - 5, TOP / 3), (SIDE, TOP)), pen="hidden"),
        straight((-SIDE, TOP), (SIDE, TOP)),
        straight((-SIDE, -TOP), (SIDE, -TOP)),
        *_hole(-AWAY, LEVEL),
        *_hole(AWAY, LEVEL),
    )


HOLES_IN_PANEL = MeasuringFigure(
    title="The holes in a panel, from in front",
    box=(-186, -116, 186, 104),
    paths=_panel(),
    words=(Words("panel", (0, 36)),),
    marks={
        "diameter": MeasuringMark(
            title="Hole diameter",
            tool="Inside jaws of the callipers across a hole, twice at right angles: the smaller of all counts",
            tightness="the jaws touch both edges; take off burrs and paint first",
            load="",
            paths=(
                *callipers_down(72, (-AWAY - RADIUS, LEVEL), (-AWAY + RADIUS, LEVEL), inside=True),
                *size_line((-AWAY - RADIUS, LEVEL), (-AWAY + RADIUS, LEVEL)),
            ),
            words=(Words("hole", (-AWAY, -52)),),
        ),
        "spacing": MeasuringMark(
            title="Hole spacing",
            tool="Inside jaws over both holes, from outer edge to outer edge, less one hole's diameter",
            tightness="the jaws touch the edges; both holes must be equally wide",
            load="",
            paths=(
                *(straight((x, LEVEL), (x, -84), pen="detail") for x in (-AWAY, AWAY)),
                *size_line((-AWAY, -78), (AWAY, -78)),
            ),
            words=(Words("hole spacing", (0, -98)),),
        ),
        "rise": MeasuringMark(
            title="Hole rise",
            tool="Inside jaws over a lower and an upper hole, from outer edge to outer edge, less one hole's diameter",
            tightness="the jaws touch the edges; both holes must be equally wide",
            load="",
            paths=(
                *_hole(-AWAY, UPPER),
                *_hole(AWAY, UPPER),
                *(straight((AWAY, y), (42, y), pen="detail") for y in (LEVEL, UPPER)),
                *size_line((48, LEVEL), (48, UPPER)),
            ),
            words=(Words("hole rise", (42, -18), "right"),),
        ),
    },
)
