"""How closely a net's surface must be sampled, so that flat triangles between the samples stay within a chord of it.

Between samples a step h apart along a line whose second derivative along the surface's normal is L, the
surface stands at most L h^2 / 8 off the chord. Over a triangle of steps h along u and k along v that is
(L h^2 + 2 M h k + N k^2) / 8, with the coefficients of the second fundamental form in these parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from configurator.kernel.build.nets.spline import Floats, Numbers, lattice

# At how many places of each span, and at least of each side, the curvature of the surface is sampled.
PER_SPAN, PER_SIDE = 4, 12
# The share of the chord that the steps between rows may use; those along a row get the rest, but at least LEFT_SHARE.
ROWS_SHARE, MIN_POINTS_SHARE = 0.4, 0.15
# How far a row's chords may bend aside within the surface, as a share of the way to the next row: else triangles fold.
ASIDE_SHARE = 0.2
# A derivative or normal shorter than this has no direction: where a surface degenerates to a point.
MIN_LENGTH = 1e-9


@dataclass(frozen=True)
class Fineness:
    """A mesh's limits: mm that a facet may stand off its surface, rad that the surface may turn across it."""

    chord: float
    angle: float


@dataclass(frozen=True, eq=False)
class Curvature:
    """How a surface bends at places `u` (n,) by `v` (m,), each (n, m) the largest nearby.

    `along_u`, `mixed`, `along_v` are L, M and N in mm; `speed_u`, `speed_v` the lengths of the first
    derivatives in mm; `aside` how much lines along v bend within the surface, in steps from line to line.
    """

    u: Floats
    v: Floats
    along_u: Floats
    mixed: Floats
    along_v: Floats
    speed_u: Floats
    speed_v: Floats
    aside: Floats


def curvature_of(net: Floats) -> Curvature:
    """Of the surface of a net (r, c, 3)."""
    u, v = (lattice(count, PER_SPAN, PER_SIDE) for count in net.shape[:2])
    # One axis after the other, so that each is contiguous in memory.
    x_y_z = np.ascontiguousarray(net.transpose(2, 0, 1))
    points, by_u, by_uu = (matrix @ x_y_z for matrix in (u.value, u.first, u.second))
    du, dv = by_u @ v.value.T, points @ v.first.T
    duu, duv, dvv = by_uu @ v.value.T, by_u @ v.first.T, points @ v.second.T
    normal = _cross(du, dv)
    normal /= np.maximum(_length(normal), MIN_LENGTH)
    sideways = _cross(normal, dv)
    aside = np.abs(_dot(dvv, sideways)) / np.maximum(np.abs(_dot(du, sideways)), MIN_LENGTH)
    along_u, mixed, along_v = (_largest_nearby(np.abs(_dot(each, normal))) for each in (duu, duv, dvv))
    return Curvature(u.at, v.at, along_u, mixed, along_v, _length(du), _length(dv), _largest_nearby(aside))


def rows_needed(bend: Curvature, fine: Fineness) -> Floats:
    """(n,) rows per step of u, wherever along v the surface bends most."""
    by_chord = np.sqrt(bend.along_u.max(axis=1) / (8 * fine.chord * ROWS_SHARE))
    return np.maximum(by_chord, _density_by_angle(bend.along_u, bend.speed_u, fine).max(axis=1))


def points_needed(bend: Curvature, rows: Floats, fine: Fineness) -> Floats:
    """(k, m) points per step of v along each of the `rows` (k,), from the distances to the neighbouring rows."""
    steps = np.diff(rows)
    longest, shortest = np.maximum(np.append(steps, 0), np.append(0, steps)), np.minimum(*_neighbour_steps(steps))
    along_u, mixed, along_v, aside, by_angle = (
        _largest_between(values, bend.u, rows)
        for values in (
            bend.along_u,
            bend.mixed,
            bend.along_v,
            bend.aside,
            _density_by_angle(bend.along_v, bend.speed_v, fine),
        )
    )
    whole = 8 * fine.chord
    remaining = np.maximum(whole - along_u * longest[:, None] ** 2, whole * MIN_POINTS_SHARE)
    mixed = mixed * longest[:, None]
    by_chord = (mixed + np.sqrt(mixed**2 + along_v * remaining)) / remaining
    by_fold = np.sqrt(aside / (8 * ASIDE_SHARE * shortest[:, None]))
    return np.maximum(np.maximum(by_chord, by_fold), by_angle)


