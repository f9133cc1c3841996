"""A round gauge from the side, and its back: rim, body and studs."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing. From the side: the rim's front and its back edge, the body's back, the studs' ends; half of
# rim and body. The studs' middles beside the axis, and half of one; the middle of the view from behind.
FRONT, RIM_BACK, BACK, STUD_END = -112.0, -94.0, -18.0, 8.0
RIM, BODY, STUD_AT, STUD_HALF = 56.0, 47.0, 30.0, 5.0
EYE = (100.0, 0.0)


def _from_the_side() -> tuple[Path, ...]:
    studs = (
        straight((BACK, y - STUD_HALF), (STUD_END, y - STUD_HALF), (STUD_END, y + STUD_HALF), (BACK, y + STUD_HALF))
        for y in (-STUD_AT, STUD_AT)
    )
    return (
        straight((RIM_BACK, -RIM), (RIM_BACK, RIM), (FRONT + 4, RIM), (FRONT, RIM - 4), (FRONT, 4 - RIM),
                 (FRONT + 4, -RIM), closed=True),
        straight((RIM_BACK, BODY), (BACK, BODY), (BACK, -BODY), (RIM_BACK, -BODY)),
        smooth(((FRONT, RIM - 8), (FRONT - 5, 0), (FRONT, 8 - RIM)), pen="detail"),
        *studs,
        straight((FRONT - 12, 0), (STUD_END + 8, 0), pen="detail"),
    )  # fmt: skip


def _from_behind() -> tuple[Path, ...]:
    x, y = EYE
    return (
        ellipse(EYE, RIM, RIM),
        ellipse(EYE, BODY, BODY),
        ellipse(EYE, 9, 9, "detail"),
        *(ellipse((x, y + side * STUD_AT), STUD_HALF, STUD_HALF) for side in (-1, 1)),
        straight((x, y - RIM - 6), (x, y + RIM + 6), pen="detail"),
        *(straight((x - 10, y + side * STUD_AT), (x + 10, y + side * STUD_AT), pen="detail") for side in (-1, 1)),
    )


GAUGE = MeasuringFigure(
    title="A gauge from the side and from behind",
    box=(-172, -104, 172, 104),
    paths=(*_from_the_side(), *_from_behind()),
    words=(Words("from behind", (100, -76)),),
    marks={
        "rim": MeasuringMark(
            title="Rim diameter",
            tool="Callipers across the rim in front, twice at right angles: the larger counts",
            tightness="closed until both jaws touch",
            load="",
            paths=(
                *callipers_across(-146, (FRONT + 10, -RIM), (FRONT + 10, RIM)),
                *size_line((FRONT - 14, -RIM), (FRONT - 14, RIM)),
            ),
            words=(Words("rim", (-150, 76)),),
        ),
        "rim_depth": MeasuringMark(
            title="Rim depth",
            tool="Callipers along the rim's side, from its front to its back edge",
            tightness="the glass does not count",
            load="",
            paths=(
                *callipers_down(76, (FRONT, RIM - 4), (RIM_BACK, RIM - 4)),
                straight((FRONT, 66), (RIM_BACK, 66), pen="size"),
            ),
            words=(Words("rim depth", (-78, 64), "left"),),
        ),
        "body": MeasuringMark(
            title="Body diameter",
            tool="Callipers across the body behind the rim, twice at right angles: the larger counts",
            tightness="closed until both jaws touch; seams and beads count",
            load="",
            paths=(*size_line((-56, -BODY), (-56, BODY)),),
            words=(Words("body", (-36, 14)),),
        ),
        "depth": MeasuringMark(
            title="Depth over all",
            tool="Callipers or a ruler from the rim's front to the body's back",
            tightness="without studs, nuts, lamps and plugs",
            load="",
            paths=(
                *(straight((x, -y), (x, -82), pen="detail") for x, y in ((FRONT, RIM), (BACK, BODY))),
                *size_line((FRONT, -76), (BACK, -76)),
            ),
            words=(Words("depth over all", (-65, -94)),),
        ),
        "stud": MeasuringMark(
            title="Stud diameter",
            tool="Callipers across a stud's thread",
            tightness="closed until both jaws touch the crests",
            load="Nuts and clamp off",
            paths=(
                *callipers_across(34, (STUD_END - 8, STUD_AT - STUD_HALF), (STUD_END - 8, STUD_AT + STUD_HALF)),
                straight((4, STUD_AT - STUD_HALF), (4, STUD_AT + STUD_HALF), pen="size"),
            ),
            words=(Words("stud", (20, 58)),),
        ),
        "pitch": MeasuringMark(
            title="Pitch of the studs",
            tool="Callipers over both studs, less one stud: that is from middle to middle",
            tightness="at their roots, where they are not bent",
            load="",
            paths=(
                *(straight((EYE[0], side * STUD_AT), (EYE[0] + 68, side * STUD_AT), pen="detail") for side in (-1, 1)),
                *size_line((EYE[0] + 62, -STUD_AT), (EYE[0] + 62, STUD_AT)),
            ),
            words=(Words("pitch", (EYE[0] + 54, 40)),),
        ),
    },
)
