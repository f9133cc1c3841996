"""A long hole in a panel, from in front: how long and how wide it is."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Words
from configurator.domain.parts.measuring.strokes import size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: half of the hole's length and width, and the panel's edges.
LONG, WIDE, SIDE, TOP = 72.0, 40.0, 150.0, 84.0

LONG_HOLE = MeasuringFigure(
    title="A rectangular hole in a panel, from in front",
    box=(-172, -112, 172, 116),
    paths=(
        straight((-LONG, -WIDE), (LONG, -WIDE), (LONG, WIDE), (-LONG, WIDE), closed=True),
        smooth(((-SIDE, -TOP), (-SIDE + 5, -TOP / 3), (-SIDE - 5, TOP / 3), (-SIDE, TOP)), pen="hidden"),
        smooth(((SIDE, -TOP), (SIDE + 5, -TOP / 3), (SIDE - 5, TOP / 3), (SIDE, TOP)), pen="hidden"),
        straight((-SIDE, TOP), (SIDE, TOP)),
        straight((-SIDE, -TOP), (SIDE, -TOP)),
    ),
    words=(Words("panel", (-112, -72)),),
    marks={
        "length": MeasuringMark(
            title="Hole length",
            tool="Inside jaws of the callipers along the hole, at both sides: the smaller counts",
            tightness="the jaws touch both ends; take off burrs first",
            load="The old clip out",
            paths=(*callipers_down(96, (-LONG, 0), (LONG, 0), inside=True), *size_line((-LONG, -6), (LONG, -6))),
            words=(Words("hole length", (0, -24)),),
        ),
        "width": MeasuringMark(
            title="Hole width",
            tool="Inside jaws of the callipers across the hole, at both ends: the smaller counts",
            tightness="the jaws touch both edges; take off burrs first",
            load="The old clip out",
            paths=(*callipers_across(116, (30, -WIDE), (30, WIDE), inside=True), *size_line((24, -WIDE), (24, WIDE))),
            words=(Words("hole width", (-20, -4)),),
        ),
    },
)
