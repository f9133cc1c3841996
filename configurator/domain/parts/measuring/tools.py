"""Tools that measure, as drawn: jaws of callipers, plates of a measuring board, a tape."""

from __future__ import annotations

from configurator.domain.parts.measuring.figures import Path, Spot
from configurator.domain.parts.measuring.strokes import straight

# In units of the drawing: how thick a beam is, a jaw at its root and at its tip, and how far a beam runs on.
BEAM, ROOT, TIP, RUN_ON = 8.0, 7.0, 3.0, 12.0


def plate(low: Spot, high: Spot) -> Path:
    """A block of a measuring board, between two corners."""
    return straight(low, (high[0], low[1]), high, (low[0], high[1]), pen="tool", closed=True)


def callipers_across(beam_x: float, low: Spot, high: Spot, inside: bool = False) -> tuple[Path, ...]:
    """Callipers whose upright beam is at `beam_x`, their jaws along x to below `low` and above `high`."""
    outwards = -1.0 if inside else 1.0
    turned = callipers_down(beam_x, (low[1], low[0]), (high[1], high[0]), inside=outwards < 0)
    return tuple(_swapped(path) for path in turned)


def callipers_down(beam_y: float, left: Spot, right: Spot, inside: bool = False) -> tuple[Path, ...]:
    """Callipers whose level beam is at `beam_y`, their jaws along y to the left of `left` and to the right of `right`.

    With inside jaws these are between the two instead.
    """
    away = BEAM if beam_y > left[1] else -BEAM
    beam = plate((left[0] - RUN_ON, beam_y), (right[0] + RUN_ON, beam_y + away))
    jaws = []
    for (x, y), side in ((left, -1.0), (right, 1.0)):
        out = -side if inside else side
        jaws.append(
            straight((x, beam_y), (x, y), (x + out * TIP, y), (x + out * ROOT, beam_y), pen="tool", closed=True)
        )
    return (beam, *jaws)


def _swapped(path: Path) -> Path:
    """With x and y exchanged."""
    return Path(tuple((step, tuple((y, x) for x, y in spots)) for step, spots in path.steps), path.pen)
