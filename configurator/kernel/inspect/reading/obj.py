"""OBJ: a text of corners and of polygons between them; everything about appearance is ignored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from configurator.kernel.inspect.reading.geometry import Geometry, check_counts, unreadable_file
from configurator.kernel.inspect.reading.header_unit import stated_unit
from configurator.kernel.inspect.reading.lines import read_numbers, show_word, unix_lines
from configurator.kernel.inspect.reading.polygons import divide_polygons

# `fo` is an older word for a face.
FACE_WORDS = (b"f", b"fo")
FREE_FORM_WORDS = (b"surf", b"bzp", b"bsp", b"cdp")
CONTINUED = re.compile(rb"(?:[^\n]*\\\n)+[^\n]*")
# What follows a corner's number: those of its texture and normal.
APPEARANCE = re.compile(rb"/[^\s]*")
# Comments that are searched for a unit.
MAX_COMMENTS = 50


@dataclass
class ObjText:
    """The numbers of its corners and faces as texts, each with the number of its line, and its comments."""

    corners: list[bytes] = field(default_factory=list)
    corner_lines: list[int] = field(default_factory=list)
    faces: list[bytes] = field(default_factory=list)
    face_lines: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def read_obj(content: bytes) -> Geometry:
    """Its triangles; polygons are divided. Raises Refused, with the line, for what is no OBJ."""
    if b"\0" in content[:1000]:
        raise unreadable_file("It is no OBJ: it is not a text.")
    text = CONTINUED.sub(_joined_line, unix_lines(content))
    # Each polygon of n corners is n - 2 triangles.
    check_counts(text.count(b"\nv "), text.count(b"\nf "))
    obj = _split(text)
    vertices = read_numbers(obj.corners, obj.corner_lines, float).reshape(-1, 3)
    corners, counts = _corner_indices(obj)
    check_counts(len(vertices), int(np.maximum(counts - 2, 0).sum()))
    return Geometry(vertices, divide_polygons(vertices, corners, counts), stated_unit(obj.comments))


def _joined_line(match: re.Match[bytes]) -> bytes:
    """A line that goes on behind a backslash, and as many empty ones, so that the lines after it keep their numbers."""
    return match[0].replace(b"\\\n", b" ") + b"\n" * match[0].count(b"\n")


def _split(text: bytes) -> ObjText:
    obj = ObjText()
    for number, line in enumerate(text.split(b"\n"), start=1):
        words = line.split(None, 4)
        if not words:
            continue
        if words[0] == b"v":
            obj.corners.append(_three_numbers(words, number))
            obj.corner_lines.append(number)
        elif words[0] in FACE_WORDS:
            obj.faces.append(line.partition(b"#")[0].strip()[len(words[0]) :])
            obj.face_lines.append(number)
        else:
            _read_other_line(obj, words[0], line, number)
    return obj


def _three_numbers(words: list[bytes], line: int) -> bytes:
    """A corner's place; a weight or a colour may follow."""
    if len(words) < 4:
        raise unreadable_file(f"Line {line:,}: a corner needs three numbers, and has {len(words) - 1}.")
    return b" ".join(words[1:4])


def _read_other_line(obj: ObjText, word: bytes, line: bytes, number: int) -> None:
    if word.startswith(b"#") and len(obj.comments) < MAX_COMMENTS:
        obj.comments.append(line.decode("utf-8", "replace"))
    elif word in FREE_FORM_WORDS:
        raise unreadable_file(
            f"Line {number:,}: it holds a free-form surface ({show_word(word)}); only polygons are read.",
            "Export it as a mesh, or as STEP.",
        )


def _corner_indices(obj: ObjText) -> tuple[np.ndarray, np.ndarray]:
    """All corners of the faces, one after another and counted from 0, and how many each face has."""
    # At once: a call for each face would take most of the time.
    faces = APPEARANCE.sub(b"", b"\n".join(obj.faces)).split(b"\n") if obj.faces else []
    stated = read_numbers(faces, obj.face_lines, int)
    counts = np.array([len(face.split()) for face in faces], np.int64)
    lines = np.repeat(np.array(obj.face_lines, np.int64), counts)
    # Below nought they count back from the last corner before that line.
    before = np.searchsorted(np.array(obj.corner_lines, np.int64), lines)
    indices = np.where(stated > 0, stated - 1, before + stated)
    _check_indices(stated, indices, lines, before, len(obj.corners))
    return indices, counts


def _check_indices(stated: np.ndarray, indices: np.ndarray, lines: np.ndarray, before: np.ndarray, total: int) -> None:
    """Raises Refused, with the line, for corners that are not there."""
    wrong = np.flatnonzero((stated == 0) | (indices < 0) | (indices >= total))
    if not len(wrong):
        return
    first = wrong[0]
    number, line = int(stated[first]), int(lines[first])
    if number == 0:
        raise unreadable_file(
            f"Line {line:,}: a face names corner 0, and OBJ counts from 1.",
            "The program that made it counts from 0: export it with another, or add 1 to each corner of the faces.",
        )
    there = f"the {int(before[first]):,} before it" if number < 0 else f"{total:,}"
    raise unreadable_file(f"Line {line:,}: a face names corner {number:,} of {there}.")
