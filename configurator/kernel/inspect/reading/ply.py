"""PLY, text and binary. Its header is compared with its length before memory is allocated for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
import trimesh

from configurator.kernel.inspect.reading.geometry import Geometry, check_counts, unreadable_file
from configurator.kernel.inspect.reading.library import parse_with

MAX_HEADER_BYTES = 64_000
PLY_SIZES = {"char": 1, "uchar": 1, "short": 2, "ushort": 2, "int": 4, "uint": 4, "float": 4, "double": 8} | {
    "int8": 1, "uint8": 1, "int16": 2, "uint16": 2, "int32": 4, "uint32": 4, "float32": 4, "float64": 8
}  # fmt: skip


@dataclass
class Element:
    """A table in the file: so many rows, each of at least so many bytes in binary and words in text."""

    name: str
    rows: int
    bytes: int = 0
    words: int = 0


@dataclass
class Header:
    """What the file says of itself, and where the header ends."""

    length: int
    encoding: str = ""
    elements: list[Element] = field(default_factory=list)

    def rows(self, name: str) -> int:
        """How many rows it claims of an element."""
        return sum(each.rows for each in self.elements if each.name == name)

    def least(self) -> int:
        """The fewest bytes that all its rows can take: of text, a digit and a space for each word."""
        return sum(each.rows * (2 * each.words if self.encoding == "ascii" else each.bytes) for each in self.elements)


def read_ply(content: bytes) -> Geometry:
    """Its triangles; polygons are divided. Raises Refused for what is no PLY or less than it claims."""
    header = _parse_header(content)
    vertices, faces = header.rows("vertex"), header.rows("face")
    check_counts(vertices, faces)
    available = len(content) - header.length
    # The last line need not end.
    if header.least() > available + 1 or any(each.rows and not each.words for each in header.elements):
        raise unreadable_file(
            f"It claims what takes at least {header.least():,} bytes and has {available:,}: it is cut short."
        )
    mesh = parse_with("PLY", lambda: trimesh.load_mesh(BytesIO(content), file_type="ply", process=False))
    if len(mesh.faces) < faces:
        raise unreadable_file(f"It claims {faces:,} faces, and only {len(mesh.faces):,} can be read: it is cut short.")
    return Geometry(np.asarray(mesh.vertices, float), np.asarray(mesh.faces))


def _parse_header(content: bytes) -> Header:
    end = content.find(b"end_header", 0, MAX_HEADER_BYTES)
    if end < 0:
        raise unreadable_file("Its header does not end: the file is cut short, or no PLY.")
    header = Header(end + len(b"end_header\n"))
    for line in content[:end].decode("latin-1").splitlines():
        try:
            _parse_line(header, line.split())
        except (ValueError, LookupError):
            raise unreadable_file(f"Its header has a line that PLY does not know: {line[:60]!r}.") from None
    return header


def _parse_line(header: Header, words: list[str]) -> None:
    """Add one line of the header. Raises ValueError or LookupError for a malformed one."""
    match words:
        case ["format", encoding, _]:
            header.encoding = encoding
        case ["element", name, rows] if rows.isdecimal():
            header.elements.append(Element(name, int(rows)))
        case ["property", "list", kind, _, _] | ["property", kind, _]:
            header.elements[-1].bytes += PLY_SIZES[kind]
            header.elements[-1].words += 1
        case ["ply"] | ["comment", *_] | ["obj_info", *_] | []:
            pass
        case _:
            raise ValueError(words)
