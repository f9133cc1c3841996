"""PLY, text and binary. Its header is compared with its length before memory is allocated for it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from configurator.kernel.inspect.reading.geometry import Geometry, check_counts, unreadable_file
from configurator.kernel.inspect.reading.header_unit import stated_unit
from configurator.kernel.inspect.reading.ply_binary import PlyBinary
from configurator.kernel.inspect.reading.ply_header import Header, parse_header
from configurator.kernel.inspect.reading.ply_table import Column, Table
from configurator.kernel.inspect.reading.ply_text import PlyText
from configurator.kernel.inspect.reading.polygons import divide_polygons

# Both are in use for the corners of a face or strip.
INDEX_NAMES = ("vertex_indices", "vertex_index")
NO_COLUMN = Column(np.empty(0), np.empty(0, np.int64))
# In a list of strips, what ends one.
STRIP_END = -1


def read_ply(content: bytes) -> Geometry:
    """Its triangles; polygons and strips are divided.

    Raises Refused, with the line, byte or row, for what is no PLY or less than it claims.
    """
    header = parse_header(content)
    check_counts(header.rows("vertex"), header.rows("face"))
    available = len(content) - header.length
    # The last line need not end.
    if header.least_length() > available + 1 or any(each.rows and not each.properties for each in header.elements):
        raise unreadable_file(
            f"It claims what takes at least {header.least_length():,} bytes and has {available:,}: it is cut short."
        )
    tables = _read_tables(content, header)
    vertices = _vertices(tables.get("vertex", {}))
    faces = np.concatenate([_polygons(tables, vertices), _strips(tables, vertices)])
    return Geometry(vertices, faces, stated_unit(header.comments))


def _read_tables(content: bytes, header: Header) -> Mapping[str, Table]:
    source = PlyText(content, header) if header.is_text else PlyBinary(content, header)
    tables = {each.name: source.read(each) for each in header.elements}
    source.check_end()
    return tables


def _vertices(table: Table) -> np.ndarray:
    """(n, 3) corners."""
    if not {"x", "y", "z"} <= table.keys():
        raise unreadable_file("Its corners have no x, y and z.")
    return np.stack([table[axis].numbers.astype(float) for axis in "xyz"], axis=1)


def _polygons(tables: Mapping[str, Table], vertices: np.ndarray) -> np.ndarray:
    """(m, 3) triangles of its faces."""
    column = _index_column(tables.get("face", {}), "face")
    corners = _checked_indices(column.numbers, column.counts, len(vertices), "Face")
    check_counts(len(vertices), int(np.maximum(column.counts - 2, 0).sum()))
    return divide_polygons(vertices, corners, column.counts)


def _index_column(table: Table, name: str) -> Column:
    if not table:
        return NO_COLUMN
    for each in INDEX_NAMES:
        if each in table:
            return table[each]
    raise unreadable_file(f"Its table {name!r} does not say which corners belong to a row ({INDEX_NAMES[0]}).")


def _checked_indices(numbers: np.ndarray, counts: np.ndarray, total: int, what: str) -> np.ndarray:
    """The numbers as indices. Raises Refused, with the row, for a corner that is not there."""
    wrong = np.flatnonzero(~((numbers >= 0) & (numbers < total) & (numbers == numbers // 1)))
    if len(wrong):
        row = int(np.searchsorted(np.cumsum(counts), wrong[0], side="right"))
        raise unreadable_file(
            f"{what} {row + 1:,} names corner {numbers[wrong[0]]:,.15g}; there are {total:,}, counted from 0."
        )
    return numbers.astype(np.int64)


def _strips(tables: Mapping[str, Table], vertices: np.ndarray) -> np.ndarray:
    """(m, 3) triangles of its strips, in which each corner makes one with the two before it."""
    column = _index_column(tables.get("tristrips", {}), "tristrips")
    if not len(column.numbers):
        return np.empty((0, 3), np.int64)
    ends = column.numbers == STRIP_END
    corners = np.where(ends, 0, column.numbers)
    corners = np.where(ends, STRIP_END, _checked_indices(corners, column.counts, len(vertices), "Strip"))
    parted = np.insert(corners, np.cumsum(column.counts)[:-1], STRIP_END)
    starts = np.maximum.accumulate(np.where(parted == STRIP_END, np.arange(len(parted)), -1)) + 1
    triangles = np.stack([parted[:-2], parted[1:-1], parted[2:]], axis=1)
    is_turned = (np.arange(len(triangles)) - starts[:-2]) % 2 == 1
    triangles[is_turned] = triangles[is_turned][:, ::-1]
    return triangles[(triangles != STRIP_END).all(axis=1)]
