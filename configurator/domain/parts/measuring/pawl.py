"""A latch's pawl, from its end: how long and how wide it is."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Words
from configurator.domain.parts.measuring.strokes import size_line, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: half of the pawl's length and width.
LONG, WIDE = 60.0, 44.0

PAWL = MeasuringFigure(
    title="What goes through, such as a latch's pawl, from its end",
    box=(-172, -112, 172, 116),
    paths=(straight((-LONG, -WIDE), (LONG, -WIDE), (LONG, WIDE), (-LONG, WIDE), closed=True),),
    words=(Words("pawl", (-112, -72)),),
    marks={
        "length": MeasuringMark(
            title="Pawl length",
            tool="Outside jaws of the callipers, the same way as the length of the hole",
            tightness="the jaws touch both faces; the larger of two places counts",
            load="The latch open",
            paths=(*callipers_down(96, (-LONG, 0), (LONG, 0)), *size_line((-LONG, -6), (LONG, -6))),
            words=(Words("pawl length", (0, -24)),),
        ),
        "width": MeasuringMark(
            title="Pawl width",
            tool="Outside jaws of the callipers, square to the length",
            tightness="the jaws touch both faces; the larger of two places counts",
            load="The latch open",
            paths=(*callipers_across(116, (30, -WIDE), (30, WIDE)), *size_line((24, -WIDE), (24, WIDE))),
            words=(Words("pawl width", (-20, -4)),),
        ),
    },
)
