"""Cubic B-splines on clamped, uniform knots 0, 1, ... count - 3, for `count` control points, as matrices.

The definitions are those of Piegl and Tiller, The NURBS Book, chapter 2; scipy computes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline

NET_DEGREE = 3
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Scalar = TypeVar("Scalar", bound=np.generic)
# For how many numbers of control points the matrices are cached: a part has three or four.
CACHED_COUNTS = 32
# Points of Gauss' rule in each span: exact for the product of three cubics, two of them derived.
GAUSS_POINTS = 5


@dataclass(frozen=True, eq=False)
class BasisTable:
    """Matrices (k, count) that turn control points into values and derivatives at parameters `at` (k,)."""

    at: Floats
    value: Floats
    first: Floats
    second: Floats


def knots(count: int) -> Floats:
    """(count + 4,) with the ends repeated."""
    return np.concatenate([[0.0] * NET_DEGREE, np.arange(count - NET_DEGREE + 1.0), [count - NET_DEGREE] * NET_DEGREE])


def table(count: int, at: Floats) -> BasisTable:
    """The matrices of parameters (k,)."""
    spline = BSpline(knots(count), np.eye(count), NET_DEGREE)
    return BasisTable(at, spline(at), spline(at, 1), spline(at, 2))


@lru_cache(maxsize=CACHED_COUNTS)
def lattice(count: int, per_span: int, least: int) -> BasisTable:
    """Evenly spaced parameters, all knots among them: so many in each span, and at least so many in all."""
    spans = count - NET_DEGREE
    return table(count, np.linspace(0.0, spans, spans * max(per_span, -(-least // spans)) + 1))


@lru_cache(maxsize=CACHED_COUNTS)
def gauss(count: int) -> tuple[BasisTable, Floats]:
    """Gauss' nodes in every span, and their weights (k,)."""
    nodes, weights = np.polynomial.legendre.leggauss(GAUSS_POINTS)
    spans = count - NET_DEGREE
    return table(count, (np.arange(spans)[:, None] + (nodes + 1) / 2).ravel()), np.tile(weights / 2, spans)


def local(count: int, at: Floats) -> tuple[Numbers, Floats]:
    """Of parameters (k,): the first (k,) of the four control points with weight there, and their weights (k, 4)."""
    matrix = BSpline.design_matrix(at, knots(count), NET_DEGREE)
    return matrix.indices[:: NET_DEGREE + 1].astype(np.int64), matrix.data.reshape(-1, NET_DEGREE + 1)


def places(net: Floats, uv: Floats) -> Floats:
    """(k, 3) where the surface of a net (n, m, 3) is at parameters (k, 2)."""
    (row, along), (column, across) = (local(size, uv[:, axis]) for axis, size in enumerate(net.shape[:2]))
    points = np.zeros((len(uv), 3))
    for i in range(NET_DEGREE + 1):
        for j in range(NET_DEGREE + 1):
            points += (along[:, i] * across[:, j])[:, None] * net[row + i, column + j]
    return points


def line_points(controls: Floats, at: Floats) -> Floats:
    """(k, d) where a line of control points (n, d) is at parameters (k,)."""
    first, weights = local(len(controls), at)
    return np.einsum("ki,kid->kd", weights, controls[first[:, None] + np.arange(NET_DEGREE + 1)])


def reversed_if(values: NDArray[Scalar], reverse: bool) -> NDArray[Scalar]:
    """The values (n,) in the order of an edge, which may run the other way."""
    return values[::-1] if reverse else values
