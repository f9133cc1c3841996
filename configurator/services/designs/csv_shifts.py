"""Rows that a decimal comma has shifted: 35,5 in two cells, and all that follow under a wrong name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from configurator.services.designs.csv_headers import Header


def find_surplus(header: Header, cells: Sequence[str], shortest: int | None) -> str:
    """What a row holds beyond its header, or the number that a decimal comma seems to have cut in two; else empty.

    A row seems cut where it has more cells than names, be they empty, or more than others of the table
    (`shortest` of them; None where no comma separates cells) and the last one, a number, under a name that
    nothing reads.
    """
    beyond = " ".join(cell.strip() for cell in cells[len(header.names) :] if cell.strip())
    if beyond or shortest is None:
        return beyond
    is_longer = len(cells) > header.width or (len(cells) > shortest and _ends_unread(header, cells))
    return _cut_number(cells) if is_longer else ""


def _ends_unread(header: Header, cells: Sequence[str]) -> bool:
    name = header.names[len(cells) - 1] if len(cells) <= len(header.names) else ""
    return name in header.ignored and bool(re.fullmatch(r"\s*\d+(\.\d+)?\s*", cells[-1]))


def _cut_number(cells: Sequence[str]) -> str:
    for whole, part in pairwise(cell.strip() for cell in cells):
        if re.fullmatch(r"[+-]?\d+", whole) and re.fullmatch(r"\d+ ?[^\d\s.,]*", part):
            return f"{whole},{part}"
    return ""
