"""Directions and the frames built on them."""

from __future__ import annotations

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Point


def unit_vector(direction: Point) -> np.ndarray:
    """(3,) of length one; raises `Failed` for a direction without length."""
    vector = np.asarray(direction, float)
    length = float(np.linalg.norm(vector))
    if not np.isfinite(length) or length == 0:
        raise failed("a direction has no length", hint="This is a fault of the template: tell its author.")
    return vector / length


def frame_along(direction: Point) -> np.ndarray:
    """(3, 3) orthonormal, right-handed rows: two across `direction`, then `direction` itself.

    Along a coordinate axis the other two are coordinate axes as well.
    """
    along = unit_vector(direction)
    across = np.eye(3)[np.argmin(np.abs(along))]
    across = across - along * (across @ along)
    across /= np.linalg.norm(across)
    return np.array([across, np.cross(along, across), along])


def as_point(vector: np.ndarray) -> Point:
    """Three plain floats."""
    x, y, z = (float(value) for value in vector)
    return (x, y, z)
