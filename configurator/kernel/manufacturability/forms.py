"""How far a mesh is from what a lathe makes, or what a knife cuts from sheet."""

from __future__ import annotations

import numpy as np

from configurator.kernel.geometry.facets import Facets

# As sines: up to the first a chord leans against the round that it stands for, up to the second a plane is off square.
ROUND_LEAN, FLAT_LEAN = 0.3, 1e-3


def off_revolution(facets: Facets) -> float:
    """The share of its skin, 0 to 1, that no turning about one axis makes; of the axis for which it is least.

    A facet of a body of revolution faces its axis, or along it: its normal lies in the plane of axis and facet.
    """
    return min(_off_round(facets, axis) for axis in _axes(facets))


def off_sheet(facets: Facets) -> float:
    """The share of its skin, 0 to 1, that is neither one of two parallel planes nor square to both; as above."""
    return min(_off_planes(facets, axis) for axis in _axes(facets))


def _middle(facets: Facets) -> np.ndarray:
    return np.asarray(np.average(facets.corners.mean(axis=1), axis=0, weights=facets.areas))


def _axes(facets: Facets) -> np.ndarray:
    """(6, 3) x, y and z, and the principal axes of the skin."""
    away = facets.corners.mean(axis=1) - _middle(facets)
    _, principal = np.linalg.eigh(np.einsum("i,ij,ik->jk", facets.areas, away, away))
    return np.vstack([np.eye(3), principal.T])


def _off_round(facets: Facets, axis: np.ndarray) -> float:
    away = facets.corners.mean(axis=1) - _middle(facets)
    across = np.cross(axis, away)
    lean = np.abs(np.einsum("ij,ij->i", across, facets.normals))
    return _share(facets, lean > ROUND_LEAN * np.maximum(np.linalg.norm(across, axis=1), 1e-9))


def _off_planes(facets: Facets, axis: np.ndarray) -> float:
    heights, upright = facets.corners @ axis, np.abs(facets.normals @ axis)
    low, high = heights.min(), heights.max()
    ends = np.minimum(heights - low, high - heights).max(axis=1) < FLAT_LEAN * (high - low)
    return _share(facets, ~((upright < FLAT_LEAN) | ((upright > 1 - FLAT_LEAN) & ends)))


def _share(facets: Facets, chosen: np.ndarray) -> float:
    return float(facets.areas[chosen].sum() / facets.areas.sum())
