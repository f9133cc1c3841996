"""Outlines as text: closed loops of lines and arcs in a subset of SVG's path data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import copysign, isclose, tau

from configurator.domain.errors import Refused, refused
from configurator.domain.parts.outlines.corners import JOIN_MM
from configurator.domain.parts.outlines.faults import sound_outline
from configurator.domain.parts.outlines.loops import Loop, Outline
from configurator.domain.parts.outlines.segments import Place, Segment, arc_segments, distance
from configurator.domain.text_bounds import OUTLINE

NUMBER_COUNTS = {"M": 2, "L": 2, "A": 7, "Z": 0}
# mm from the origin in a text; an outline may be 2,000 mm in size, wherever it is.
MAX_COORDINATE_MM = 1e6
# By how much of it a radius may be too small for its ends: SVG lets it grow (SVG 2, 9.5.1), roundings need that.
RADIUS_SHARE = 1e-3

_SPACE = re.compile(r"[\s,]*", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_FORM_HINT = (
    "An outline reads M 0 0 L 40 0 L 40 20 A 5 5 0 0 1 35 25 L 0 25 Z: in mm, y upwards, each loop closed by Z."
)


def outline_text(outline: Outline) -> str:
    """The outline as SVG path data: `M x y`, then `L x y` and `A r r 0 0 s x y`, then `Z` for each loop.

    In mm to 1e-4, without trailing zeros; y points upwards, so s is 1 for an arc that turns counter-clockwise. Where y
    points down, as on a page, it is shown under transform="scale(1 -1)". The line back to the start is not written.
    """
    return " ".join(_loop_text(each) for each in outline.loops)


def bounded_text(outline: Outline) -> str:
    """Its text. Raises Refused where that has more than 16,000 characters."""
    text = outline_text(outline)
    _check_length(text)
    return text


def _loop_text(loop: Loop) -> str:
    last = loop.segments[-1]
    written = loop.segments if last.radius else loop.segments[:-1]
    start = f"M {_place(loop.segments[0].start)}"
    return " ".join((start, *map(_segment_text, written), "Z"))


def _segment_text(segment: Segment) -> str:
    if not segment.radius:
        return f"L {_place(segment.end)}"
    radius = _number(abs(segment.radius))
    return f"A {radius} {radius} 0 0 {int(segment.radius > 0)} {_place(segment.end)}"


def _place(place: Place) -> str:
    return f"{_number(place[0])} {_number(place[1])}"


def _number(number: float) -> str:
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=64)
def parse_outline(text: str) -> Outline:
    """The outline that a text describes, in its one form, see `canonical`.

    Takes what `outline_text` writes, and other texts of absolute M, L, A (circular) and Z: loops in any order, from
    any start, either way round, anywhere. Raises Refused, saying what is wrong and where: by the character in the
    text, or in its mm.
    """
    _check_length(text)
    return sound_outline(list(_loops(text)))


def _check_length(text: str) -> None:
    if len(text) > OUTLINE.max_length:
        message = f"The outline's text has {len(text):,} characters; at most {OUTLINE.max_length:,} are taken."
        raise refused(message, hint=OUTLINE.hint)


def _loops(text: str) -> Iterator[Loop]:
    segments: list[Segment] | None = None
    start = at = (0.0, 0.0)
    for place, command, numbers in _commands(text):
        if (command == "M") != (segments is None):
            wanted = "begin with M" if segments is None else "end with Z"
            raise _fault(place, f"{command} stands where a loop must {wanted}")
        if command == "M" or segments is None:
            segments, start, at = [], *[(numbers[0], numbers[1])] * 2
        elif command == "Z":
            closing = [Segment(at, start)] if distance(at, start) >= JOIN_MM or not segments else []
            yield _loop(place, [*segments, *closing], start)
            segments = None
        else:
            segments += _pieces(place, at, command, numbers)
            at = numbers[-2], numbers[-1]
    if segments is not None or not text.strip():
        raise _fault(len(text), "the last loop is not closed by Z" if text.strip() else "there is no loop")


def _loop(place: int, segments: list[Segment], start: Place) -> Loop:
    if len(segments) < 2:
        raise _fault(place, "the loop encloses nothing")
    last = segments[-1]
    return Loop((*segments[:-1], Segment(last.start, start, last.radius)))


def _commands(text: str) -> Iterator[tuple[int, str, list[float]]]:
    """Each command with its place in the text and its numbers."""
    tokens = list(_tokens(text))
    position = 0
    while position < len(tokens):
        place, command = tokens[position]
        if command not in NUMBER_COUNTS:
            raise _fault(place, f"{command} is none of M, L, A and Z")
        count = NUMBER_COUNTS[command]
        yield place, command, [_coordinate(*each) for each in _following(tokens, position, count, len(text))]
        position += 1 + count


def _following(tokens: list[tuple[int, str]], position: int, count: int, end: int) -> list[tuple[int, str]]:
    numbers = tokens[position + 1 : position + 1 + count]
    wrong = next((place for place, token in numbers if token[0].isalpha()), end if len(numbers) < count else None)
    if wrong is not None:
        raise _fault(wrong, f"{tokens[position][1]} needs {count} numbers")
    return numbers


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    position = _skip(text, 0)
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _fault(position, "there is neither a letter nor a number")
        yield position, match[0]
        position = _skip(text, match.end())


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _coordinate(place: int, token: str) -> float:
    number = float(token)
    if not abs(number) <= MAX_COORDINATE_MM:
        raise _fault(place, f"{token[:12]} is beyond {MAX_COORDINATE_MM:,.0f} mm")
    return number


def _pieces(place: int, start: Place, command: str, numbers: list[float]) -> list[Segment]:
    end = numbers[-2], numbers[-1]
    if start == end:
        raise _fault(place, f"{'a line' if command == 'L' else 'an arc'} of no length")
    if command == "L":
        return [Segment(start, end)]
    return _arc(place, start, end, numbers)


def _arc(place: int, start: Place, end: Place, numbers: list[float]) -> list[Segment]:
    across, up, _, is_large, is_left, *_ = numbers
    if not isclose(across, up, rel_tol=1e-9) or across <= 0:
        raise _fault(place, "an arc must be circular: both radii alike and above 0")
    if {is_large, is_left} - {0.0, 1.0}:
        raise _fault(place, "the flags of an arc are 0 or 1")
    half = distance(start, end) / 2
    if across < half * (1 - RADIUS_SHARE):
        raise _fault(place, f"a radius of {across:g} mm is too small for ends {2 * half:g} mm apart")
    return circular_arc(start, end, max(across, half), bool(is_large), bool(is_left))


def circular_arc(start: Place, end: Place, radius: float, is_large: bool, is_left: bool) -> list[Segment]:
    """An arc by its ends, its radius and SVG's two flags, in pieces of no more than a quarter turn."""
    signed = copysign(radius, 1 if is_left else -1)
    small = Segment(start, end, signed)
    if not is_large and abs(small.turn) < 1.58:
        return [small]
    centre, turn = small.centre, small.turn
    if is_large:
        middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        centre = 2 * middle[0] - centre[0], 2 * middle[1] - centre[1]
        turn = copysign(tau - abs(turn), signed)
    return arc_segments(centre, start, end, turn)


def _fault(place: int, what: str) -> Refused:
    return refused(f"The outline's text is wrong at character {place + 1:,}: {what}.", hint=_FORM_HINT)
