"""Steps that the CAD kernel may refuse: tried in full, then smaller, then left out, and recorded for the report."""

from __future__ import annotations

from collections.abc import Callable

import cadquery as cq

from configurator.domain.errors import failed
from configurator.domain.parts.reductions import Reduction, add_reduction

# What most often works when the whole size does not.
REDUCED_SHARE = 0.6

LadderStep = Callable[[cq.Workplane, float], cq.Workplane]


def fillet_or_reduce(part: cq.Workplane, edges: str, radius: float, step: str, needed: bool = False) -> cq.Workplane:
    """The part with the edges of a selector filleted by a radius in mm, or by what of it is possible; see `reduced`."""
    return apply_or_reduce(part, radius, lambda whole, size: whole.edges(edges).fillet(size), step, needed)


def apply_or_reduce(
    part: cq.Workplane, size: float, attempt: LadderStep, step: str, needed: bool = False
) -> cq.Workplane:
    """The part after `attempt(part, size)`, with the requested size in mm, 0.6 of it, or unchanged.

    An attempt counts if it gives valid solids, as many as before. `step` names it for the report,
    in which a smaller size than requested is recorded. Raises Failed for a step that is `needed` in full.
    """
    for attempted_size in (size,) if needed else (size, REDUCED_SHARE * size):
        result = _try_step(part, attempted_size, attempt)
        if result is not None:
            if attempted_size != size:
                add_reduction(Reduction(step, size, attempted_size))
            return result
    if needed:
        raise failed(
            f"{step} of {size:g} mm cannot be made on this part.",
            hint="Try slightly different values; if it happens again, tell the template's author.",
        )
    add_reduction(Reduction(step, size, 0.0))
    return part


def _try_step(part: cq.Workplane, size: float, attempt: LadderStep) -> cq.Workplane | None:
    """The part after the step; None where the CAD kernel fails, or its result is no valid solid."""
    try:
        result = attempt(part, size)
        solids = result.solids().vals()
        sound = all(isinstance(each, cq.Shape) and each.isValid() for each in solids)
    except Exception:
        # The kernel's own errors share no narrower class.
        return None
    return result if sound and len(solids) == part.solids().size() else None
