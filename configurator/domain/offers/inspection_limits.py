"""The limits of size that an inspector accepts: the model's tolerance and that of the process together."""

from __future__ import annotations

import math

from configurator.domain.offers.offers import Offer
from configurator.domain.parts.size_symbols import ANGULAR_KINDS

# Kinds of dimensions for which no offer says what its process holds.
UNLIMITED_KINDS = ANGULAR_KINDS | {"thread_pitch"}


def dimension_unit(kind: str) -> str:
    """The unit of a dimension of this kind: "deg" for one between faces or axes, else "mm"."""
    return "deg" if kind in ANGULAR_KINDS else "mm"


def inspection_limits(kind: str, nominal: float, tolerance: float, offer: Offer) -> tuple[float, float] | None:
    """Least and greatest size to accept, in mm, of a dimension made by an offer.

    The nominal size, plus and minus the model's tolerance and what the process holds a size of that length to.
    A girth deviates pi times as much as a breadth: with every surface moved out by r, a breadth grows by
    2 r and a convex girth by 2 pi r (Steiner's formula). None for an angle and for the pitch of a
    thread, for which no offer says what its process holds.
    """
    if kind in UNLIMITED_KINDS:
        return None
    process_tolerance = offer.tolerance * (math.pi if kind == "girth" else 1)
    allowed = tolerance + process_tolerance + offer.tolerance_per_mm * abs(nominal)
    return round(nominal - allowed, 4), round(nominal + allowed, 4)
