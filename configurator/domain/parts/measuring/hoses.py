"""An old elbow from the side, and the two hoses that go over its ends, drawn off and cut through their middle."""

from __future__ import annotations

from math import cos, pi, sin

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Spot, Words
from configurator.domain.parts.measuring.strokes import size_line, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: half of the pipe; where the first end begins and the bend does, and its middle; where the
# second end is over; how far a bead stands out and how long it is; how thick a hose is, how long, and how far off.
HALF, LOW, BEND_FROM, RADIUS, END = 22.0, -62.0, -6.0, 50.0, 88.0
BEAD, BEAD_HALF, BEAD_AT, THICK, HOSE, OFF = 5.0, 6.0, 10.0, 7.0, 34.0, 14.0
LEFT = -40.0  # the first end's axis
MIDDLE = (LEFT + RADIUS, BEND_FROM)
LEVEL = BEND_FROM + RADIUS  # the second end's axis
ARC_STEPS = 12


def _arc(radius: float) -> list[Spot]:
    """From the first end's side to the second's, round the bend's middle."""
    turns = (pi - pi / 2 * step / ARC_STEPS for step in range(ARC_STEPS + 1))
    return [(MIDDLE[0] + radius * cos(turn), MIDDLE[1] + radius * sin(turn)) for turn in turns]


def _bump(radius: float) -> list[tuple[float, float]]:
    """A side of an end: how far from its mouth and how far from the axis, over the bead."""
    sides = ((BEAD_AT - BEAD_HALF, 0.0), (BEAD_AT - 3, BEAD - 1), (BEAD_AT, BEAD), (BEAD_AT + 3, BEAD - 1))
    return [(0, radius), *((at, radius + out) for at, out in sides), (BEAD_AT + BEAD_HALF, radius)]


def _elbow() -> tuple[Path, ...]:
    outer = [(LEFT - out, LOW + at) for at, out in _bump(HALF)] + _arc(RADIUS + HALF)
    outer += [(END - at, LEVEL + out) for at, out in reversed(_bump(HALF))]
    inner = [(END - at, LEVEL - out) for at, out in _bump(HALF)] + _arc(RADIUS - HALF)[::-1]
    inner += [(LEFT + out, LOW + at) for at, out in reversed(_bump(HALF))]
    axis = [(LEFT, LOW - 8), *_arc(RADIUS), (END + 8, LEVEL)]
    return (
        straight(*outer, *inner, closed=True),
        straight(*axis, pen="detail"),
        straight((LEFT - HALF, BEND_FROM), (LEFT + HALF, BEND_FROM), pen="hidden"),
        straight((MIDDLE[0], LEVEL - HALF), (MIDDLE[0], LEVEL + HALF), pen="hidden"),
    )


def _hose_walls() -> tuple[Path, ...]:
    """Both hoses, drawn off their ends: their walls in section."""
    low, near = LOW - OFF, END + OFF
    walls = []
    for side in (-1, 1):
        x, y = LEFT + side * HALF, LEVEL + side * HALF
        below = ((x, low), (x + side * THICK, low), (x + side * THICK, low - HOSE), (x, low - HOSE))
        right = ((near, y), (near, y + side * THICK), (near + HOSE, y + side * THICK), (near + HOSE, y))
        walls += [straight(*below, pen="cut", closed=True), straight(*right, pen="cut", closed=True)]
    mouths = (straight((LEFT - HALF, low), (LEFT + HALF, low)), straight((near, LEVEL - HALF), (near, LEVEL + HALF)))
    return (*walls, *mouths)


HOSE_TOOL = "Inside jaws of the callipers across the hose's mouth, twice at right angles; or the pipe that it fitted"
END_TOOL = "Callipers or a ruler along the straight part, from its end to where it bends or changes its diameter"

