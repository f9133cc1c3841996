"""A bushing with a flange, taken out and cut through its middle: where its diameters and its lengths are measured."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import size_line, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: half of bore, outside and flange; the ends, and the flange's inner face.
BORE, OUTSIDE, FLANGE = 28.0, 52.0, 84.0
LOW, FLANGE_UP, HIGH = -50.0, -30.0, 50.0
HATCH_STEP = 12.0


def _half(side: float) -> tuple[Path, ...]:
    """The cut through one side, hatched."""
    profile = ((BORE, LOW), (FLANGE, LOW), (FLANGE, FLANGE_UP), (OUTSIDE, FLANGE_UP), (OUTSIDE, HIGH), (BORE, HIGH))
    body = straight(*((side * x, y) for x, y in profile), pen="cut", closed=True)
    thick = OUTSIDE - BORE
    left = min(side * BORE, side * OUTSIDE)
    starts = (LOW + HATCH_STEP * number for number in range(int((HIGH - LOW - thick) // HATCH_STEP) + 1))
    return (body, *(straight((left, y), (left + thick, y + thick), pen="detail") for y in starts))


def _beyond() -> tuple[Path, ...]:
    """What is seen behind the cut: the bore's ends; and the axis."""
    return (
        straight((-BORE, HIGH), (BORE, HIGH)),
        straight((-BORE, LOW), (BORE, LOW)),
        straight((0, LOW - 10), (0, HIGH + 10), pen="detail"),
    )


BUSHING_IN_SECTION = MeasuringFigure(
    title="A bushing with a flange, cut through its middle",
    box=(-172, -116, 172, 108),
    paths=(*_half(-1), *_half(1), *_beyond()),
    words=(),
    marks={
        "outside": MeasuringMark(
            title="Outside diameter",
            tool="Callipers across the body, twice at right angles: the larger counts; or across its hole",
            tightness="the jaws touch and do not squeeze",
            load="Taken out; where it is worn, measure the hole instead",
            paths=(*callipers_down(84, (-OUTSIDE, 20), (OUTSIDE, 20)), *size_line((-OUTSIDE, 20), (OUTSIDE, 20))),
            words=(Words("outside", (0, 68)),),
        ),
        "bore": MeasuringMark(
            title="Bore",
            tool="Inside jaws of the callipers across the bore, twice at right angles; or callipers across its shaft",
            tightness="the jaws touch and do not wedge",
            load="Taken out; where it is worn oval, measure the shaft instead",
            paths=(*callipers_down(84, (-BORE, 20), (BORE, 20), inside=True), *size_line((-BORE, 4), (BORE, 4))),
            words=(Words("bore", (0, -14)),),
        ),
        "length": MeasuringMark(
            title="Length",
            tool="Callipers over all, from end to end, with the flange or both flanges",
            tightness="closed until both jaws lie flat on the ends",
            load="",
            paths=(*callipers_across(-122, (-34, LOW), (-34, HIGH)), *size_line((-100, LOW), (-100, HIGH))),
            words=(Words("length", (-150, -74), "middle"),),
        ),
        "flange": MeasuringMark(
            title="Flange diameter",
            tool="Callipers across the flange, twice at right angles: the larger counts",
            tightness="the jaws touch and do not squeeze",
            load="",
            paths=(*callipers_down(-84, (-FLANGE, -40), (FLANGE, -40)), *size_line((-FLANGE, -66), (FLANGE, -66))),
            words=(Words("flange", (0, -108)),),
        ),
        "flange_thickness": MeasuringMark(
            title="Flange thickness",
            tool="Callipers across the flange beside the body, where it is least worn",
            tightness="closed until both jaws lie flat",
            load="",
            paths=(*callipers_across(126, (66, LOW), (66, FLANGE_UP)), *size_line((104, LOW), (104, FLANGE_UP))),
            words=(Words("thickness", (138, -82)),),
        ),
    },
)
