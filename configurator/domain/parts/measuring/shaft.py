"""The shaft of a switch or valve that stands out of a panel: from the side, and its end from in front."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across, plate

# In units of the drawing: the panel's face and back; the shaft's half breadth, its end, where its flat begins, and the
# flat's height; the end's middle in the view from in front.
FACE, BACK, HALF, END, FLAT_FROM, FLAT_UP = -96.0, -110.0, 30.0, 34.0, -58.0, 15.0
EYE = (130.0, 0.0)
# Where the flat meets the round, beside the middle: of a right triangle on the radius.
CHORD = 26.0


def _panel() -> tuple[Path, ...]:
    body = straight((BACK, -84), (FACE, -84), (FACE, 84), (BACK, 84), pen="cut", closed=True)
    hatch = (straight((BACK, y), (FACE, y + FACE - BACK), pen="detail") for y in range(-84, 70, 14))
    return (body, *hatch)


def _from_the_side() -> tuple[Path, ...]:
    """The shaft, its end chamfered, with a flat on top."""
    return (
        straight(
            (FACE, HALF), (FLAT_FROM, HALF), (FLAT_FROM, FLAT_UP), (END, FLAT_UP), (END, -HALF + 4), (END - 4, -HALF),
            (FACE, -HALF),
        ),
        straight((FLAT_FROM, FLAT_UP), (FACE, FLAT_UP), pen="hidden"),
        straight((BACK - 8, 0), (END + 14, 0), pen="detail"),
    )  # fmt: skip


def _from_in_front() -> tuple[Path, ...]:
    """The end: a circle with a flat on top, and the rest of the circle as it would be."""
    x, y = EYE
    return (
        ellipse(EYE, HALF, HALF, pen="hidden"),
        smooth(
            ((x + CHORD, FLAT_UP), (x + HALF, y), (x + 21, y - 21), (x, y - HALF), (x - 21, y - 21), (x - HALF, y),
             (x - CHORD, FLAT_UP)),
        ),
        straight((x - CHORD, FLAT_UP), (x + CHORD, FLAT_UP)),
    )  # fmt: skip


SHAFT = MeasuringFigure(
    title="The shaft that stands out of the panel, from the side and from in front",
    box=(-142, -96, 212, 102),
    paths=(*_panel(), *_from_the_side(), *_from_in_front()),
    words=(Words("panel", (FACE - 7, 88)), Words("flat", (6, 19)), Words("end of the shaft", (130, -52))),
    marks={
        "diameter": MeasuringMark(
            title="Shaft diameter",
            tool="Callipers across the round of the shaft, beside its flat",
            tightness="closed until both jaws touch, and turned to and fro: the largest counts",
            load="The old knob off",
            paths=(
                *callipers_across(END + 22, (FACE + 20, -HALF), (FACE + 20, HALF)),
                *size_line((FACE + 20, -HALF), (FACE + 20, HALF)),
            ),
            words=(Words("diameter", (FACE + 20, -52), "left"),),
        ),
        "flat": MeasuringMark(
            title="Across the flat",
            tool="Callipers from the flat to the round opposite",
            tightness="one jaw lies on the whole flat",
            load="",
            paths=(
                *callipers_across(190, (EYE[0], -HALF), (EYE[0], FLAT_UP)),
                *size_line((EYE[0], -HALF), (EYE[0], FLAT_UP)),
            ),
            words=(Words("across the flat", (130, 56)),),
        ),
        "length": MeasuringMark(
            title="Shaft length",
            tool="The callipers' depth rod from the shaft's end to the panel that the knob will meet",
            tightness="until it touches, beside the shaft",
            load="",
            paths=(
                plate((FACE, -46), (END, -41)),
                plate((END, -56), (END + 50, -31)),
                *size_line((FACE, -66), (END, -66)),
                straight((END, -HALF), (END, -72), pen="detail"),
            ),
            words=(Words("how far it stands out", (-31, -82)),),
        ),
    },
)
