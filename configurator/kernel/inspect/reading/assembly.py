"""Objects that consist of objects: counted first, then put in their places."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from configurator.kernel.inspect.reading.geometry import check_counts, unreadable_file
from configurator.kernel.inspect.reading.limits import MAX_COPIES, MAX_DEPTH

ObjectKey = tuple[str, str]
Bodies = Mapping[ObjectKey, "Body"]
# What an object is for, and how true it is to the part, by the specifications' words.
ObjectType = Literal["model", "solidsupport", "support", "surface", "other"]
Resolution = Literal["fullres", "lowres", "obfuscated"]


@dataclass(frozen=True)
class PlacedObject:
    """An object, by document and id, and its matrix: twelve numbers by rows, or none.

    `role` is what a slicer uses it for where that is not as a part, else "".
    """

    key: ObjectKey
    matrix: str = ""
    role: str = ""


@dataclass(frozen=True)
class Body:
    """Corners and triangles, three numbers each, and what other objects it consists of.

    `full_alternatives` are objects that show the same in full, the first before all others; `left_roles` are
    the shapes beside its triangles, and what a slicer uses triangles for that were taken out of it.
    """

    points: array[float] = field(default_factory=lambda: array("d"))
    faces: array[int] = field(default_factory=lambda: array("I"))
    components: list[PlacedObject] = field(default_factory=list)
    type: str = "model"
    resolution: str = "fullres"
    full_alternatives: list[ObjectKey] = field(default_factory=list)
    left_roles: list[str] = field(default_factory=list)


def assemble(bodies: Bodies, items: Sequence[PlacedObject]) -> tuple[np.ndarray, np.ndarray]:
    """All corners (n, 3) and triangles (m, 3). Raises Refused for more than is examined."""
    _check_copies(bodies, items)
    points, faces, offset = [np.empty((0, 3))], [np.empty((0, 3), np.int64)], 0
    for body, matrix in _pieces(bodies, items, np.eye(4)):
        corners = np.array(body.points).reshape(-1, 3)
        triangles = np.array(body.faces, np.int64).reshape(-1, 3)
        if triangles.size and triangles.max() >= len(corners):
            raise unreadable_file(f"A triangle names corner {triangles.max():,} of {len(corners):,}.")
        points.append(corners @ matrix[:3, :3] + matrix[3, :3])
        # A mirrored body would be inside out.
        oriented = triangles[:, ::-1] if np.linalg.det(matrix[:3, :3]) < 0 else triangles
        faces.append(oriented + offset)
        offset += len(corners)
    return np.concatenate(points), np.concatenate(faces)


def _check_copies(bodies: Bodies, items: Sequence[PlacedObject]) -> None:
    """A few lines can demand any number of copies: each object is counted once, however often it is used."""
    known: dict[ObjectKey, np.ndarray] = {}

    def count(placed: PlacedObject, depth: int) -> np.ndarray:
        if placed.key not in bodies:
            raise unreadable_file(f"It builds object {placed.key[1][:20]}, which is not there.")
        if depth > MAX_DEPTH:
            raise unreadable_file(f"Objects consist of objects more than {MAX_DEPTH} deep, or of themselves.")
        if placed.key not in known:
            body = bodies[placed.key]
            own = [len(body.points) // 3, len(body.faces) // 3, 1]
            known[placed.key] = total(body.components, depth + 1) + np.array(own, object)
        return known[placed.key]

    def total(objects: Sequence[PlacedObject], depth: int) -> np.ndarray:
        # Numbers of Python's own, which do not overflow.
        return sum((count(each, depth) for each in objects), np.zeros(3, object))

    points, faces, copies = total(items, 0)
    if copies > MAX_COPIES:
        raise unreadable_file(f"It builds {copies:,} objects; at most {MAX_COPIES:,} are examined.", "Export one part.")
    check_counts(points, faces)


def _pieces(bodies: Bodies, objects: Sequence[PlacedObject], outer: np.ndarray) -> Iterator[tuple[Body, np.ndarray]]:
    """Each body with triangles and its matrix (4, 4), for corners as rows."""
    for placed in objects:
        body, matrix = bodies[placed.key], _matrix(placed.matrix) @ outer
        if body.faces:
            yield body, matrix
        yield from _pieces(bodies, body.components, matrix)


def _matrix(text: str) -> np.ndarray:
    matrix = np.eye(4)
    if text:
        try:
            matrix[:, :3] = np.array([float(word) for word in text.split()]).reshape(4, 3)
        except ValueError:
            raise unreadable_file(f"A place is not twelve numbers: {text[:60]!r}.") from None
    return matrix
