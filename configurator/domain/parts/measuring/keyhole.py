"""A keyhole in a door card, from in front: how wide its round end and its slot are, and how thick the card is."""

from __future__ import annotations

from math import asin, cos, pi, sin

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: the round end's middle and radius, half of the slot's width and its far end, the card's
# edges, and its two faces seen from its edge.
MIDDLE, RADIUS, HALF_SLOT, FAR, LEFT, RIGHT, TOP = -86.0, 42.0, 20.0, 46.0, -150.0, 84.0, 78.0
FACE, BACK = 124.0, 138.0


def _keyhole() -> Path:
    """The round end, and the slot with its half-round end."""
    opening = asin(HALF_SLOT / RADIUS)
    turns = [opening + (2 * pi - 2 * opening) * step / 32 for step in range(33)]
    round_end = [(MIDDLE + RADIUS * cos(turn), RADIUS * sin(turn)) for turn in turns]
    ends = [-pi / 2 + pi * step / 16 for step in range(17)]
    far_end = [(FAR - HALF_SLOT + HALF_SLOT * cos(turn), HALF_SLOT * sin(turn)) for turn in ends]
    return straight(*round_end, *far_end, closed=True)


KEYHOLE = MeasuringFigure(
    title="A keyhole in the card, from in front",
    box=(-186, -112, 186, 116),
    paths=(
        _keyhole(),
        smooth(((LEFT, -TOP), (LEFT + 5, -TOP / 3), (LEFT - 5, TOP / 3), (LEFT, TOP)), pen="hidden"),
        smooth(((RIGHT, -TOP), (RIGHT + 5, -TOP / 3), (RIGHT - 5, TOP / 3), (RIGHT, TOP)), pen="hidden"),
        straight((LEFT, TOP), (RIGHT, TOP)),
        straight((LEFT, -TOP), (RIGHT, -TOP)),
        straight((FACE, -TOP), (BACK, -TOP), (BACK, TOP), (FACE, TOP), closed=True),
    ),
    words=(Words("card", (0, -66)), Words("its edge", ((FACE + BACK) / 2, -91))),
    marks={
        "diameter": MeasuringMark(
            title="Keyhole diameter",
            tool="Inside jaws of the callipers across the round end, square to the slot",
            tightness="the jaws touch both edges; a frayed edge is not counted",
            load="The card off the door",
            paths=(
                *callipers_across(-160, (MIDDLE, -RADIUS), (MIDDLE, RADIUS), inside=True),
                *size_line((MIDDLE, -RADIUS), (MIDDLE, RADIUS)),
            ),
            words=(Words("round end", (MIDDLE, 60)),),
        ),
        "slot": MeasuringMark(
            title="Slot width",
            tool="Inside jaws of the callipers across the slot, at its far end",
            tightness="the jaws touch both edges; a frayed edge is not counted",
            load="The card off the door",
            paths=(
                *callipers_across(104, (FAR - 30, -HALF_SLOT), (FAR - 30, HALF_SLOT), inside=True),
                *size_line((FAR - 30, -HALF_SLOT), (FAR - 30, HALF_SLOT)),
            ),
            words=(Words("slot", (FAR - 30, 38)),),
        ),
        "card": MeasuringMark(
            title="Card thickness",
            tool="Callipers on the card beside the keyhole, with what is glued on it there",
            tightness="closed until both jaws touch; a soft cover is not pressed in",
            load="The card off the door",
            paths=(
                *callipers_down(100, (FACE, TOP - 30), (BACK, TOP - 30)),
                *size_line((FACE - 20, 0), (FACE, 0)),
                *size_line((BACK + 20, 0), (BACK, 0)),
            ),
            words=(Words("thickness", ((FACE + BACK) / 2, -106)),),
        ),
    },
)
