"""A line of text raised on a flat face, sunk into it, or as bodies of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import cadquery as cq
from OCP.TopLoc import TopLoc_Location

from configurator.domain.errors import failed
from configurator.domain.parts.fonts import FontName
from configurator.domain.parts.lettering import Lettering, capital_share, letter_middles, text_heights, text_width
from configurator.domain.parts.letters import unwritable_letters
from configurator.shapes.flat_face import Corner, flat_face, location_along, pierce_face, replace_face
from configurator.shapes.letters import LetterFaces, letter_faces, letter_prism


def raise_letters(part: cq.Workplane, line: Lettering, height: float, plane: cq.Plane) -> cq.Workplane:
    """The part with a line of text that stands `height` mm out of one flat face.

    The text's ink is centred on the plane's origin and its capitals stand half their height below it; it reads along
    the plane's x, seen from the tip of its normal. Raises Failed where the face does not hold all of it, and for
    letters that the font does not have.
    """
    return _relief(part, line, height, plane)


def sink_letters(part: cq.Workplane, line: Lettering, depth: float, plane: cq.Plane) -> cq.Workplane:
    """The part with a line of text cut `depth` mm into one flat face; placed and refused as `raise_letters` does."""
    return _relief(part, line, -depth, plane)


def letter_solids(line: Lettering, height: float, plane: cq.Plane) -> list[cq.Solid]:
    """The letters as bodies of their own, `height` mm high on a plane; placed as `raise_letters` does."""
    _require_letters(line)
    size = line.capital / capital_share(line.font)
    return [
        cq.Solid(each.wrapped.Moved(place))
        for character, place in _places(line, plane)
        for each in letter_prism(character, size, height, line.font).Solids()
    ]


def _relief(part: cq.Workplane, line: Lettering, relief: float, plane: cq.Plane) -> cq.Workplane:
    _require_letters(line)
    size = line.capital / capital_share(line.font)
    letters = [(letter_faces(character, size, relief, line.font), place) for character, place in _places(line, plane)]
    return cq.Workplane(_with_letters(part.val(), letters, line, plane)) if letters else part


def _with_letters(
    solid: cq.Shape, letters: list[tuple[LetterFaces, TopLoc_Location]], line: Lettering, plane: cq.Plane
) -> cq.Shape:
    ground = flat_face(solid, plane, _corners(line), f"The text {line.text!r}")
    pierced = pierce_face(ground, [(hole, place) for letter, place in letters for hole in letter.holes])
    faces = [face.wrapped.Moved(place) for letter, place in letters for face in letter.faces]
    return replace_face(solid, ground, [pierced.wrapped, *faces])


def _require_letters(line: Lettering) -> None:
    unknown = unwritable_letters(line.text)
    if unknown:
        raise failed(f"The font has no {', '.join(unknown)}.", hint="Write the text with other letters.")


def _places(line: Lettering, plane: cq.Plane) -> Iterator[tuple[str, TopLoc_Location]]:
    """Each letter that has ink, and where it stands."""
    up = _middle_height(line.font) * line.capital - line.capital / 2
    for character, middle in zip(line.text, letter_middles(line), strict=True):
        if not character.isspace():
            yield character, location_along(plane, middle, up)


@cache
def _middle_height(font: FontName) -> float:
    """How far above the line that capitals stand on the middle of a letter's prism lies, in heights of capitals."""
    return -letter_prism("H", 1, 1, font).BoundingBox().ymin / capital_share(font)


def _corners(line: Lettering) -> list[Corner]:
    """Corners of the text's ink, in its plane."""
    half, (below, above) = text_width(line) / 2, text_heights(line)
    low, high = -below - line.capital / 2, above - line.capital / 2
    return [(-half, low), (half, low), (half, high), (-half, high)]