def side_needed(bend: Curvature, row: int, fine: Fineness) -> Floats:
    """(m,) points per step of v along the first (0) or last (-1) row, where the rows of another net end."""
    by_chord = np.sqrt(bend.along_v[row] / (8 * fine.chord * ROWS_SHARE))
    return np.maximum(by_chord, _density_by_angle(bend.along_v[row], bend.speed_v[row], fine))


@dataclass(frozen=True)
class RowSegment:
    """A piece of a row, by its number, from one mark to the next; nothing is laid inside it if it is a `gap`."""

    row: int
    low: float
    high: float
    gap: bool = False


def space_points(at: Floats, density: Floats, stretches: Sequence[RowSegment]) -> list[Floats]:
    """For each of k rows its points: the marks of its stretches, and between them so many that no step holds more
    than 1 of the integral of `density` (k, m), known at parameters `at` (m,).

    The stretches come row by row, each from where the last one ended.
    """
    bounds = np.array([(stretch.row, stretch.low, stretch.high) for stretch in stretches])
    row, ends = bounds[:, 0].astype(int), bounds[:, 1:]
    # The running integral of the density, continued from row to row.
    steps = (density[:, 1:] + density[:, :-1]) / 2 * np.diff(at)
    integral = np.cumsum(np.pad(steps, ((0, 0), (1, 0))), axis=None).reshape(density.shape)
    low, high = (_integral_at(integral, at, row, end) for end in ends.T)
    counts = np.maximum(np.ceil(high - low - MIN_LENGTH).astype(int), 1)
    counts[[stretch.gap for stretch in stretches]] = 1
    first = np.cumsum(counts) - counts
    share = (np.arange(counts.sum()) - np.repeat(first, counts)) / np.repeat(counts, counts)
    points = np.interp(
        np.repeat(low, counts) + share * np.repeat(high - low, counts), integral.ravel(), np.tile(at, len(density))
    )
    # The ends of stretches are exact, as neighbours meet there.
    points[first] = ends[:, 0]
    rows = np.split(points, first[1:][np.diff(row) > 0])
    return [
        np.append(row_points, end)
        for row_points, end in zip(rows, ends[np.append(np.diff(row) > 0, True), 1], strict=True)
    ]


def _integral_at(integral: Floats, at: Floats, row: Numbers, where: Floats) -> Floats:
    """(s,) the running integral of rows at parameters (s,)."""
    before = np.clip(np.searchsorted(at, where, "right") - 1, 0, len(at) - 2)
    share = (where - at[before]) / (at[before + 1] - at[before])
    return np.asarray(integral[row, before] * (1 - share) + integral[row, before + 1] * share)


def _density_by_angle(bending: Floats, speed: Floats, fine: Fineness) -> Floats:
    return np.asarray(bending / np.maximum(speed, MIN_LENGTH) / fine.angle)


def _neighbour_steps(steps: Floats) -> tuple[Floats, Floats]:
    """(k,) the steps after and before each of k rows; as long as the other at the ends."""
    return np.append(steps, steps[-1]), np.append(steps[0], steps)


def _largest_between(values: Floats, at: Floats, rows: Floats) -> Floats:
    """(k, m) the largest of values (n, m) from the row before each of k rows to the row after it."""
    first = np.maximum(np.searchsorted(at, np.append(rows[0], rows[:-1]), "right") - 1, 0)
    last = np.searchsorted(at, np.append(rows[1:], rows[-1]), "left") + 1
    padded = np.concatenate([values, values[-1:]])
    return np.maximum.reduceat(padded, np.stack([first, last], axis=1).ravel())[::2]


def _largest_nearby(values: Floats) -> Floats:
    """(n, m) each with its neighbours along both axes."""
    padded = np.pad(values, 1, mode="edge")
    rows = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    return np.maximum(np.maximum(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])


def _cross(one: Floats, other: Floats) -> Floats:
    """(3, n, m) of two of the like."""
    (a, b, c), (x, y, z) = one, other
    return np.stack([b * z - c * y, c * x - a * z, a * y - b * x])


def _dot(one: Floats, other: Floats) -> Floats:
    """(n, m) of two (3, n, m)."""
    (a, b, c), (x, y, z) = one, other
    return np.asarray(a * x + b * y + c * z)


def _length(vectors: Floats) -> Floats:
    return np.sqrt(_dot(vectors, vectors))
