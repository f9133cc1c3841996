"""An old gasket from its edge, thinner where bolts squeezed it: where its thickness is measured."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Spot, Words
from configurator.domain.parts.measuring.strokes import size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across

# In units of the drawing: half of length and thickness; where a bolt sits, how wide and how deep it squeezed.
HALF_LENGTH, HALF_THICK = 140.0, 18.0
BOLT, WASHER, SQUEEZED = 76.0, 24.0, 7.0


def _face(side: float) -> Path:
    """The upper (1) or lower (-1) one, with a hollow under each bolt."""
    flat, deep, half = side * HALF_THICK, side * (HALF_THICK - SQUEEZED), WASHER + 12.0
    runs: list[tuple[Spot, ...]] = []
    left = -HALF_LENGTH
    for bolt in (-BOLT, BOLT):
        runs.append(((left, flat), (bolt - half, flat)))
        runs.append(((bolt - half, flat), (bolt - WASHER, deep), (bolt + WASHER, deep), (bolt + half, flat)))
        left = bolt + half
    return smooth(*runs, ((left, flat), (HALF_LENGTH, flat)))


def _ends() -> tuple[Path, ...]:
    return tuple(straight((side * HALF_LENGTH, -HALF_THICK), (side * HALF_LENGTH, HALF_THICK)) for side in (-1, 1))


def _bolts() -> tuple[Path, ...]:
    """Where they were: their axes."""
    return tuple(straight((side * BOLT, -36), (side * BOLT, 36), pen="detail") for side in (-1, 1))


GASKET_FROM_ITS_EDGE = MeasuringFigure(
    title="An old gasket from its edge",
    box=(-172, -92, 172, 92),
    paths=(_face(1), _face(-1), *_ends(), *_bolts()),
    words=(Words("bolt", (-BOLT, 42)), Words("bolt", (BOLT, 42))),
    marks={
        "thickness": MeasuringMark(
            title="Thickness",
            tool="Callipers on the edge, in three places away from the bolts: the largest counts",
            tightness="the jaws touch and do not squeeze",
            load="Taken off and cleaned; where it was squeezed everywhere, take the thickness of a new one",
            paths=(
                *callipers_across(154, (120, -HALF_THICK), (120, HALF_THICK)),
                *size_line((130, -HALF_THICK), (130, HALF_THICK)),
            ),
            words=(Words("thickness", (126, -52)),),
        )
    },
)
