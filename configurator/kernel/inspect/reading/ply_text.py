"""The tables of a PLY in digits: a row a line, or where lines and rows differ, numbers one after another."""

from __future__ import annotations

import numpy as np

from configurator.kernel.inspect.reading.geometry import unreadable_file
from configurator.kernel.inspect.reading.lines import read_numbers, unix_lines
from configurator.kernel.inspect.reading.ply_header import Element, Header
from configurator.kernel.inspect.reading.ply_table import Column, Table, cut_short_table, table_of


class PlyText:
    """Reads one table after another."""

    def __init__(self, content: bytes, header: Header) -> None:
        rows = unix_lines(content[header.length :]).split(b"\n")
        first_line = header.lines + 1
        self.numbers = read_numbers(rows, range(first_line, first_line + len(rows)), float)
        widths = np.array([len(row.split()) for row in rows], np.int64)
        self.lines = first_line + np.flatnonzero(widths)
        # Where the numbers of each line that has some end.
        self.ends = np.cumsum(widths[widths > 0])
        # Some programs write more into a row than their header says.
        self.has_row_per_line = len(self.lines) == sum(each.rows for each in header.elements)
        self.place = 0

    def read(self, element: Element) -> Table:
        """The next table. Raises Refused where rows are missing or too short, or lists have no length."""
        return self._table_with_lists(element) if element.has_lists() else self._plain_table(element)

    def _plain_table(self, element: Element) -> Table:
        width = len(element.properties)
        bounds = self._row_bounds(element, width)
        if len(bounds) <= element.rows or bounds[-1] > len(self.numbers):
            raise cut_short_table(element, int(np.searchsorted(bounds[1:], len(self.numbers), side="right")))
        for row in np.flatnonzero(np.diff(bounds) < width)[:1]:
            raise self._short_row(int(bounds[row]))
        self.place = int(bounds[-1])
        each_one = np.ones(element.rows, np.int64)
        return {
            each.name: Column(self.numbers[bounds[:-1] + at], each_one) for at, each in enumerate(element.properties)
        }

    def _row_bounds(self, element: Element, width: int) -> np.ndarray:
        """(rows + 1,) where the numbers of rows begin, and the last ends, if these are as long as they should be."""
        if not self.has_row_per_line:
            return self.place + width * np.arange(element.rows + 1)
        first = int(np.searchsorted(self.ends, self.place, side="right"))
        return np.append(self.place, self.ends[first : first + element.rows])

    def _finish_row(self, place: int) -> None:
        """Go on behind a row, and where that is a line, behind what else stands on it."""
        self.place = int(self.ends[np.searchsorted(self.ends, place)]) if self.has_row_per_line else place

    def _table_with_lists(self, element: Element) -> Table:
        # Where a row ends is known only when it has been read.
        numbers = self.numbers.tolist()
        table: list[tuple[list[float], list[int]]] = [([], []) for _ in element.properties]
        for row in range(element.rows):
            start = self.place
            try:
                place = self._read_row(element, table, numbers)
            except IndexError:
                raise cut_short_table(element, row) from None
            if self.has_row_per_line and place > self.ends[np.searchsorted(self.ends, start, side="right")]:
                raise self._short_row(start)
            self._finish_row(place)
        return table_of(element, table)

    def _read_row(self, element: Element, table: list[tuple[list[float], list[int]]], numbers: list[float]) -> int:
        """Add one row, and return where it ends. Raises IndexError where the file ends before."""
        place = self.place
        for (values, counts), each in zip(table, element.properties, strict=True):
            count = 1
            if each.length_type:
                count = self._length(numbers[place], place)
                place += 1
            if place + count > len(numbers):
                raise IndexError
            values.extend(numbers[place : place + count])
            counts.append(count)
            place += count
        return place

    def _short_row(self, place: int) -> Exception:
        return unreadable_file(f"Line {self._line(place):,}: the row has fewer numbers than its header and lists say.")

    def _length(self, number: float, place: int) -> int:
        if not number >= 0 or number != number // 1:
            raise unreadable_file(f"Line {self._line(place):,}: a list cannot have {number:g} numbers.")
        return int(number)

    def check_end(self) -> None:
        """Raises Refused for numbers beyond those that the header claims."""
        if self.place < len(self.numbers):
            raise unreadable_file(
                f"Line {self._line(self.place):,}: it goes on behind the last row that its header claims.",
                "A count in its header is wrong, or a row has too many numbers: export it again.",
            )

    def _line(self, place: int) -> int:
        """The line on which a number stands."""
        return int(self.lines[np.searchsorted(self.ends, place, side="right")])
