"""What an inspector accepts: the model may stray, and so may the process."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from configurator.domain.offers.offers import Offer


def dimension_unit(dimension: Mapping[str, Any]) -> str:
    """The unit of a report's dimension: "deg" for an angle, else "mm"."""
    return "deg" if dimension["kind"] == "angle" else "mm"


def inspection_limits(dimension: Mapping[str, Any], offer: Offer) -> tuple[float, float] | None:
    """Least and greatest size to accept, in mm, of a report's dimension made by an offer.

    Asked, plus and minus the model's tolerance and what the process holds a size of that length to.
    A girth strays pi times as far as a breadth: with every surface moved out by r, a breadth grows by
    2 r and a convex girth by 2 pi r (Steiner's formula). None for an angle, for which no offer says
    what its process holds.
    """
    if dimension_unit(dimension) == "deg":
        return None
    asked = dimension["nominal"]
    everywhere = offer.tolerance * (math.pi if dimension["kind"] == "girth" else 1)
    stray = dimension["tolerance"] + everywhere + offer.tolerance_per_mm * abs(asked)
    return round(asked - stray, 4), round(asked + stray, 4)
