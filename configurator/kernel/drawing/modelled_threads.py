"""Modelled threads in drawings: where no turn is drawn that is hidden or behind a section's plane."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from configurator.domain.parts.dimensions import ThreadDiameter
from configurator.kernel.drawing.views import ViewPoints
from configurator.kernel.part import Measurement

# Lines of a thread may lie so far outside of its measured place; and in diameters, so deep may its countersink be.
NEAR_MM, COUNTERSINK_SHARE = 0.05, 0.15


@dataclass(frozen=True, eq=False)
class ThreadPlace:
    """The cylinder within which a full thread lies, in mm: from `mouth` (3,) `depth` along the unit `axis` (3,)."""

    mouth: ViewPoints
    axis: ViewPoints
    depth: float
    radius: float

    def holds(self, points: ViewPoints) -> NDArray[np.bool_]:
        """(n,) which of (n, 3) points lie in it, or in its countersink."""
        away = points - self.mouth
        along = away @ self.axis
        reach = np.linalg.norm(away - along[:, None] * self.axis, axis=1)
        is_beside = (along > -2 * COUNTERSINK_SHARE * self.radius) & (along < self.depth + NEAR_MM)
        return np.asarray(is_beside & (reach < self.radius + NEAR_MM))


def modelled_threads(measurements: Iterable[Measurement]) -> tuple[ThreadPlace, ...]:
    """Where the part's modelled threads lie, by their measured diameters."""
    return tuple(
        ThreadPlace(np.array(size.centre, float), _unit(size.axis), size.depth, each.measured / 2)
        for each in measurements
        if isinstance(size := each.dimension, ThreadDiameter) and size.gauge != "drill"
    )


def _unit(axis: tuple[float, float, float]) -> ViewPoints:
    return np.array(axis, float) / np.linalg.norm(axis)
