"""A line with the design's code cut into a flat face, so that a part without its papers can be identified.

The letters become holes in the flat face and pockets behind it that share its edges. A boolean
operation gives the same part and takes a hundred times as long on a free-form solid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import cadquery as cq
import numpy as np
from numpy.typing import NDArray
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import TopoDS_Face

from configurator.domain.parts.templates import DOT, Mark
from configurator.kernel.build.engraving.letters import Letter, letter_of
from configurator.shapes.flat_face import Corner, flat_face, location_along, pierce_face, replace_face

PointArray = NDArray[np.float64]
PITCH = 0.72  # from letter to letter, in heights of type
DOT_OVER = 0.9  # from the middle of the line to a dot over it, in heights of type
# Sizes of type are multiples of this, so that letters can be cached; a smaller size is used as it is.
TYPE_SIZE_STEP_MM = 0.5


@dataclass(frozen=True, eq=False)
class Engraving:
    """Letters in a flat face, `ground` before and `pierced` after them, each moved from its own frame to its place."""

    ground: cq.Face
    pierced: cq.Face
    letters: tuple[Letter, ...]
    places: tuple[TopLoc_Location, ...]

    def placed_letters(self) -> Iterator[tuple[Letter, PointArray]]:
        """Each letter with its points (n, 3) in the part, in mm."""
        for letter, place in zip(self.letters, self.places, strict=True):
            move = place.Transformation()
            matrix = np.array([[move.Value(row, column) for column in range(1, 5)] for row in range(1, 4)])
            yield letter, letter.points @ matrix[:, :3].T + matrix[:, 3]

    def faces(self) -> Iterator[TopoDS_Face]:
        """The faces that take the place of the ground."""
        yield self.pierced.wrapped
        for letter, place in zip(self.letters, self.places, strict=True):
            yield from (face.wrapped.Moved(place) for face in letter.faces)


def engrave_line(solid: cq.Shape, line: str, mark: Mark) -> tuple[cq.Shape, Engraving]:
    """`solid` with `line` cut `mark.depth` mm into the flat face at the mark, and what was cut.

    Raises Failed where the mark does not lie on one flat face that holds all of the text.
    """
    height = type_size(mark.height)
    plane = cq.Plane(origin=mark.centre, xDir=mark.reading, normal=mark.normal)
    ground = flat_face(solid, plane, _corners(line, mark), "The mark")
    letters = tuple(letter_of(character, height, mark.depth) for character in line)
    places = tuple(location_along(plane, *middle) for middle in _middles(line, mark, height))
    holes = [(hole, place) for letter, place in zip(letters, places, strict=True) for hole in letter.holes]
    engraving = Engraving(ground, pierce_face(ground, holes), letters, places)
    return replace_face(solid, ground, engraving.faces()), engraving


def type_size(height: float) -> float:
    """The size of type in mm in which a mark of a height is set."""
    return floor(height / TYPE_SIZE_STEP_MM + 1e-9) * TYPE_SIZE_STEP_MM or height


def _middles(line: str, mark: Mark, height: float) -> list[Corner]:
    """The middle of each letter in the mark's plane, in mm."""
    row = line.removesuffix(DOT) if mark.dot_over else line
    along = [((index - (len(row) - 1) / 2) * PITCH * height, 0.0) for index in range(len(row))]
    return along + [(0.0, DOT_OVER * height)] * (len(line) - len(row))


def _corners(line: str, mark: Mark) -> list[Corner]:
    """Corners of the room for the line's first and last letter and for a dot over it, in the mark's plane."""
    middles = _middles(line, mark, mark.height)
    half, high = PITCH * mark.height / 2, mark.height / 2
    corners = ((-half, -high), (half, -high), (half, high), (-half, high))
    outermost = dict.fromkeys((min(middles), max(middles), middles[-1]))
    return [(x + dx, y + dy) for x, y in outermost for dx, dy in corners]