HOSES_AND_ELBOW = MeasuringFigure(
    title="An elbow from the side, and its two hoses drawn off and cut",
    box=(-152, -122, 152, 106),
    paths=(*_elbow(), *_hose_walls()),
    words=(Words("first end", (LEFT + HALF + 10, LOW - 4), "left"), Words("second end", (END - 38, LEVEL + HALF + 10))),
    marks={
        "first_hose": MeasuringMark(
            title="First hose, inside",
            tool=HOSE_TOOL,
            tightness="the jaws touch and do not stretch it",
            load="Off the pipe, cold, where it is not torn",
            paths=size_line((LEFT - HALF, LOW - OFF - 14), (LEFT + HALF, LOW - OFF - 14)),
            words=(Words("inside", (LEFT + HALF + 14, LOW - OFF - 18), "left"),),
        ),
        "second_hose": MeasuringMark(
            title="Second hose, inside",
            tool=HOSE_TOOL,
            tightness="the jaws touch and do not stretch it",
            load="Off the pipe, cold, where it is not torn",
            paths=size_line((END + OFF + 14, LEVEL - HALF), (END + OFF + 14, LEVEL + HALF)),
            words=(Words("inside", (END + OFF + 16, LEVEL + HALF + 16)),),
        ),
        "first_length": MeasuringMark(
            title="First end, length",
            tool=END_TOOL,
            tightness="",
            load="Or as long as there is room for: hose and clamp need about 30 mm",
            paths=(
                *callipers_across(LEFT - HALF - 52, (LEFT - HALF - 4, LOW), (LEFT - HALF - 4, BEND_FROM)),
                *size_line((LEFT - HALF - 22, LOW), (LEFT - HALF - 22, BEND_FROM)),
            ),
            words=(Words("length", (LEFT - HALF - 56, LOW - 28)),),
        ),
        "second_length": MeasuringMark(
            title="Second end, length",
            tool=END_TOOL,
            tightness="",
            load="Or as long as there is room for: hose and clamp need about 30 mm",
            paths=(
                *callipers_down(LEVEL - HALF - 60, (MIDDLE[0], LEVEL - HALF - 2), (END, LEVEL - HALF - 2)),
                *size_line((MIDDLE[0], LEVEL - HALF - 36), (END, LEVEL - HALF - 36)),
            ),
            words=(Words("length", ((MIDDLE[0] + END) / 2, LEVEL - HALF - 54)),),
        ),
        "angle": MeasuringMark(
            title="Bend",
            tool="A protractor along both straight ends, or a bevel: by how much the pipe turns away from straight on",
            tightness="",
            load="A straight pipe has none, a square elbow 90 degrees",
            paths=(
                straight((LEFT, BEND_FROM), (LEFT, LEVEL + 56), pen="detail"),
                straight(
                    *(
                        (LEFT + 52 * sin(pi / 2 * step / 8), LEVEL + 52 * (cos(pi / 2 * step / 8) - 0))
                        for step in range(9)
                    ),
                    pen="size",
                ),
                straight((LEFT, LEVEL), (LEFT + 64, LEVEL), pen="detail"),
            ),
            words=(Words("bend", (LEFT + 40, LEVEL + 46), "left"),),
        ),
        "radius": MeasuringMark(
            title="Bend radius",
            tool="From the pipe's outer side to the middle of the bend, less half of the pipe's diameter",
            tightness="",
            load="On paper: draw round the elbow, and find the middle from which its outer side is an arc",
            paths=(
                *size_line(MIDDLE, (MIDDLE[0] - RADIUS * cos(pi / 4), MIDDLE[1] + RADIUS * sin(pi / 4))),
                straight((MIDDLE[0] - 5, MIDDLE[1]), (MIDDLE[0] + 5, MIDDLE[1]), pen="size"),
                straight((MIDDLE[0], MIDDLE[1] - 5), (MIDDLE[0], MIDDLE[1] + 5), pen="size"),
            ),
            words=(Words("radius", (MIDDLE[0] + 10, MIDDLE[1] - 4), "left"),),
        ),
    },
)
