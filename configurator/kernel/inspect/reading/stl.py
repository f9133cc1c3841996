"""STL, binary and text. The format has no unit, but some programs write theirs into the header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.inspect.reading.geometry import (
    EXPORT_AGAIN_HINT,
    Geometry,
    check_counts,
    geometry_from_corners,
    unreadable_file,
)
from configurator.kernel.inspect.reading.header_unit import stated_unit
from configurator.kernel.inspect.reading.lines import COMMA_HINT, show_word, unix_lines
from configurator.shapes.triangles import STL_HEAD, STL_TRIANGLE

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
END_LINE = re.compile(rb"^[ \t]*endsolid\b[^\n]*", re.MULTILINE)
FACET_LINE = re.compile(rb"^[ \t]*facet\b", re.MULTILINE)
# Some programs part these words, and some write more behind them.
PARTED_END = re.compile(rb"\bend[ \t]+(solid|facet|loop)\b")
BEHIND_END = re.compile(rb"\b(endloop|endfacet)[ \t]+(?!end|facet|solid)[^\n]*")
# What editors and downloads leave behind a text.
PADDING = b"\0\x1a \t\r\n"
MAX_WORD_LENGTH = 64
# How many bytes may follow the last triangle of a binary file: an attribute or the ends of two lines. Our own choice.
MAX_TAIL_BYTES = 4
# Bytes of text that are parsed at once.
TEXT_PIECE = 4_000_000


def read_stl(content: bytes) -> Geometry:
    """Its triangles. Raises Refused for what is neither kind of STL, or not whole."""
    claimed = int.from_bytes(content[80:STL_HEAD], "little")
    if len(content) >= STL_HEAD and 0 <= len(content) - _binary_length(claimed) <= MAX_TAIL_BYTES:
        return _read_binary(content, claimed)
    text = unix_lines(content.rstrip(PADDING)).lower().lstrip()
    if b"\0" in text[:1000] or (b"\0" in content[:1000] and not text.startswith(b"solid")):
        raise _truncated_file(len(content), claimed)
    if not text.startswith(b"solid"):
        raise unreadable_file("It is no STL: it is neither as long as its header says nor begins with the word solid.")
    head = text.partition(b"\n")[0].decode("utf-8", "replace")
    return geometry_from_corners(_parse_text(_whole_text(text)), stated_unit([head]))


def _read_binary(content: bytes, triangles: int) -> Geometry:
    check_counts(0, triangles)
    corners = np.frombuffer(content, STL_TRIANGLE, triangles, STL_HEAD)["corners"]
    geometry = geometry_from_corners(corners, stated_unit([content[:80].decode("utf-8", "replace")]))
    tail = len(content) - _binary_length(triangles)
    return replace(geometry, remarks=_tail_remark(tail)) if tail else geometry


def _tail_remark(tail: int) -> tuple[Finding, ...]:
    return (soundness.LEFT_ASIDE.finding(what=f"{tail} {'byte' if tail == 1 else 'bytes'} behind its last triangle"),)


def _whole_text(text: bytes) -> bytes:
    """A text in small letters as the format has it, up to the line that ends its last solid.

    Raises Refused where no solid ends behind the last facet.
    """
    text = BEHIND_END.sub(rb"\1", PARTED_END.sub(rb"end\1", text))
    facets = text.count(b"endfacet")
    check_counts(0, facets)
    ends = [match.span() for match in END_LINE.finditer(text)]
    if not ends or FACET_LINE.search(text, ends[-1][1]):
        line = 1 + text.count(b"\n")
        raise unreadable_file(
            f"It ends in line {line:,}, after {facets:,} whole facets, without the word endsolid: it is cut short."
        )
    return text[: ends[-1][0]]


def _binary_length(triangles: int) -> int:
    return STL_HEAD + STL_TRIANGLE.itemsize * triangles


def _truncated_file(length: int, claimed: int) -> Exception:
    if length < STL_HEAD:
        return unreadable_file(f"It has {length} bytes, less than the head of an STL.")
    claim = f"It claims {claimed:,} triangles, which take {_binary_length(claimed):,} bytes, and has {length:,}"
    if length < _binary_length(claimed):
        return unreadable_file(f"{claim}: it is cut short, or no STL.")
    return unreadable_file(f"{claim}.", f"Either it is no STL or its count is wrong. {EXPORT_AGAIN_HINT}")


def _parse_text(text: bytes) -> np.ndarray:
    """(m, 3, 3) of a text in small letters."""
    facets = SOLID_LINE.sub(b"", text)
    chunks, start, count = [np.empty((0, 3, 3))], 0, 0
    for piece in _pieces(facets):
        chunks.append(_parse_facets(piece, count, 1 + facets.count(b"\n", 0, start)))
        count, start = count + len(chunks[-1]), start + len(piece)
    return np.concatenate(chunks)


def _pieces(text: bytes) -> Iterator[bytes]:
    """The text, in parts that end where a facet does."""
    start, last = 0, STL_WORDS[20]
    while start < len(text):
        end = text.find(last, start + TEXT_PIECE)
        stop = len(text) if end < 0 else end + len(last)
        yield text[start:stop]
        start = stop


def _parse_facets(piece: bytes, offset: int, line: int) -> np.ndarray:
    """(m, 3, 3) of so many whole facets; `offset` counts those before, `line` is where they begin, for messages."""
    words = piece.split()
    whole = len(words) - len(words) % 21
    if any(len(word) > MAX_WORD_LENGTH for word in words):
        raise _malformed_facet(piece, offset, line)
    table = np.array(words[:whole], dtype=bytes).reshape(-1, 21)
    wrong = np.any([table[:, place] != word for place, word in STL_WORDS.items()], axis=0)
    if wrong.any() or len(words) != whole:
        raise _malformed_facet(piece, offset, line)
    try:
        return table[:, NUMBERS].astype(float).reshape(-1, 3, 3)
    except ValueError:
        raise _malformed_facet(piece, offset, line) from None


def _malformed_facet(piece: bytes, offset: int, line: int) -> Exception:
    """The refusal for the first word that is not as it should be, with its line and facet."""
    for number, match in enumerate(re.finditer(rb"\S+", piece)):
        word, place, at = match[0], number % 21, line + piece.count(b"\n", 0, match.start())
        facet = f"Line {at:,}, facet {offset + number // 21 + 1:,}:"
        if place in STL_WORDS and word != STL_WORDS[place]:
            return unreadable_file(f"{facet} {show_word(word)} stands where {STL_WORDS[place].decode()} belongs.")
        if place in NUMBERS and not _is_number(word):
            hint = COMMA_HINT if b"," in word else EXPORT_AGAIN_HINT
            return unreadable_file(f"{facet} {show_word(word)} is not a number.", hint)
    last = line + piece.count(b"\n")
    return unreadable_file(f"Line {last:,}: its last facet is not whole.")


def _is_number(word: bytes) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return len(word) <= MAX_WORD_LENGTH
