"""The header of a PLY: which tables the file holds, and of what their rows consist."""

from __future__ import annotations

from dataclasses import dataclass, field

from configurator.kernel.inspect.reading.geometry import unreadable_file

MAX_HEADER_BYTES = 64_000
# The words of the format, and those that libraries write, as numpy's.
TYPES = {
    "char": "i1", "uchar": "u1", "short": "i2", "ushort": "u2", "int": "i4", "uint": "u4", "float": "f4",
    "double": "f8", "int8": "i1", "uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4",
    "float32": "f4", "float64": "f8",
}  # fmt: skip
ENCODINGS = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}


@dataclass(frozen=True)
class Property:
    """A column: its name and numpy's type; of a list also the type of its length, else ""."""

    name: str
    type: str
    length_type: str = ""

    @property
    def least_bytes(self) -> int:
        """The fewest bytes that it takes in a binary row: of a list, those of its length."""
        return int((self.length_type or self.type)[1:])


@dataclass
class Element:
    """A table of so many rows."""

    name: str
    rows: int
    properties: list[Property] = field(default_factory=list)

    def has_lists(self) -> bool:
        """Whether its rows may differ in length."""
        return any(each.length_type for each in self.properties)


@dataclass
class Header:
    """What the file says of itself, and where the header ends: in bytes and in lines."""

    length: int
    lines: int
    encoding: str = ""
    comments: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether the tables are written in digits."""
        return self.encoding == "ascii"

    def rows(self, name: str) -> int:
        """How many rows it claims of an element."""
        return next((each.rows for each in self.elements if each.name == name), 0)

    def least_length(self) -> int:
        """The fewest bytes that all its rows can take: of text, a digit and a space for each word."""
        return sum(
            each.rows * sum(2 if self.is_text else column.least_bytes for column in each.properties)
            for each in self.elements
        )


def parse_header(content: bytes) -> Header:
    """The header. Raises Refused, with the line, for what PLY does not know."""
    end = content.find(b"end_header", 0, MAX_HEADER_BYTES)
    if end < 0:
        raise unreadable_file("Its header does not end: the file is cut short, or no PLY.")
    lines = content[:end].decode("latin-1").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    header = Header(_body_start(content, end), len(lines))
    for number, line in enumerate(lines, start=1):
        try:
            _parse_line(header, line.split(), line)
        except (ValueError, LookupError):
            raise unreadable_file(f"Line {number}: its header has what PLY does not know: {line[:60]!r}.") from None
    if header.encoding not in ENCODINGS:
        raise unreadable_file(f"Its header states no encoding that PLY knows: {header.encoding[:30]!r}.")
    return header


def _body_start(content: bytes, end: int) -> int:
    """Where the first row begins: some programs end lines by two signs, or leave blanks before the end."""
    start = end + len(b"end_header")
    while content[start : start + 1] in (b" ", b"\t"):
        start += 1
    return start + (2 if content[start : start + 2] == b"\r\n" else 1)


def _parse_line(header: Header, words: list[str], line: str) -> None:
    """Add one line of the header. Raises ValueError or LookupError for a malformed one."""
    match words:
        case ["format", encoding, *_]:
            header.encoding = encoding
        case ["element", name, rows] if rows.isdecimal() and all(each.name != name for each in header.elements):
            header.elements.append(Element(name, int(rows)))
        case ["property", "list", length, kind, name]:
            header.elements[-1].properties.append(Property(name, TYPES[kind], TYPES[length]))
        case ["property", kind, name]:
            header.elements[-1].properties.append(Property(name, TYPES[kind]))
        case ["comment" | "obj_info", *_]:
            header.comments.append(line)
        case ["ply"] | []:
            pass
        case _:
            raise ValueError(words)
