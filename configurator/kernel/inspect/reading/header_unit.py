"""The unit that programs write into headers and comments, for formats that have no place for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from configurator.domain.units import find_unit

# Magics and others: UNITS=mm; SketchUp: File units = inches; a word that is no unit is stated all the same.
ASSIGNED = re.compile(r"\bunits?\s*[=:]\s*[\"'(\[]?(?P<unit>[^\W\d]+|[\"'])", re.IGNORECASE)
# Maya: This file uses centimeters as units for non-parametric coordinates; others: units mm, units are in inches.
IN_WORDS = (
    re.compile(r"\buses\s+(?P<unit>[^\W\d]+)\s+as\s+units\b", re.IGNORECASE),
    re.compile(r"\bunits?\s+(?:are\s+|is\s+)?(?:in\s+(?=[^\W\d]))?(?P<unit>[^\W\d]+)", re.IGNORECASE),
    re.compile(r"^made-to-measure [^,]*, (?P<unit>mm),"),
)


def stated_unit(texts: Iterable[str]) -> str:
    """The first unit that one of the texts states, as it stands there; "" where none does."""
    for text in texts:
        assigned = ASSIGNED.search(text)
        if assigned:
            return assigned["unit"]
        for pattern in IN_WORDS:
            match = pattern.search(text)
            if match and find_unit(match["unit"]):
                return match["unit"]
    return ""
