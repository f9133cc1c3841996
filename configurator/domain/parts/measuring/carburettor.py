"""The mouth of a carburettor: cut through its middle, and from in front, where it has studs."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down, plate

# In units of the drawing. Cut: the body's end, the face that the lip stands out of, the lip's end; half of bore, of the
# lip's outside and of the body. From in front: the middle, and how far from it a stud's middle is.
BODY, FACE, LIP_END = -160.0, -110.0, -62.0
BORE, LIP, HALF = 26.0, 38.0, 58.0
EYE, STUD, STUD_HALF = (80.0, 0.0), 62.0, 7.0
HATCH_STEP = 12.0


def _wall(side: float) -> tuple[Path, ...]:
    """One side of the cut: the body, and the lip round the bore."""
    profile = ((BODY, BORE), (LIP_END, BORE), (LIP_END, LIP), (FACE, LIP), (FACE, HALF), (BODY, HALF))
    body = straight(*((x, side * y) for x, y in profile), pen="cut", closed=True)
    low = min(side * BORE, side * LIP)
    starts = (BODY + HATCH_STEP * number for number in range(int((LIP_END - BODY - LIP + BORE) // HATCH_STEP) + 1))
    return (body, *(straight((x, low), (x + LIP - BORE, low + LIP - BORE), pen="detail") for x in starts))


def _from_in_front() -> tuple[Path, ...]:
    x, y = EYE
    return (
        ellipse(EYE, BORE, BORE),
        ellipse(EYE, LIP, LIP, "detail"),
        *(ellipse((x + side * STUD, y), STUD_HALF, STUD_HALF) for side in (-1, 1)),
        straight((x - STUD - 14, y), (x + STUD + 14, y), pen="detail"),
        straight((x, y - LIP - 8), (x, y + LIP + 8), pen="detail"),
    )


CARBURETTOR_MOUTH = MeasuringFigure(
    title="The mouth of a carburettor, cut through its middle and from in front",
    box=(-172, -112, 176, 104),
    paths=(*_wall(-1), *_wall(1), straight((BODY - 6, 0), (LIP_END + 14, 0), pen="detail"), *_from_in_front()),
    words=(),
    marks={
        "bore": MeasuringMark(
            title="Bore",
            tool="Inside jaws of the callipers across the mouth where the air goes in, twice at right angles",
            tightness="the jaws touch and do not wedge",
            load="The old trumpet or the air filter off",
            paths=(
                *callipers_across(-28, (LIP_END - 14, -BORE), (LIP_END - 14, BORE), inside=True),
                *size_line((LIP_END - 16, -BORE), (LIP_END - 16, BORE)),
            ),
            words=(Words("bore", (-100, -4)),),
        ),
        "lip": MeasuringMark(
            title="Outside of the mouth",
            tool="Callipers across the outside of the mouth, twice at right angles: the larger counts",
            tightness="closed until both jaws touch",
            load="The old trumpet or the air filter off",
            paths=(
                *callipers_across(-22, (LIP_END - 20, -LIP), (LIP_END - 20, LIP)),
                *size_line((LIP_END - 10, -LIP), (LIP_END - 10, LIP)),
            ),
            words=(Words("outside", (-102, -4)),),
        ),
        "depth": MeasuringMark(
            title="Depth of the mouth",
            tool="The callipers' depth rod from the mouth's end to the face that it stands out of",
            tightness="until it touches, beside the mouth",
            load="",
            paths=(
                plate((FACE, LIP + 6), (LIP_END, LIP + 11)),
                plate((LIP_END, LIP - 8), (LIP_END + 46, LIP + 20)),
                straight((LIP_END, LIP), (LIP_END, 76), pen="detail"),
                straight((FACE, HALF), (FACE, 76), pen="detail"),
                *size_line((FACE, 70), (LIP_END, 70)),
            ),
            words=(Words("depth", (-86, 84)),),
        ),
        "stud": MeasuringMark(
            title="Stud diameter",
            tool="Callipers across a stud's thread, or across the bolt",
            tightness="closed until both jaws touch the crests",
            load="",
            paths=(
                *callipers_down(64, (EYE[0] + STUD - STUD_HALF, 0), (EYE[0] + STUD + STUD_HALF, 0)),
                straight((EYE[0] + STUD - STUD_HALF, 0), (EYE[0] + STUD + STUD_HALF, 0), pen="size"),
            ),
            words=(Words("stud", (EYE[0] + STUD, -24)),),
        ),
        "stud_circle": MeasuringMark(
            title="Circle of the studs",
            tool="Callipers over two studs that lie opposite, less one stud: that is from middle to middle",
            tightness="of three studs: across two of them, less one stud, times 1.155",
            load="",
            paths=(
                *(
                    straight((EYE[0] + side * STUD, -STUD_HALF), (EYE[0] + side * STUD, -70), pen="detail")
                    for side in (-1, 1)
                ),
                *size_line((EYE[0] - STUD, -64), (EYE[0] + STUD, -64)),
            ),
            words=(Words("circle of the studs", (EYE[0], -82)),),
        ),
    },
)
