"""Two neighbouring toes, from above at the left and from in front at the right, with what is measured on them."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_down

# From above, their tips upwards: the longer toe at the left, the shorter at the right, the web between them.
TOES_FROM_ABOVE = (
    (
        (-158, -84), (-160, -50), (-160, -10), (-158, 30), (-148, 56), (-130, 64), (-112, 56), (-104, 30), (-104, -10),
        (-103, -32), (-98, -40),
    ),
    ((-98, -40), (-90, -32), (-88, 0), (-84, 26), (-72, 37), (-58, 34), (-48, 22), (-46, -4), (-44, -40), (-42, -84)),
)  # fmt: skip
TOUCHING = "the jaws touch the skin and do not press"

TWO_TOES = MeasuringFigure(
    title="Two toes, from above and from in front",
    box=(-176, -106, 176, 100),
    paths=(
        smooth(*TOES_FROM_ABOVE),
        ellipse((-131, 44), 13, 14, "detail"),
        ellipse((-66, 22), 9, 10, "detail"),
        ellipse((50, 2), 30, 32),
        ellipse((124, -6), 23, 24),
        smooth(((33, 24), (50, 31), (67, 24)), pen="detail"),
        smooth(((112, 10), (124, 15), (136, 10)), pen="detail"),
    ),
    words=(Words("from above", (-100, -100)), Words("from in front", (88, -100))),
    marks={
        "gap": MeasuringMark(
            title="Gap between the toes",
            tool="Inside jaws of the callipers, or a ball gauge, where the two toes are closest",
            tightness="held apart gently, to where they lie straight and no skin is taut; the jaws do not push",
            load="Sitting, the foot hangs free",
            paths=(*callipers_down(66, (80, 4), (101, 4), inside=True), *size_line((80, -2), (101, -2))),
            words=(Words("gap", (90, 82)),),
        ),
        "height": MeasuringMark(
            title="Toe height",
            tool="Callipers from the toe's sole to its upper side, half way along, on the higher of the two",
            tightness=TOUCHING,
            load="Sitting, the foot hangs free",
            paths=(
                straight((12, 34), (50, 34), pen="detail"),
                straight((12, -30), (50, -30), pen="detail"),
                *size_line((16, -30), (16, 34)),
            ),
            words=(Words("toe height", (14, 46)),),
        ),
        "length": MeasuringMark(
            title="Toe length",
            tool="Depth rod of the callipers, or a rule, from the web between the toes to the shorter toe's tip",
            tightness="it touches the web and does not press",
            load="Sitting, the toes straight",
            paths=(
                straight((-98, -40), (-14, -40), pen="detail"),
                straight((-72, 38), (-14, 38), pen="detail"),
                *size_line((-20, -40), (-20, 38)),
            ),
            words=(Words("toe length", (-24, 48)),),
        ),
        "girth": MeasuringMark(
            title="Toe girth",
            tool="A narrow tape, or a strip of paper, round the toe that goes into the loop, over its thickest joint",
            tightness="it lies flat and does not dent the skin",
            load="Sitting, the foot hangs free",
            paths=(ellipse((124, -6), 25, 26, "tape"), ellipse((124, -6), 25, 26, "size")),
            words=(Words("toe girth", (124, -46)),),
        ),
    },
)
