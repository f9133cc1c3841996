"""The ends of two shafts with ridges all round: a serrated one on the left, a splined one on the right."""

from __future__ import annotations

from math import asin, cos, pi, sin

from configurator.domain.parts.measuring.figures import MeasuringFigure, MeasuringMark, Path, Spot, Words
from configurator.domain.parts.measuring.strokes import arrow, ellipse, size_line, smooth, straight
from configurator.domain.parts.measuring.tools import callipers_across, callipers_down

# In units of the drawing: both middles, outside and grounds of the ridges, how many; half a spline's width.
SERRATED, SPLINED = (-76.0, 0.0), (92.0, 0.0)
OVER, SERRATED_ROOT, SPLINED_ROOT = 48.0, 38.0, 36.0
SERRATIONS, SPLINES = 18, 6
SPLINE_HALF = 11.0


def _at(middle: Spot, radius: float, turn: float) -> Spot:
    return middle[0] + radius * cos(turn), middle[1] + radius * sin(turn)


def _serrated() -> Path:
    """A groove lies above the middle, and one below it."""
    step, spots = 2 * pi / SERRATIONS, []
    for number in range(SERRATIONS):
        turn = pi / 2 + number * step
        shares = ((SERRATED_ROOT, -0.1), (SERRATED_ROOT, 0.1), (OVER, 0.4), (OVER, 0.6))
        spots += [_at(SERRATED, radius, turn + share * step) for radius, share in shares]
    return straight(*spots, closed=True)


def _splined() -> Path:
    """A spline stands above the middle."""
    spots = []
    for number in range(SPLINES):
        turn = pi / 2 + 2 * pi * number / SPLINES
        foot, tip = asin(SPLINE_HALF / SPLINED_ROOT), asin(SPLINE_HALF / OVER)
        corners = ((SPLINED_ROOT, -foot), (OVER, -tip), (OVER, 0.0), (OVER, tip), (SPLINED_ROOT, foot))
        spots += [_at(SPLINED, radius, turn + angle) for radius, angle in corners]
        half = pi / SPLINES
        spots += [
            _at(SPLINED, SPLINED_ROOT, turn + angle) for angle in ((foot + half) / 2, half, 1.5 * half - foot / 2)
        ]
    return straight(*spots, closed=True)


def _counted() -> tuple[Path, ...]:
    """Round the outside from a dot on one ridge."""
    turns = [pi / 2 + pi / SERRATIONS * (1 + 2 * share) for share in (0.6, 1.2, 1.8, 2.4)]
    way = [_at(SERRATED, OVER + 9, turn) for turn in turns]
    along = (-sin(turns[-1]), cos(turns[-1]))
    tip = (way[-1][0] + 7 * along[0], way[-1][1] + 7 * along[1])
    first = _at(SERRATED, OVER - 3, pi / 2 + pi / SERRATIONS)
    return ellipse(first, 4, 4, pen="landmark"), smooth(way, pen="size"), arrow(tip, along)


RIDGED_SHAFT = MeasuringFigure(
    title="The ends of a serrated and of a splined shaft",
    box=(-176, -96, 172, 96),
    paths=(_serrated(), _splined()),
    words=(Words("serrated", (SERRATED[0], -78)), Words("splined", (SPLINED[0], -78))),
    marks={
        "count": MeasuringMark(
            title="Ridges",
            tool="A dot of paint on one ridge, then count round to it, twice",
            tightness="where a slot goes across the shaft, count those too that it took away",
            load="The old knob off",
            paths=_counted(),
            words=(Words("1", (SERRATED[0] - 6, 64)), Words("2, 3 …", (SERRATED[0] - 58, 46), "right")),
        ),
        "grooves": MeasuringMark(
            title="In the grooves",
            tool="The thin tips of the callipers in two grooves that lie opposite",
            tightness="closed until both tips touch the grooves' grounds",
            load="",
            paths=(
                *callipers_across(SERRATED[0] - 72, (SERRATED[0], -SERRATED_ROOT), (SERRATED[0], SERRATED_ROOT)),
                *size_line((SERRATED[0], -SERRATED_ROOT), (SERRATED[0], SERRATED_ROOT)),
            ),
            words=(Words("in the grooves", (SERRATED[0], 66)),),
        ),
        "width": MeasuringMark(
            title="Width of a spline",
            tool="Callipers across one spline, between its grooves",
            tightness="closed until both jaws lie flat on its sides",
            load="",
            paths=(
                *callipers_down(66, (SPLINED[0] - SPLINE_HALF, 38), (SPLINED[0] + SPLINE_HALF, 38)),
                *size_line((SPLINED[0] - SPLINE_HALF, 30), (SPLINED[0] + SPLINE_HALF, 30)),
            ),
            words=(Words("width", (SPLINED[0], 12)),),
        ),
    },
)
