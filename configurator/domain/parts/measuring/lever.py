"""A shift lever's threaded end, and the old knob cut through its middle."""

from __future__ import annotations

from math import cos, pi, sin

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Words
from configurator.domain.parts.measuring.strokes import size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down, plate

# In units of the drawing. The lever's end: its middle, half of thread and shank, the ends of thread and shank.
LEVER, STUD, SHANK, TIP, ROOT, LOW = -120.0, 15.0, 22.0, 72.0, -8.0, -72.0
TEETH = 8
# The knob: its middle and half breadth, its base and half of that; half of the hole, where it narrows and ends.
KNOB, HALF, BALL_UP, BASE, COLLAR, BORE, RELIEF, START, END = 82.0, 64.0, 14.0, -38.0, 37.0, 13.0, 19.0, -20.0, 34.0
# Where the ball meets its base: degrees below its middle.
BASE_TURN = 0.952


def _lever() -> tuple[Path, ...]:
    step = (TIP - ROOT) / TEETH
    right = [(LEVER + STUD - (3 if number % 2 else 0), ROOT + number * step / 2) for number in range(2 * TEETH + 1)]
    left = [(2 * LEVER - x, y) for x, y in reversed(right)]
    shank = ((LEVER + SHANK, LOW), (LEVER + SHANK, ROOT))
    mirrored = ((LEVER - SHANK, ROOT), (LEVER - SHANK, LOW))
    return (straight(*shank, *right, *left, *mirrored), straight((LEVER, LOW - 8), (LEVER, TIP + 10), pen="detail"))


def _knob() -> tuple[Path, ...]:
    turns = [-BASE_TURN + (pi + 2 * BASE_TURN) * number / 16 for number in range(17)]
    ball = [(KNOB + HALF * cos(turn), BALL_UP + HALF * sin(turn)) for turn in turns]
    hole = [(KNOB - RELIEF, BASE), (KNOB - RELIEF, START), (KNOB - BORE, START), (KNOB - BORE, END)]
    mirrored = [(2 * KNOB - x, y) for x, y in reversed(hole)]
    return (
        smooth(ball, pen="cut"),
        straight((KNOB - COLLAR, BASE), *hole, *mirrored, (KNOB + COLLAR, BASE), pen="cut"),
        straight((KNOB - BORE, START), (KNOB + BORE, START)),
        straight((KNOB, BASE - 8), (KNOB, BALL_UP + HALF + 8), pen="detail"),
        *(straight((KNOB + 20, y), (KNOB + 48, y + 28), pen="detail") for y in (-16, 0, 16)),
        *(straight((KNOB - 48, y), (KNOB - 20, y + 28), pen="detail") for y in (-16, 0, 16)),
    )


LEVER_AND_KNOB = MeasuringFigure(
    title="The end of the shift lever, and the old knob cut through its middle",
    box=(-216, -108, 200, 116),
    paths=(*_lever(), *_knob()),
    words=(Words("lever", (LEVER, -98)), Words("old knob", (KNOB, -66))),
    marks={
        "thread": MeasuringMark(
            title="Thread",
            tool="Callipers over the threads, and a rule along ten of them for the pitch; the page of threads names it",
            tightness="the jaws touch the crests and do not bite",
            load="",
            paths=(*callipers_down(96, (LEVER - STUD, 40), (LEVER + STUD, 40)),),
            words=(Words("thread", (LEVER + 24, 60), "left"),),
        ),
        "thread_length": MeasuringMark(
            title="Length of the thread",
            tool="Callipers from the lever's end to where its thread stops",
            tightness="the jaws touch both",
            load="",
            paths=(
                *callipers_across(-172, (LEVER - STUD, ROOT), (LEVER - STUD, TIP)),
                *size_line((-152, ROOT), (-152, TIP)),
            ),
            words=(Words("length", (-186, -42)),),
        ),
        "thread_start": MeasuringMark(
            title="Depth at which the thread starts",
            tool="The callipers' depth rod in the old knob's mouth, from its base to the first thread",
            tightness="until it touches",
            load="",
            paths=(
                plate((KNOB - RELIEF + 1, BASE - 6), (KNOB - RELIEF + 5, START)),
                plate((KNOB - RELIEF - 16, BASE - 16), (KNOB - RELIEF + 22, BASE - 6)),
                *size_line((KNOB + 8, BASE), (KNOB + 8, START)),
            ),
            words=(Words("start", (KNOB - 64, -62)),),
        ),
        "diameter": MeasuringMark(
            title="Diameter",
            tool="Callipers across the knob where it is widest",
            tightness="the jaws touch",
            load="",
            paths=(
                *callipers_down(94, (KNOB - HALF, BALL_UP), (KNOB + HALF, BALL_UP)),
                *size_line((KNOB - HALF, BALL_UP + 4), (KNOB + HALF, BALL_UP + 4)),
            ),
            words=(Words("diameter", (KNOB, 52)),),
        ),
        "collar": MeasuringMark(
            title="Base diameter",
            tool="Callipers across the flat base",
            tightness="the jaws touch",
            load="",
            paths=size_line((KNOB - COLLAR, BASE - 8), (KNOB + COLLAR, BASE - 8)),
            words=(Words("base", (KNOB + 64, -52)),),
        ),
        "height": MeasuringMark(
            title="Height",
            tool="Callipers over all, from the base to the crown",
            tightness="the jaws touch",
            load="",
            paths=(
                *size_line((KNOB + 84, BASE), (KNOB + 84, BALL_UP + HALF)),
                straight((KNOB + COLLAR, BASE), (KNOB + 92, BASE), pen="detail"),
                straight((KNOB, BALL_UP + HALF), (KNOB + 92, BALL_UP + HALF), pen="detail"),
            ),
            words=(Words("height", (KNOB + 90, 88)),),
        ),
    },
)
