"""A basket: parts that a visitor puts together before ordering them as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Bounds of one basket: lines, and characters of all that is entered in one, of which an outline may be most.
MAX_BASKET_LINES = 20
MAX_LINE_CHARACTERS = 20_000


@dataclass(frozen=True)
class BasketLine:
    """One part as its form had it: names and texts, judged anew whenever it is looked at."""

    id: str
    template: str
    entries: Mapping[str, str]
