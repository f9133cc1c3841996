"""Cavities in which powder stays: closed ones, and those with too small a mouth.

Of a cavity it is enough to see its walls. Rays that leave them as light leaves a white wall find the way
out in the proportion of its openings to its walls, and are on average four times its volume over its
whole surface long, whatever its shape.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from configurator.domain.studies import Hollow
from configurator.kernel.facets import Facets
from configurator.kernel.manufacture.rays import Target, cast
from configurator.kernel.manufacture.samples import STEPS, Samples
from configurator.kernel.measure.axes import as_point

# First a few rays from many places, then many from those that hardly see out.
LOOKING, FEW, HIDDEN, MANY = 3000, 8, 600, 48
# Of the first rays so many may leave, as a share.
SEES_OUT = 0.13
# A cavity is wider than its mouth, which is a small share of its skin: its rays are on average this many
# times as long as that is wide.
WIDER, CLOSED = 1.5, 0.08
# A cavity has at least so many of the places looked at, or too little is known of it.
LEAST = 6
# How many mm apart two places count that face opposite ways, as half of it: a wall has two skins.
NORMAL = 5.0


def labels(facets: Facets) -> np.ndarray:
    """(m,) the body, or closed surface, that each face belongs to."""
    a, b, c = facets.faces.T
    links = coo_array(
        (np.ones(2 * len(a), bool), (np.append(a, b), np.append(b, c))), shape=2 * (len(facets.vertices),)
    )
    return connected_components(links, directed=False)[1][a]


def hollows(target: Target, samples: Samples, bodies: np.ndarray, volume: np.ndarray) -> tuple[Hollow, ...]:
    """All cavities, the largest first; `volume` is what each body holds."""
    solid = volume[bodies[samples.faces]] >= 0
    closed = _closed(target.facets, bodies, volume)
    found = (*closed, *_open(target, samples.where(solid)))
    return tuple(sorted(found, key=lambda each: (-each.volume_mm3, each.place)))


def volumes(facets: Facets, bodies: np.ndarray) -> np.ndarray:
    """Signed volume in mm3 within each closed surface; negative where it bounds a hollow."""
    a, b, c = (facets.corners - facets.vertices.mean(axis=0)).swapaxes(0, 1)
    return np.bincount(bodies, np.einsum("ij,ij->i", a, np.cross(b, c)) / 6)


def _closed(facets: Facets, bodies: np.ndarray, volume: np.ndarray) -> Iterator[Hollow]:
    _, first = np.unique(bodies, return_index=True)
    inside = np.flatnonzero(volume < 0)
    places = facets.corners[first[inside]].mean(axis=1).round(3)
    for place, size in zip(places, volume[inside], strict=True):
        yield Hollow(as_point(place), round(-float(size), 3), 0.0)


def _open(target: Target, samples: Samples) -> Iterator[Hollow]:
    """Cavities with mouths narrower than themselves."""
    few = samples.some(LOOKING)
    away, _, _ = _look(target, few, FEW)
    sees_out = (away < 0).mean(axis=1) > SEES_OUT
    hidden = few.where(~sees_out).some(HIDDEN)
    if len(hidden.points) < LEAST:
        return
    met, depth, ends = _look(target, hidden, MANY)
    # The neck of a mouth is outside already.
    met = np.where((met >= 0) & _nearest(target, few, met, ends, sees_out), -1, met)
    cavity = _seen_together(target, hidden, met)
    for label in range(cavity.max(initial=-1) + 1):
        ours = cavity == label
        if ours.sum() >= LEAST:
            yield from _cavity(hidden.where(ours), met[ours], depth[ours])


def _cavity(walls: Samples, met: np.ndarray, depth: np.ndarray) -> Iterator[Hollow]:
    skin = walls.area * len(walls.points)
    mouth = skin * float((met < 0).mean())
    stayed = depth[met >= 0]
    if not len(stayed):
        return
    long, opening = float(stayed.mean()), 2 * (mouth / np.pi) ** 0.5
    if long > WIDER * opening and mouth < CLOSED * skin:
        yield Hollow(as_point(walls.points[0].round(3)), round(long * (skin + mouth) / 4, 1), round(opening, 2))


def _nearest(target: Target, places: Samples, met: np.ndarray, ends: np.ndarray, values: np.ndarray) -> np.ndarray:
    """(n, number) of the values that the places have, those of the nearest that faces as the skin that was met does."""
    known = np.hstack([places.points, NORMAL * places.normals])
    asked = np.concatenate([ends, NORMAL * target.facets.normals[met]], axis=2).reshape(-1, 6)
    found = np.zeros(met.size, bool)
    at = np.flatnonzero(met >= 0)
    found[at] = values[cKDTree(known).query(asked[at])[1]]
    return found.reshape(met.shape)


def _look(target: Target, places: Samples, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(n, number) faces met by rays into the air, -1 for none, how far away, and where; spread by the cosine."""
    n = len(places.points)
    u, v = ((np.arange(n * number)[:, None] + 1) * STEPS % 1).T.reshape(2, n, number, 1)
    across = np.eye(3)[np.abs(places.normals).argmin(axis=1)]
    across = np.cross(places.normals, across)
    across /= np.linalg.norm(across, axis=1)[:, None]
    other = np.cross(places.normals, across)
    flat = np.cos(2 * np.pi * u) * across[:, None] + np.sin(2 * np.pi * u) * other[:, None]
    ways = (np.sqrt(v) * flat + np.sqrt(1 - v) * places.normals[:, None]).reshape(-1, 3)
    starts = np.repeat(places.points + target.clear * places.normals, number, axis=0)
    hits = cast(target, starts, ways)
    ends = starts + np.where(hits.face >= 0, hits.depth, 0)[:, None] * ways
    return hits.face.reshape(n, number), hits.depth.reshape(n, number), ends.reshape(n, number, 3)


def _seen_together(target: Target, places: Samples, met: np.ndarray) -> np.ndarray:
    """(n,) label of each place's cavity: those that see the same wall share one.

    Walls are told apart by their corners, so that neighbouring facets count as one wall.
    """
    n, corners = len(places.points), len(target.facets.vertices)
    at, ray = np.nonzero(met >= 0)
    seen = target.facets.faces[met[at, ray]]
    own = target.facets.faces[places.faces]
    rows = np.concatenate([np.repeat(at, 3), np.repeat(np.arange(n), 3)])
    columns = np.concatenate([seen.ravel(), own.ravel()]) + n
    links = coo_array((np.ones(len(rows), bool), (rows, columns)), shape=2 * (n + corners,))
    label = connected_components(links, directed=False)[1][:n]
    return np.unique(label, return_inverse=True)[1]
