"""A gear from its end and from its edge: where its teeth, its bore, its width and its mate are measured."""

from __future__ import annotations

from math import cos, pi, sin

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Spot, Words
from configurator.domain.parts.measuring.strokes import ellipse, size_line, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: middle, tip and root of the gear, its bore, how many teeth; and of the two gears on one hub
# from their edge: ends along x and half heights.
MIDDLE, TIP, ROOT, BORE, TEETH = (-92.0, 0.0), 62.0, 51.0, 17.0, 18
KEY_HALF, KEY_UP = 5.0, 23.0
# Of helical teeth: how far they fall over their length, how far apart; where an angle is drawn; an upright gear.
LEAN, TOOTH_STEP, LEAN_FOOT, UPRIGHT = 0.42, 10.0, (92.0, 50.0), (10.0, -66.0)
# The flat of a D in its place, which cuts the bore.
FLAT_UP = 10.0
FLAT_HALF = (BORE**2 - FLAT_UP**2) ** 0.5
LARGE, HUB, SMALL = (92.0, 112.0, 62.0), (112.0, 126.0, 18.0), (126.0, 156.0, 30.0)


def _at(radius: float, turn: float) -> Spot:
    return MIDDLE[0] + radius * cos(turn), MIDDLE[1] + radius * sin(turn)


def _teeth() -> Path:
    """Trapezoids: a tooth stands upright above the middle."""
    step = 2 * pi / TEETH
    spots = []
    for number in range(TEETH):
        turn = pi / 2 + number * step
        shares = ((ROOT, -0.3), (TIP, -0.13), (TIP, 0.13), (ROOT, 0.3))
        spots += [_at(radius, turn + share * step) for radius, share in shares]
    return straight(*spots, closed=True)


def _keyed() -> Path:
    """The bore with its keyway above."""
    turns = [pi / 2 + 0.3 + (2 * pi - 0.6) * number / 24 for number in range(25)]
    key = [(MIDDLE[0] + KEY_HALF, KEY_UP), (MIDDLE[0] - KEY_HALF, KEY_UP)]
    return straight(*[_at(BORE, turn) for turn in turns], *key, closed=True)


def _box(sizes: tuple[float, float, float]) -> Path:
    left, right, half = sizes
    return straight((left, -half), (right, -half), (right, half), (left, half), closed=True)


