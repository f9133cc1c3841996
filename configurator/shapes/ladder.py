"""Steps that the CAD kernel may refuse: tried in full, then smaller, then left out, and noted for the report."""

from __future__ import annotations

from collections.abc import Callable

import cadquery as cq

from configurator.domain.errors import failed
from configurator.domain.parts.reductions import Reduction, add_reduction

# What most often works when the whole size does not.
SMALLER = 0.6

LadderStep = Callable[[cq.Workplane, float], cq.Workplane]


def filleted_or_less(part: cq.Workplane, edges: str, radius: float, step: str, needed: bool = False) -> cq.Workplane:
    """The part with the edges of a selector filleted by a radius in mm, or by what of it is possible; see `reduced`."""
    return reduced(part, radius, lambda whole, size: whole.edges(edges).fillet(size), step, needed)


def reduced(part: cq.Workplane, size: float, attempt: LadderStep, step: str, needed: bool = False) -> cq.Workplane:
    """The part after `attempt(part, size)`, with the size in mm asked, 0.6 of it, or unchanged.

    An attempt counts if it gives valid solids, as many as before. `step` says in words what it is;
    one that is smaller than asked is noted under it. Raises Failed for a step that is `needed` in full.
    """
    for made in (size,) if needed else (size, SMALLER * size):
        found = _attempted(part, made, attempt)
        if found is not None:
            if made != size:
                add_reduction(Reduction(step, size, made))
            return found
    if needed:
        raise failed(
            f"{step} of {size:g} mm cannot be made on this part.",
            hint="Try slightly different values; if it happens again, tell the template's author.",
        )
    add_reduction(Reduction(step, size, 0.0))
    return part


def _attempted(part: cq.Workplane, size: float, attempt: LadderStep) -> cq.Workplane | None:
    """What comes of the step; None where the CAD kernel gives up, or gives what is no sound solid."""
    try:
        found = attempt(part, size)
        solids = found.solids().vals()
        sound = all(isinstance(each, cq.Shape) and each.isValid() for each in solids)
    except Exception:
        # The kernel's own errors share no narrower class.
        return None
    return found if sound and len(solids) == part.solids().size() else None
