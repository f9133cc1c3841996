"""SVG's path data: all its commands (SVG 2, chapter 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, copysign, cos, radians, sin, sqrt, tau

from configurator.domain.parts.outlines.segments import Place
from configurator.kernel.outlines.curves import Bezier, Curve, EllipticArc, Line
from configurator.kernel.outlines.dxf_curves import raised
from configurator.kernel.outlines.refusals import unreadable
from configurator.kernel.outlines.svg_values import NUMBER

COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
# The positions of an arc's two flags, which may stand without anything between them and the next number.
FLAGS = (3, 4)

_SPACE = re.compile(r"[\s,]*", re.ASCII)
_NUMBER = re.compile(NUMBER, re.ASCII)


@dataclass
class _Pen:
    """Where the path is, where its loop began, and the last handle of a curve, by the curve's command."""

    at: Place = (0.0, 0.0)
    start: Place = (0.0, 0.0)
    handle: Place = (0.0, 0.0)
    last: str = ""


def path_curves(text: str) -> Iterator[Curve]:
    """The curves of path data, in its own frame. Raises Refused, with the character, for what is none."""
    pen = _Pen()
    for command, values in _commands(text):
        yield from _step(pen, command.upper(), _absolute(pen, command, values))


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that repeats itself without its letter is given it."""
    position, command = _skip(text, 0), ""
    while position < len(text):
        letter = text[position]
        if letter.upper() in COUNTS:
            command, position = letter, position + 1
        elif not command or command in "Zz":
            raise _fault(position)
        values = []
        for number in range(COUNTS[command.upper()]):
            is_flag = command in "Aa" and number in FLAGS
            value, position = _number(text, _skip(text, position), is_flag)
            values.append(value)
        yield command, values
        command = {"M": "L", "m": "l"}.get(command, command)
        position = _skip(text, position)


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _number(text: str, position: int, is_flag: bool) -> tuple[float, int]:
    if is_flag:
        if text[position : position + 1] not in ("0", "1"):
            raise _fault(position)
        return float(text[position]), position + 1
    match = _NUMBER.match(text, position)
    if match is None:
        raise _fault(position)
    return float(match[0]), match.end()


def _fault(position: int) -> Exception:
    return unreadable(f"The data of a path is wrong at its character {position + 1:,}.")


def _absolute(pen: _Pen, command: str, values: list[float]) -> list[float]:
    """The numbers of a command as if it were absolute."""
    if command.isupper():
        return values
    x, y = pen.at
    if command in "hv":
        return [values[0] + (x if command == "h" else y)]
    if command == "a":
        return [*values[:5], values[5] + x, values[6] + y]
    return [value + (y if at % 2 else x) for at, value in enumerate(values)]


def _step(pen: _Pen, command: str, values: list[float]) -> Iterator[Curve]:
    before = pen.at
    if command == "M":
        pen.at = pen.start = values[0], values[1]
    elif command == "Z":
        pen.at = pen.start
    else:
        pen.at = _end(before, command, values)
    handle = pen.at
    if command in "CSQT":
        points = _points(pen, before, command, values)
        handle = points[-2]
        yield raised(*points) if command in "QT" else Bezier(tuple(points))  # type: ignore[arg-type]
    elif command == "A":
        yield from elliptic_arc(before, values)
    elif command != "M" and before != pen.at:
        yield Line(before, pen.at)
    pen.handle, pen.last = handle, command


def _end(at: Place, command: str, values: list[float]) -> Place:
    if command == "H":
        return values[0], at[1]
    if command == "V":
        return at[0], values[0]
    return values[-2], values[-1]


def _points(pen: _Pen, before: Place, command: str, values: list[float]) -> list[Place]:
    """The control points of a curve; of a smooth one, the first handle mirrors the last one of the same kind."""
    places = list(zip(values[::2], values[1::2], strict=True))
    if command in "ST":
        is_alike = pen.last in ("CS" if command == "S" else "QT") and pen.last
        mirrored = 2 * before[0] - pen.handle[0], 2 * before[1] - pen.handle[1]
        places.insert(0, mirrored if is_alike else before)
    return [before, *places]


def elliptic_arc(start: Place, values: list[float]) -> Iterator[Curve]:
    """An arc command's curve, by its centre (SVG 2, appendix B.2.4); radii that are too small grow until they reach."""
    across, up, tilt = abs(values[0]), abs(values[1]), radians(values[2])
    end = values[5], values[6]
    if start == end:
        return
    if not across or not up:
        yield Line(start, end)
        return
    cosine, sine = cos(tilt), sin(tilt)
    half = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = (cosine * half[0] + sine * half[1]) / across, (cosine * half[1] - sine * half[0]) / up
    reach = x**2 + y**2
    if reach > 1:
        across, up, x, y = (each * factor for each, factor in zip((across, up, x, y), _growth(reach), strict=True))
        reach = 1.0
    is_left = values[4] > 0
    off = copysign(sqrt(max(0.0, 1 / reach - 1)), 1 if (values[3] > 0) == is_left else -1)
    # On the unit circle: the middle is off the chord's middle, square to it.
    middle = -off * y, off * x
    first = atan2(y - middle[1], x - middle[0])
    span = (atan2(-y - middle[1], -x - middle[0]) - first) % tau
    along, aside = (across * cosine, across * sine), (-up * sine, up * cosine)
    centre = (
        (start[0] + end[0]) / 2 + along[0] * middle[0] + aside[0] * middle[1],
        (start[1] + end[1]) / 2 + along[1] * middle[0] + aside[1] * middle[1],
    )
    yield EllipticArc(centre, along, aside, first, span if is_left else span - tau)


def _growth(reach: float) -> tuple[float, float, float, float]:
    root = sqrt(reach)
    return root, root, 1 / root, 1 / root
