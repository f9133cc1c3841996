"""A table of a PLY: for each property its numbers, and how many of them each row has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from configurator.kernel.inspect.reading.geometry import unreadable_file
from configurator.kernel.inspect.reading.ply_header import Element


@dataclass(frozen=True)
class Column:
    """The numbers of a property, one row's after another's, and how many each row has."""

    numbers: np.ndarray
    counts: np.ndarray


Table = Mapping[str, Column]


def table_of(element: Element, columns: Sequence[tuple[Sequence[float], Sequence[int]]]) -> Table:
    """The table of an element's properties, from the numbers and counts of each."""
    return {
        each.name: Column(np.array(numbers), np.array(counts, np.int64))
        for each, (numbers, counts) in zip(element.properties, columns, strict=True)
    }


def cut_short_table(element: Element, row: int) -> Exception:
    """The refusal of a file that ends within a row, counted from 0."""
    return unreadable_file(
        f"It claims {element.rows:,} rows of {element.name!r} and ends in row {row + 1:,}: it is cut short."
    )
