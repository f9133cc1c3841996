"""An oval escutcheon from in front, and cut through its middle: its opening, its outline and its section."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_down

# In units of the drawing: the middle from in front, half of the opening and of all; the section's back, how high its
# edges and its crown are, and the screws' places.
EYE = (-56.0, 0.0)
OPEN_WIDE, OPEN_HIGH, WIDE, HIGH = 44.0, 26.0, 76.0, 56.0
BACK, EDGE, CROWN = 112.0, 8.0, 22.0
RISE, CROWN_STEPS = CROWN - EDGE, 8
SCREW, HEAD, HOLE = 60.0, 9.0, 4.5


def _from_in_front() -> tuple[Path, ...]:
    x, y = EYE
    return (
        ellipse(EYE, WIDE, HIGH),
        ellipse(EYE, OPEN_WIDE, OPEN_HIGH),
        *(ellipse((x + side * SCREW, y), HEAD, HEAD) for side in (-1, 1)),
        *(ellipse((x + side * SCREW, y), HOLE, HOLE) for side in (-1, 1)),
        straight((x - WIDE - 10, y), (x + WIDE + 10, y), pen="detail"),
        straight((x, y - HIGH - 10), (x, y + HIGH + 10), pen="detail"),
    )


def _in_section() -> tuple[Path, ...]:
    """Both sides of the ring above and below its opening, its front to the right, and the panel's line behind it."""
    paths = []
    for side in (-1, 1):
        near, far = side * OPEN_HIGH, side * HIGH
        back = ((BACK + EDGE, far), (BACK, far), (BACK, near), (BACK + EDGE, near))
        turns = [pi * step / CROWN_STEPS for step in range(CROWN_STEPS + 1)]
        crown = [(BACK + EDGE + RISE * sin(t), near + (far - near) * (1 - cos(t)) / 2) for t in turns]
        paths.append(smooth(*pairwise(back), crown, pen="cut"))
    panel = straight((BACK, -HIGH - 12), (BACK, HIGH + 12), pen="hidden")
    seen = (straight((BACK + EDGE, -OPEN_HIGH), (BACK + EDGE, OPEN_HIGH), pen="detail"),)
    return (*paths, panel, *seen)


BEZEL = MeasuringFigure(
    title="An escutcheon from in front, and cut through its middle",
    box=(-172, -104, 172, 110),
    paths=(*_from_in_front(), *_in_section()),
    words=(Words("panel", (BACK - 12, HIGH + 6), "right"),),
    marks={
        "opening_width": MeasuringMark(
            title="Opening, width",
            tool="Inside jaws of the callipers across the opening; of a round one twice at right angles",
            tightness="the jaws touch and do not wedge",
            load="Off the car; or what the opening must clear",
            paths=(
                *callipers_down(82, (EYE[0] - OPEN_WIDE, 4), (EYE[0] + OPEN_WIDE, 4), inside=True),
                *size_line((EYE[0] - OPEN_WIDE, -8), (EYE[0] + OPEN_WIDE, -8)),
            ),
            words=(Words("width", (EYE[0] + 4, -40), "left"),),
        ),
        "opening_height": MeasuringMark(
            title="Opening, height",
            tool="Inside jaws of the callipers across the opening, square to its width",
            tightness="the jaws touch and do not wedge",
            load="Off the car; or what the opening must clear",
            paths=size_line((EYE[0] - 8, -OPEN_HIGH), (EYE[0] - 8, OPEN_HIGH)),
            words=(Words("height", (EYE[0] + 4, 31), "left"),),
        ),
        "outer_width": MeasuringMark(
            title="Width over all",
            tool="Callipers over the outline; of a round one twice at right angles",
            tightness="closed until both jaws touch",
            load="",
            paths=(
                *(straight((EYE[0] + side * WIDE, 0), (EYE[0] + side * WIDE, -84), pen="detail") for side in (-1, 1)),
                *size_line((EYE[0] - WIDE, -78), (EYE[0] + WIDE, -78)),
            ),
            words=(Words("width over all", (EYE[0], -96)),),
        ),
        "outer_height": MeasuringMark(
            title="Height over all",
            tool="Callipers over the outline, square to its width",
            tightness="closed until both jaws touch",
            load="",
            paths=(
                *(straight((EYE[0], side * HIGH), (38, side * HIGH), pen="detail") for side in (-1, 1)),
                *size_line((32, -HIGH), (32, HIGH)),
            ),
            words=(Words("height", (60, 2)), Words("over all", (62, -14))),
        ),
        "thickness": MeasuringMark(
            title="Thickness",
            tool="Callipers from the back to the highest place of the front",
            tightness="one jaw lies flat on the back",
            load="",
            paths=(*callipers_down(82, (BACK, 44), (BACK + CROWN, 44)), *size_line((BACK, 41), (BACK + CROWN, 41))),
            words=(Words("thickness", (BACK + 12, 96)),),
        ),
        "screws": MeasuringMark(
            title="Screws",
            tool="Count the holes of its screws",
            tightness="",
            load="",
            paths=tuple(ellipse((EYE[0] + side * SCREW, 0), 13, 13, pen="size") for side in (-1, 1)),
            words=(Words("1", (EYE[0] - SCREW, 20)), Words("2 …", (EYE[0] + SCREW - 10, 20))),
        ),
        "screw": MeasuringMark(
            title="Countersunk screw",
            tool="Its number, or callipers across the head and across the shank",
            tightness="closed until both jaws touch",
            load="One screw out",
            paths=(
                straight((EYE[0] + SCREW - HEAD, 0), (EYE[0] + SCREW - HEAD, -84), pen="detail"),
                straight((EYE[0] + SCREW + HEAD, 0), (EYE[0] + SCREW + HEAD, -84), pen="detail"),
                *size_line((EYE[0] + SCREW - HEAD, -80), (EYE[0] + SCREW + HEAD, -80)),
            ),
            words=(Words("head", (EYE[0] + SCREW + 14, -84), "left"),),
        ),
        "edge": MeasuringMark(
            title="Height of the edge",
            tool="Callipers across the outer edge; of a stepped one across its flange",
            tightness="the jaws' tips only",
            load="",
            paths=(
                *callipers_down(-86, (BACK, -HIGH + 2), (BACK + EDGE, -HIGH + 2)),
                straight((BACK, -HIGH - 4), (BACK + EDGE, -HIGH - 4), pen="size"),
            ),
            words=(Words("edge", (BACK + 44, -74)),),
        ),
    },
)
