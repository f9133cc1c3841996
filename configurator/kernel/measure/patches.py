"""The patches of a surface round an axis, and which of them is meant.

The nominal size only chooses between rounds that are there: which facets make up a round depends
on the facets alone, so that the choice cannot pull a measurement towards the nominal size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.features import Round
from configurator.kernel.geometry.facets import Facets
from configurator.kernel.geometry.mesh_edges import connected_labels

# A facet belongs to a round if its slope is less than 60 degrees, as a cosine, and if at each of
# its corners it faces along the radius, as a cosine: an octagon is round, a hexagon is not.
STEEP_SLOPE = 0.5
RADIAL = 0.9
# Change in the slope along the axis, as a sine, at which one round ends and another (or a fillet) begins.
SLOPE_CHANGE_SIN = 0.05
# Faces that turn less about the axis than this are one strip of a round; one that is so many times wider than
# most is a flat, as in a D-shaped bore.
SAME_TURN_RAD, FLAT_WIDTHS = 1e-3, 2.5
# Two patches belong to one round, as in a slotted bore, when their radii in mm differ by less.
SAME_RADIUS_MM = 0.05
# mm from the section within which a patch reaches it.
SECTION_TOLERANCE_MM = 1e-3
# Directions about the axis in which a round is searched for, and how many of them it must cover.
ROUND_DIRECTIONS = 72
MIN_SHARE = ROUND_DIRECTIONS / 2


@dataclass(frozen=True)
class Patch:
    """Faces and vertices (indices) of a round, its area in mm2, radius in mm, taper (radius per mm along the axis).

    The radius is that at height `z` above the section: 0, or the nearest that the patch comes to it,
    for beyond its ends there is nothing to measure.
    """

    faces: np.ndarray
    vertices: np.ndarray
    area: float
    z: float
    radius: float
    taper: float


def find_round(facets: Facets, points: np.ndarray, axes: np.ndarray, feature: Round) -> Patch:
    """The round nearest to the nominal radius; `points` are the vertices about the axis, z from the section."""
    patches = list(_patches(facets, points, axes, feature))
    rounds = [
        patch
        for patch in _join_patches(patches)
        if _direction_count(points[facets.faces[patch.faces], :2]) >= MIN_SHARE
    ]
    if not rounds:
        raise failed("there is nothing round at the section", hint="Check the centre, the axis and the role.")
    return _choose_round(rounds, feature.diameter / 2)


def _choose_round(rounds: list[Patch], radius: float) -> Patch:
    """Of the rounds that reach the section, or else of all, the nearest in radius.

    Where a chamfer or fillet begins it is as near as the round itself, but smaller.
    """
    rounds = [patch for patch in rounds if abs(patch.z) < SECTION_TOLERANCE_MM] or rounds
    least = min(abs(patch.radius - radius) for patch in rounds)
    nearest = [patch for patch in rounds if abs(patch.radius - radius) < least + SAME_RADIUS_MM]
    return max(nearest, key=lambda patch: patch.area)


def _join_patches(patches: list[Patch]) -> Iterator[Patch]:
    """The patches, each together with those that continue it across a gap; largest first."""
    left = sorted(patches, key=lambda patch: -patch.area)
    while left:
        patch, alike = left[0], [other for other in left if _is_same_round(left[0], other)]
        left = [other for other in left if not _is_same_round(patch, other)]
        faces = np.concatenate([other.faces for other in alike])
        vertices = np.unique(np.concatenate([other.vertices for other in alike]))
        yield replace(patch, faces=faces, vertices=vertices, area=sum(other.area for other in alike))


def _is_same_round(patch: Patch, other: Patch) -> bool:
    return abs(patch.radius - other.radius) < SAME_RADIUS_MM and abs(patch.taper - other.taper) < SLOPE_CHANGE_SIN


def _patches(facets: Facets, points: np.ndarray, axes: np.ndarray, feature: Round) -> Iterator[Patch]:
    """The smooth patches that reach within `height` of the section and face as the role says."""
    z = points[facets.faces, 2]
    near = np.flatnonzero((z.min(axis=1) <= feature.height) & (z.max(axis=1) >= -feature.height))
    normals = facets.normals[near] @ axes.T * (1 if feature.role == "shaft" else -1)
    radial = _is_facing_out(normals[:, :2], points[facets.faces[near], :2])
    near, normals = near[radial], normals[radial]
    slope = normals[:, 2]
    labels = _smooth_groups(facets, near, slope)
    round_ones = ~_are_flat(facets, near, labels, normals[:, :2], points[facets.faces[near], :2])
    for label in range(labels.max(initial=-1) + 1):
        chosen = (labels == label) & round_ones
        yield _patch(facets, points, near[chosen], slope[chosen], feature.reach)


def _are_flat(
    facets: Facets, near: np.ndarray, labels: np.ndarray, normals: np.ndarray, corners: np.ndarray
) -> np.ndarray:
    """(n,) whether a face belongs to a flat that cuts the round: one much wider than the strips of its patch.

    `labels` (n,) are the patches; `normals` (n, 2) and `corners` (n, 3, 2) are projected along the axis.
    """
    one, other = _pairs_within(facets, near).T
    turns = np.arctan2(normals[:, 1], normals[:, 0])
    bends = np.abs((turns[one] - turns[other] + np.pi) % (2 * np.pi) - np.pi)
    alike = (bends < SAME_TURN_RAD) & (labels[one] == labels[other])
    strips = connected_labels(np.column_stack([one[alike], other[alike]]), len(near))
    aside = np.arctan2(
        corners[..., 1] * normals[:, :1] - corners[..., 0] * normals[:, 1:],
        corners[..., 0] * normals[:, :1] + corners[..., 1] * normals[:, 1:],
    )
    count = strips.max(initial=-1) + 1
    low, high, patch = np.full(count, np.inf), np.full(count, -np.inf), np.zeros(count, labels.dtype)
    np.minimum.at(low, strips, aside.min(axis=1))
    np.maximum.at(high, strips, aside.max(axis=1))
    patch[strips] = labels
    widths = high - low
    return np.asarray((widths > FLAT_WIDTHS * _medians(widths, patch)[patch])[strips])


def _medians(values: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """(m,) the median of the values of each label, which are counted from 0 and all there."""
    order, ends = np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels))
    return np.array([np.median(each) for each in np.split(values[order], ends)[: len(ends)]])


def _is_facing_out(normals: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """(n,) whether triangles (n, 3, 2), projected along the axis, face away from it at all their corners."""
    steep = np.linalg.norm(normals, axis=1)
    along = (corners @ normals[:, :, None])[..., 0]
    limit = RADIAL * steep[:, None] * np.linalg.norm(corners, axis=2)
    return np.asarray((steep > STEEP_SLOPE) & (along > limit).all(axis=1))


def _smooth_groups(facets: Facets, near: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """(n,) label of the patch of each face in `near`; patches end where the slope along the axis bends."""
    pairs = _pairs_within(facets, near)
    return connected_labels(pairs[np.abs(slope[pairs[:, 0]] - slope[pairs[:, 1]]) < SLOPE_CHANGE_SIN], len(near))


def _pairs_within(facets: Facets, near: np.ndarray) -> np.ndarray:
    """(p, 2) places in `near` (n,) of faces that share an edge."""
    place = np.full(len(facets.faces), -1)
    place[near] = np.arange(len(near))
    pairs = place[facets.edges.pairs]
    return np.asarray(pairs[(pairs >= 0).all(axis=1)])


def _patch(facets: Facets, points: np.ndarray, faces: np.ndarray, slope: np.ndarray, reach: float) -> Patch:
    """A patch without the facets that bend away gradually: those of a fine fillet or a flared mouth."""
    areas = facets.areas[faces]
    usual = _weighted_median(slope, areas)
    straight = np.abs(slope - usual) < SLOPE_CHANGE_SIN
    faces = faces[straight]
    taper = -usual / (1 - usual**2) ** 0.5
    vertices = np.unique(facets.faces[faces])
    heights = points[vertices, 2]
    z = float(np.clip(0, heights.min(), heights.max()))
    radii = np.linalg.norm(points[vertices, :2], axis=1) - taper * (heights - z)
    radius = float(np.median(radii))
    vertices = vertices[np.abs(radii - radius) <= reach]
    return Patch(faces, vertices, float(areas[straight].sum()), z, radius, taper)


def _weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _direction_count(corners: np.ndarray) -> int:
    """In how many of the directions about the axis there is one of the triangles (n, 3, 2)."""
    middle = corners.mean(axis=1)
    azimuth = np.arctan2(middle[:, 1], middle[:, 0])
    cosine, sine = np.cos(azimuth)[:, None], np.sin(azimuth)[:, None]
    x, y = corners[..., 0], corners[..., 1]
    across = np.arctan2(y * cosine - x * sine, x * cosine + y * sine)
    directions = np.linspace(-np.pi, np.pi, ROUND_DIRECTIONS, endpoint=False)[:, None] - azimuth
    directions = (directions + np.pi) % (2 * np.pi) - np.pi
    return int(((directions >= across.min(axis=1)) & (directions <= across.max(axis=1))).any(axis=1).sum())