def _slanting() -> tuple[Path, ...]:
    """Tips of right-handed helical teeth on the large gear, its axis level: turned upright they rise to the right."""
    left, right, half = LARGE
    fall = LEAN * (right - left)
    starts = (-half + fall + step * TOOTH_STEP for step in range(int((2 * half - fall) // TOOTH_STEP) + 1))
    return tuple(straight((left, y), (right, y - fall), pen="size") for y in starts)


def _upright() -> tuple[Path, ...]:
    """A right-handed gear that stands on its end."""
    x, y = UPRIGHT
    box = straight((x - 32, y - 12), (x + 32, y - 12), (x + 32, y + 12), (x - 32, y + 12), closed=True)
    teeth = (straight((x + place, y - 12), (x + place + 10, y + 12), pen="size") for place in range(-30, 22, 10))
    return (box, *teeth)


GEAR = MeasuringFigure(
    title="A gear from its end, and two on one hub from their edge",
    box=(-206, -112, 206, 112),
    paths=(
        _teeth(),
        _keyed(),
        *(_box(each) for each in (LARGE, HUB, SMALL)),
        straight((84, 0), (164, 0), pen="detail"),
        straight((MIDDLE[0], -72), (MIDDLE[0], 72), pen="detail"),
    ),
    words=(),
    marks={
        "teeth": MeasuringMark(
            title="Number of teeth",
            tool="A dot of paint on one tooth, then count round to it, twice",
            tightness="",
            load="",
            paths=(ellipse(_at(TIP - 4, pi / 2), 5, 5, pen="landmark"),),
            words=(Words("1", (MIDDLE[0], 76)), Words("2, 3 …", (MIDDLE[0] - 38, 66))),
        ),
        "tip": MeasuringMark(
            title="Tip diameter",
            tool="Callipers over two teeth that stand opposite; of an odd number, the greatest on turning",
            tightness="the jaws touch",
            load="",
            paths=(*callipers_across(-180, (MIDDLE[0], -TIP), (MIDDLE[0], TIP)), *size_line((-168, -TIP), (-168, TIP))),
            words=(Words("over the teeth", (-150, -92)),),
        ),
        "second_tip": MeasuringMark(
            title="Tip diameter of the second gear",
            tool="Callipers over its teeth: that, over its teeth and two, is its module",
            tightness="the jaws touch",
            load="",
            paths=(
                *(straight((SMALL[1], side * SMALL[2]), (184, side * SMALL[2]), pen="detail") for side in (-1, 1)),
                *size_line((178, -SMALL[2]), (178, SMALL[2])),
            ),
            words=(Words("over its teeth", (206, -84), "right"),),
        ),
        "helix": MeasuringMark(
            title="Helix angle",
            tool="Ink the teeth and roll the gear along a ruler over paper: a protractor from the prints to a line "
            "square to the ruler",
            tightness="at the tips it is a little more than at the pitch circle",
            load="",
            paths=(
                *_slanting(),
                straight(LEAN_FOOT, (LEAN_FOOT[0] + 46, LEAN_FOOT[1]), pen="size"),
                straight(LEAN_FOOT, (LEAN_FOOT[0] + 46, LEAN_FOOT[1] - LEAN * 46), pen="size"),
            ),
            words=(Words("angle", (LEAN_FOOT[0] + 50, LEAN_FOOT[1] - 18), "left"),),
        ),
        "hand": MeasuringMark(
            title="Hand",
            tool="Stand the gear on its end and look at its teeth from the side",
            tightness="right-handed: they rise to the right; left-handed: to the left",
            load="",
            paths=(*_slanting(), *_upright()),
            words=(Words("right-handed", (UPRIGHT[0], UPRIGHT[1] - 40)),),
        ),
        "bore": MeasuringMark(
            title="Bore",
            tool="Inside jaws of the callipers across the bore, or callipers across its shaft",
            tightness="the jaws touch and do not wedge",
            load="",
            paths=size_line((MIDDLE[0] - BORE, -4), (MIDDLE[0] + BORE, -4)),
            words=(Words("bore", (MIDDLE[0], -36)),),
        ),
        "key": MeasuringMark(
            title="Width of the keyway",
            tool="Inside jaws of the callipers between its sides",
            tightness="the jaws touch and do not wedge",
            load="",
            paths=size_line((MIDDLE[0] - KEY_HALF, 20), (MIDDLE[0] + KEY_HALF, 20)),
            words=(Words("width", (MIDDLE[0], 32)),),
        ),
        "over_key": MeasuringMark(
            title="Over the keyway",
            tool="Inside jaws from the keyway's floor to the round opposite",
            tightness="the jaws touch and do not wedge",
            load="",
            paths=size_line((MIDDLE[0], -BORE), (MIDDLE[0], KEY_UP)),
            words=(Words("to the round opposite", (MIDDLE[0], -92)),),
        ),
        "flat": MeasuringMark(
            title="Across the flat",
            tool="Inside jaws from the flat to the round opposite",
            tightness="the jaws touch and do not wedge",
            load="",
            paths=(
                straight((MIDDLE[0] - FLAT_HALF, FLAT_UP), (MIDDLE[0] + FLAT_HALF, FLAT_UP), pen="landmark"),
                *size_line((MIDDLE[0], -BORE), (MIDDLE[0], FLAT_UP)),
            ),
            words=(Words("flat", (MIDDLE[0], 28)), Words("to the round opposite", (MIDDLE[0], -92))),
        ),
        "width": MeasuringMark(
            title="Width of the teeth",
            tool="Callipers across the teeth, along the axis",
            tightness="closed until both jaws lie flat",
            load="",
            paths=(*callipers_down(80, (LARGE[0], 54), (LARGE[1], 54)), *size_line((LARGE[0], 44), (LARGE[1], 44))),
            words=(Words("width", (134, 66), "left"),),
        ),
        "second_teeth": MeasuringMark(
            title="Teeth of the second gear",
            tool="A dot of paint on one tooth of the other gear on the hub, then count round to it, twice",
            tightness="",
            load="",
            paths=(
                ellipse(((SMALL[0] + SMALL[1]) / 2, SMALL[2] - 6), 5, 5, pen="landmark"),
                straight((SMALL[0], SMALL[2]), (SMALL[1], SMALL[2]), pen="size"),
            ),
            words=(Words("1, 2, 3 …", (SMALL[0] - 8, SMALL[2] + 12), "left"),),
        ),
        "second_width": MeasuringMark(
            title="Width of the second gear's teeth",
            tool="Callipers across its teeth, along the axis",
            tightness="closed until both jaws lie flat",
            load="",
            paths=(
                *callipers_down(-60, (SMALL[0], -24), (SMALL[1], -24)),
                *size_line((SMALL[0], -18), (SMALL[1], -18)),
            ),
            words=(Words("width", (206, -50), "right"),),
        ),
        "gap": MeasuringMark(
            title="Between both gears",
            tool="Inside jaws of the callipers between both",
            tightness="the jaws touch",
            load="",
            paths=size_line((HUB[0], 24), (HUB[1], 24)),
            words=(Words("between", (146, 40)),),
        ),
        "distance": MeasuringMark(
            title="Centre distance",
            tool="Between the shafts in their housing: over both shafts, less half of each diameter",
            tightness="the jaws touch",
            load="",
            paths=(ellipse((MIDDLE[0] + 92, 0), 30, 30, pen="hidden"), *size_line(MIDDLE, (MIDDLE[0] + 92, 0))),
            words=(Words("to the mate's axis", (MIDDLE[0] + 92, -92)),),
        ),
    },
)
