"""Cavities in which powder stays: closed ones, and those with too small a mouth.

It is enough to sample the walls of a cavity. Of cosine-weighted rays from them the share that leaves is the
ratio of its openings to its walls, and their mean length is four times its volume over its
whole surface, whatever its shape.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from configurator.domain.parts.mesh_analysis import Hollow
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.geometry.facets import Facets
from configurator.kernel.geometry.rays import Target
from configurator.kernel.manufacturability.surface_samples import SurfaceSamples
from configurator.kernel.manufacturability.visibility import SightLines, cast_sight_lines, cavity_labels, mark_outside

# First a few rays from many places, then many from those that hardly see out.
MAX_SAMPLES, FIRST_RAYS, MAX_HIDDEN_SAMPLES, SECOND_RAYS = 3000, 8, 600, 48
# So many places on a mm2 are enough: the smallest cavity that matters, of 50 mm3, has walls of 65 mm2, as a ball.
VOID_SAMPLES_PER_MM2, MIN_FIRST_SAMPLES = 0.3, 600
# Of the first rays so many may leave, as a share.
MAX_ESCAPE_SHARE = 0.13
# A cavity is wider than its mouth, which is a small share of its skin: its rays are on average this many
# times as long as that is wide.
MIN_WIDTH_RATIO, MAX_MOUTH_SHARE = 1.5, 0.08
# The first rays do not identify a cavity for certain: it may seem to have so many times the mouth.
FIRST_PASS_MARGIN = 2.0
# A cavity has at least so many of the sampled places, or too little is known of it.
MIN_SAMPLES = 6


def find_hollows(target: Target, samples: SurfaceSamples, bodies: np.ndarray, volume: np.ndarray) -> tuple[Hollow, ...]:
    """All cavities, the largest first; `volume` is what each body holds."""
    solid = volume[bodies[samples.faces]] >= 0
    closed_hollows = _closed_hollows(target.facets, bodies, volume)
    hollows = (*closed_hollows, *_open_hollows(target, samples.where(solid)))
    return tuple(sorted(hollows, key=lambda each: (-each.volume_mm3, each.place)))


def _closed_hollows(facets: Facets, bodies: np.ndarray, volume: np.ndarray) -> Iterator[Hollow]:
    _, first = np.unique(bodies, return_index=True)
    inside = np.flatnonzero(volume < 0)
    places = facets.corners[first[inside]].mean(axis=1).round(3)
    for place, size in zip(places, volume[inside], strict=True):
        yield Hollow(as_point(place), round(-float(size), 3), 0.0)


def _open_hollows(target: Target, samples: SurfaceSamples) -> Iterator[Hollow]:
    """Cavities with mouths narrower than themselves."""
    if not _has_possible_cavities(target, samples.subsample(_samples_needed(samples))):
        return
    few = samples.subsample(MAX_SAMPLES)
    hidden, sees_out = _split_hidden(cast_sight_lines(target, few, FIRST_RAYS))
    walls = few.where(hidden).subsample(MAX_HIDDEN_SAMPLES)
    looks = cast_sight_lines(target, walls, SECOND_RAYS)
    met = mark_outside(target, few, looks, sees_out)
    cavity = cavity_labels(target, walls, met)
    for label in range(cavity.max(initial=-1) + 1):
        in_cavity = cavity == label
        if in_cavity.sum() >= MIN_SAMPLES:
            yield from _hollow_of(walls.where(in_cavity), met[in_cavity], looks.depth[in_cavity])


def _samples_needed(samples: SurfaceSamples) -> int:
    """How many places must be looked at to see whether there may be a cavity."""
    return int(min(MAX_SAMPLES, max(MIN_FIRST_SAMPLES, VOID_SAMPLES_PER_MM2 * samples.area * len(samples.points))))


def _split_hidden(looks: SightLines) -> tuple[np.ndarray, np.ndarray]:
    """The places (indices) of which hardly a ray leaves, and a mask (n,) of the others."""
    sees_out = (looks.face < 0).mean(axis=1) > MAX_ESCAPE_SHARE
    return np.flatnonzero(~sees_out), sees_out


def _has_possible_cavities(target: Target, few: SurfaceSamples) -> bool:
    """Whether enough of the places see so little of the outside that a closer look is worth while.

    Places of one cavity are judged together, single ones each by itself.
    """
    looks = cast_sight_lines(target, few, FIRST_RAYS)
    hidden, sees_out = _split_hidden(looks)
    if len(hidden) < MIN_SAMPLES / 2:
        return False
    met = mark_outside(target, few, looks.where(hidden), sees_out)
    cavity, out = cavity_labels(target, few.where(hidden), met), (met < 0).mean(axis=1)
    number = np.bincount(cavity)
    share = np.where(number[cavity] >= MIN_SAMPLES, (np.bincount(cavity, out) / number)[cavity], out)
    return bool((share <= FIRST_PASS_MARGIN * MAX_MOUTH_SHARE).sum() >= MIN_SAMPLES / 2)


def _hollow_of(walls: SurfaceSamples, met: np.ndarray, depth: np.ndarray) -> Iterator[Hollow]:
    skin = walls.area * len(walls.points)
    mouth = skin * float((met < 0).mean())
    inner_depths = depth[met >= 0]
    if not len(inner_depths):
        return
    mean_depth, opening = float(inner_depths.mean()), 2 * (mouth / np.pi) ** 0.5
    if mean_depth > MIN_WIDTH_RATIO * opening and mouth < MAX_MOUTH_SHARE * skin:
        yield Hollow(as_point(walls.points[0].round(3)), round(mean_depth * (skin + mouth) / 4, 1), round(opening, 2))
