"""Raised or sunk letters on flat ground: their relief and the height of capitals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import LetterSize
from configurator.kernel.geometry.axes import as_point, unit_vector
from configurator.kernel.geometry.facets import Facets, faces_at, greatest_sagitta, rounding
from configurator.kernel.geometry.mesh_edges import connected_labels
from configurator.kernel.part import Measurement

# Cosine of 10 degrees: what leans more is the side of a letter.
LEVEL_COS = 0.985
# In mm: a lower relief is none.
MIN_RELIEF_MM = 0.02
# Of the relief: levels that differ more are those of something else.
UNEVEN_SHARE = 0.2
# Of the highest letter: lower ones are small letters, dots and dashes.
CAPITAL_SHARE = 0.75
# Cosine: a facet is flat against the jaws.
FLAT_COS = 0.85
# In mm: corners so near to a letter's end lie in it.
END_MM = 1e-4


@dataclass(frozen=True)
class Span:
    """A letter's highest corner (3,), its height along `up`, and what its ends may bulge: 0 where both are flat."""

    top: np.ndarray
    height: float
    bulge: float


def measure_letter_size(facets: Facets, dimension: LetterSize) -> Measurement:
    """The step from the ground to the letters, or the median height of capitals along `up`.

    The uncertainty is how uneven both levels are; of a height the sagitta of what is round at its top and bottom.
    Raises `Failed` where the faces in the box do not lie in two levels.
    """
    facing = unit_vector(dimension.facing)
    faces = _level_faces(facets, dimension, facing)
    heights = facets.corners[faces].mean(axis=1) @ facing
    upper = _is_upper(heights)
    relief, doubt = _step(facets.corners[faces] @ facing, facets.areas[faces], upper)
    letters = faces[upper if dimension.form == "raised" else ~upper]
    if dimension.of == "height":
        return _letter_height(facets, dimension, letters)
    top = facets.corners[letters[facets.areas[letters].argmax()]].mean(axis=0)
    ground = top - facing * (relief if dimension.form == "raised" else -relief)
    return Measurement(dimension, relief, doubt + 2 * rounding(facets), (as_point(ground), as_point(top)))


def _level_faces(facets: Facets, dimension: LetterSize, facing: np.ndarray) -> np.ndarray:
    """Indices of the faces that face as stated and touch the box."""
    box = dimension.box
    touching = ((facets.low <= box.high) & (facets.high >= box.low)).all(axis=1)
    faces = np.flatnonzero(touching & (facets.normals @ facing > LEVEL_COS))
    if not len(faces):
        raise failed("no surface in the box faces as stated", hint="Check `facing` and the box's corners.")
    return faces


def _is_upper(heights: np.ndarray) -> np.ndarray:
    """(n,) whether a height is above the greatest gap between any two."""
    rising = np.sort(heights)
    gaps = np.diff(rising)
    if not len(gaps) or gaps.max() < MIN_RELIEF_MM:
        raise failed("there are no letters in the box", hint="Put the box round the letters and their ground.")
    return np.asarray(heights > rising[gaps.argmax()] + gaps.max() / 2)


def _step(heights: np.ndarray, areas: np.ndarray, upper: np.ndarray) -> tuple[float, float]:
    """Between the mean heights (n, 3) of both levels, and half of what the heights in each differ by, in mm."""
    above, below = heights[upper].mean(axis=1), heights[~upper].mean(axis=1)
    relief = float(np.average(above, weights=areas[upper]) - np.average(below, weights=areas[~upper]))
    uneven = float(np.ptp(heights[upper]) + np.ptp(heights[~upper])) / 2
    if uneven > UNEVEN_SHARE * relief:
        raise failed("letters and ground are not two flat levels", hint="Make the box smaller; the ground is flat.")
    return relief, uneven


def _letter_height(facets: Facets, dimension: LetterSize, letters: np.ndarray) -> Measurement:
    up = unit_vector(dimension.up)
    whole = ((facets.low[letters] >= dimension.box.low) & (facets.high[letters] <= dimension.box.high)).all(axis=1)
    if not whole.all():
        raise failed("a letter runs out of the box", hint="Make the box larger.")
    capital = _capital([_span(facets, group, up) for group in _groups(facets, letters)])
    ends = (as_point(capital.top - capital.height * up), as_point(capital.top))
    return Measurement(dimension, capital.height, capital.bulge + 2 * rounding(facets), ends)


def _capital(spans: list[Span]) -> Span:
    """The median of the letters that are not low, or of those that end flat, whichever is less.

    Fonts let round letters stand out beyond the lines that capitals stand between, and some small ones above them.
    """
    highest = max(each.height for each in spans)
    capitals = [each for each in spans if each.height > CAPITAL_SHARE * highest]
    flat = [each for each in capitals if not each.bulge] or capitals
    return min(_lower_median(capitals), _lower_median(flat), key=lambda each: each.height)


def _lower_median(spans: list[Span]) -> Span:
    return sorted(spans, key=lambda each: each.height)[(len(spans) - 1) // 2]


def _groups(facets: Facets, letters: np.ndarray) -> list[np.ndarray]:
    """The faces of each letter."""
    place = np.full(len(facets.faces), -1)
    place[letters] = np.arange(len(letters))
    pairs = place[facets.edges.pairs]
    labels = connected_labels(pairs[(pairs >= 0).all(axis=1)], len(letters))
    return [letters[labels == label] for label in range(labels.max() + 1)]


def _span(facets: Facets, faces: np.ndarray, up: np.ndarray) -> Span:
    points = facets.corners[faces].reshape(-1, 3)
    heights = points @ up
    low, high = heights.min(), heights.max()
    below, above = points[heights < low + END_MM], points[heights > high - END_MM]
    return Span(above[0], float(high - low), _bulge(facets, below, -up) + _bulge(facets, above, up))


def _bulge(facets: Facets, points: np.ndarray, outwards: np.ndarray) -> float:
    """What a letter's end may stand out beyond its facets, by those of its corners (n, 3) where it does so least.

    The faces of sunk letters face the other way.
    """
    ends = (faces_at(facets, point) for point in points)
    return min(greatest_sagitta(facets, each[np.abs(facets.normals[each] @ outwards) > FLAT_COS]) for each in ends)
