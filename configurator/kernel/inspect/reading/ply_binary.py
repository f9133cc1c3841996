"""The tables of a binary PLY."""

from __future__ import annotations

import struct

import numpy as np

from configurator.kernel.inspect.reading.geometry import unreadable_file
from configurator.kernel.inspect.reading.ply_header import ENCODINGS, Element, Header
from configurator.kernel.inspect.reading.ply_table import Column, Table, cut_short_table, table_of

# numpy's types as those of the module struct.
STRUCT_TYPES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}


class PlyBinary:
    """Reads one table after another."""

    def __init__(self, content: bytes, header: Header) -> None:
        self.content, self.place = content, header.length
        self.order = ENCODINGS[header.encoding]

    def read(self, element: Element) -> Table:
        """The next table. Raises Refused where rows are missing, or lists have no length."""
        return self._table_with_lists(element) if element.has_lists() else self._plain_table(element)

    def _plain_table(self, element: Element) -> Table:
        kind = np.dtype([(f"{number}", self.order + each.type) for number, each in enumerate(element.properties)])
        end = self.place + element.rows * kind.itemsize
        if end > len(self.content):
            raise cut_short_table(element, (len(self.content) - self.place) // kind.itemsize)
        rows = np.frombuffer(self.content[self.place : end], kind)
        self.place = end
        each_one = np.ones(element.rows, np.int64)
        return {each.name: Column(rows[f"{number}"], each_one) for number, each in enumerate(element.properties)}

    def _table_with_lists(self, element: Element) -> Table:
        # Where a row begins is known only when the one before has been read.
        table: list[tuple[list[float], list[int]]] = [([], []) for _ in element.properties]
        for row in range(element.rows):
            try:
                for (values, counts), each in zip(table, element.properties, strict=True):
                    count = self._length(each.length_type) if each.length_type else 1
                    values.extend(self._numbers(count, each.type))
                    counts.append(count)
            except struct.error:
                raise cut_short_table(element, row) from None
        return table_of(element, table)

    def _length(self, kind: str) -> int:
        at = self.place
        (number,) = self._numbers(1, kind)
        if number < 0 or number != int(number):
            raise unreadable_file(f"Byte {at:,}: a list cannot have {number:g} numbers.")
        return int(number)

    def _numbers(self, count: int, kind: str) -> tuple[float, ...]:
        """The next numbers. Raises struct.error where the file ends before them."""
        if self.place + count * int(kind[1]) > len(self.content):
            raise struct.error
        layout = f"{self.order}{count}{STRUCT_TYPES[kind]}"
        numbers = struct.unpack_from(layout, self.content, self.place)
        self.place += struct.calcsize(layout)
        return numbers

    def check_end(self) -> None:
        """Raises Refused for bytes beyond those that the header claims, save for blanks and noughts."""
        if self.content[self.place :].strip(b"\0 \t\r\n"):
            raise unreadable_file(
                f"Byte {self.place:,}: it goes on behind the last row that its header claims,"
                f" for {len(self.content) - self.place:,} bytes.",
                "A count in its header is wrong, or it was written as a text: export it again.",
            )
