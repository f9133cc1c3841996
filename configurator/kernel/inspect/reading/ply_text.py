"""The tables of a PLY in digits: numbers one after another, whatever lines they stand on."""

from __future__ import annotations

import numpy as np

from configurator.kernel.inspect.reading.geometry import unreadable_file
from configurator.kernel.inspect.reading.lines import read_numbers, unix_lines
from configurator.kernel.inspect.reading.ply_header import Element, Header
from configurator.kernel.inspect.reading.ply_table import Column, Table, cut_short_table, table_of


class PlyText:
    """Reads one table after another."""

    def __init__(self, content: bytes, header: Header) -> None:
        self.rows = unix_lines(content[header.length :]).split(b"\n")
        self.first_line = header.lines + 1
        lines = range(self.first_line, self.first_line + len(self.rows))
        self.numbers = read_numbers(self.rows, lines, float)
        self.place = 0

    def read(self, element: Element) -> Table:
        """The next table. Raises Refused where rows are missing, or lists have no length."""
        return self._table_with_lists(element) if element.has_lists() else self._plain_table(element)

    def _plain_table(self, element: Element) -> Table:
        width = len(element.properties)
        numbers = self.numbers[self.place : self.place + element.rows * width]
        if len(numbers) < element.rows * width:
            raise cut_short_table(element, len(numbers) // width)
        self.place += len(numbers)
        each_one = np.ones(element.rows, np.int64)
        return {each.name: Column(numbers[number::width], each_one) for number, each in enumerate(element.properties)}

    def _table_with_lists(self, element: Element) -> Table:
        # Where a row begins is known only when the one before has been read.
        numbers, place = self.numbers.tolist(), self.place
        table: list[tuple[list[float], list[int]]] = [([], []) for _ in element.properties]
        for row in range(element.rows):
            for (values, counts), each in zip(table, element.properties, strict=True):
                count = 1
                if each.length_type and place < len(numbers):
                    count = self._length(numbers[place], place)
                    place += 1
                if place + count > len(numbers):
                    raise cut_short_table(element, row)
                values.extend(numbers[place : place + count])
                counts.append(count)
                place += count
        self.place = place
        return table_of(element, table)

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
        upto = np.cumsum([len(row.split()) for row in self.rows])
        return self.first_line + int(np.searchsorted(upto, place, side="right"))
