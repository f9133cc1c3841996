"""STL, binary and text. The format has no unit, but some programs write theirs into the header."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from configurator.kernel.build.brep_mesh import STL_HEAD, STL_TRIANGLE
from configurator.kernel.inspect.reading.geometry import (
    EXPORT_AGAIN_HINT,
    Geometry,
    check_counts,
    geometry_from_corners,
    unreadable_file,
)
from configurator.kernel.inspect.reading.units import MM_PER_UNIT

# As Magics writes it, and as this program does.
UNIT_PATTERN = re.compile(rb"\bunits?\s*[=:]\s*(mm|cm|m|in)\b|^made-to-measure [^,]*, (mm),", re.IGNORECASE)
# A facet of a text: these words, and between them the normal and the corners.
STL_WORDS = {
    0: b"facet",
    1: b"normal",
    5: b"outer",
    6: b"loop",
    7: b"vertex",
    11: b"vertex",
    15: b"vertex",
    19: b"endloop",
}
STL_WORDS |= {20: b"endfacet"}
NUMBERS = [8, 9, 10, 12, 13, 14, 16, 17, 18]
SOLID_LINE = re.compile(rb"^[ \t]*(?:end)?solid\b[^\n]*", re.MULTILINE)
MAX_WORD_LENGTH = 64
# Bytes of text that are parsed at once.
TEXT_PIECE = 4_000_000


def read_stl(content: bytes) -> Geometry:
    """Its triangles. Raises Refused for what is neither kind of STL, or not whole."""
    claimed = int.from_bytes(content[80:STL_HEAD], "little")
    if len(content) >= STL_HEAD and len(content) == _binary_length(claimed):
        check_counts(0, claimed)
        return _in_mm(np.frombuffer(content[STL_HEAD:], STL_TRIANGLE)["corners"], content[:80])
    if b"\0" in content[:1000]:
        raise _truncated_file(len(content), claimed)
    text = content.removeprefix(b"\xef\xbb\xbf").lower().replace(b"\r", b"\n").strip()
    if not text.startswith(b"solid"):
        raise unreadable_file("It is no STL: it is neither as long as its header says nor begins with the word solid.")
    if not text.rpartition(b"\n")[2].lstrip().startswith(b"endsolid"):
        raise unreadable_file("The text ends before the solid does: the file is cut short.")
    check_counts(0, text.count(b"endfacet"))
    return _in_mm(_parse_text(text), text.partition(b"\n")[0])


def _binary_length(triangles: int) -> int:
    return STL_HEAD + STL_TRIANGLE.itemsize * triangles


def _truncated_file(length: int, claimed: int) -> Exception:
    if length < STL_HEAD:
        return unreadable_file(f"It has {length} bytes, less than the head of an STL.")
    claim = f"It claims {claimed:,} triangles, which take {_binary_length(claimed):,} bytes, and has {length:,}"
    if length < _binary_length(claimed):
        return unreadable_file(f"{claim}: it is cut short, or no STL.")
    return unreadable_file(f"{claim}.", f"Either it is no STL or its count is wrong. {EXPORT_AGAIN_HINT}")


def _in_mm(corners: np.ndarray, head: bytes) -> Geometry:
    stated = UNIT_PATTERN.search(head)
    if stated is None:
        return geometry_from_corners(corners)
    unit = (stated[1] or stated[2]).decode("ascii").lower()
    return geometry_from_corners(corners.astype(float) * MM_PER_UNIT[unit], unit)


def _parse_text(text: bytes) -> np.ndarray:
    """(m, 3, 3) of a text in small letters."""
    facets = SOLID_LINE.sub(b"", text)
    chunks, count = [np.empty((0, 3, 3))], 0
    for piece in _pieces(facets):
        chunks.append(_parse_facets(piece.split(), count))
        count += len(chunks[-1])
    return np.concatenate(chunks)


def _pieces(text: bytes) -> Iterator[bytes]:
    """The text, in parts that end where a facet does."""
    start, last = 0, STL_WORDS[20]
    while start < len(text):
        end = text.find(last, start + TEXT_PIECE)
        stop = len(text) if end < 0 else end + len(last)
        yield text[start:stop]
        start = stop


def _parse_facets(words: list[bytes], offset: int) -> np.ndarray:
    """(m, 3, 3) of the words of so many facets; `offset` counts the facets before them, for messages."""
    whole = len(words) - len(words) % 21
    if any(len(word) > MAX_WORD_LENGTH for word in words):
        raise _malformed_facet(offset)
    table = np.array(words[:whole], dtype=bytes).reshape(-1, 21)
    wrong = np.flatnonzero(np.any([table[:, place] != word for place, word in STL_WORDS.items()], axis=0))
    if len(wrong) or len(words) != whole:
        raise _malformed_facet(offset + int(wrong[0] if len(wrong) else len(table)))
    try:
        return table[:, NUMBERS].astype(float).reshape(-1, 3, 3)
    except ValueError:
        message = f"A corner after facet {offset + 1:,} is no number."
        raise unreadable_file(message, "Numbers need a decimal point, not a comma.") from None


def _malformed_facet(number: int) -> Exception:
    return unreadable_file(f"Facet {number + 1:,} is not written as a text STL writes one.")
