"""The views of a drawing: front, plan and side as in ISO 128, and an isometric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from configurator.domain.parts.dimensions import Point, Z
from configurator.domain.parts.drafting import Projection
from configurator.domain.parts.templates import FROM_THE_RIGHT

ViewPoints = NDArray[np.float64]
ViewName = Literal["front", "plan", "side", "isometric"]
# Toward the eye, and up; each as right, up and towards whoever looks at the front.
ViewDirections = tuple[tuple[float, float, float], tuple[float, float, float]]

# On the right of the front view first angle puts the view from the left, third angle the view from the right.
FIRST_ANGLE: dict[ViewName, ViewDirections] = {
    "front": ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0)),
    "plan": ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
    "side": ((-1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "isometric": ((-1.0, 1.0, 1.0), (0.0, 1.0, 0.0)),
}
THIRD_ANGLE: dict[ViewName, ViewDirections] = {
    **FIRST_ANGLE,
    "side": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "isometric": ((1.0, 1.0, 1.0), (0.0, 1.0, 0.0)),
}


@dataclass(frozen=True, eq=False)
class View:
    """A parallel projection: `axes` (3, 3) are unit vectors that point right, up and at the eye."""

    axes: ViewPoints

    @property
    def toward(self) -> ViewPoints:
        """(3,) from the part to the eye."""
        return self.axes[2]

    def flat(self, points: ViewPoints) -> ViewPoints:
        """(..., 3) mm -> (..., 2) mm right and up."""
        return np.asarray(points @ self.axes[:2].T)


def views(projection: Projection, front: Point = FROM_THE_RIGHT, up: Point = Z) -> dict[ViewName, View]:
    """The four views of a part whose front view is taken from the direction `front`, with `up` upright."""
    frame = view_from(np.array(front), np.array(up)).axes
    directions = FIRST_ANGLE if projection == "first" else THIRD_ANGLE
    return {
        name: view_from(np.array(toward) @ frame, np.array(upright) @ frame)
        for name, (toward, upright) in directions.items()
    }


def segments(lines: Sequence[ViewPoints], longest: float = np.inf) -> ViewPoints:
    """(k, 2, 2) the pieces of polylines (n, 2), each cut up where it is longer than `longest`."""
    if not lines:
        return np.empty((0, 2, 2))
    points = np.concatenate(lines)
    last = np.cumsum([len(line) for line in lines])[:-1] - 1
    pieces = np.delete(np.stack([points[:-1], points[1:]], axis=1), last, axis=0)
    counts = np.maximum(1, np.ceil(np.linalg.norm(pieces[:, 1] - pieces[:, 0], axis=1) / longest)).astype(int)
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    start, along = (
        np.repeat(pieces[:, 0], counts, axis=0),
        np.repeat((pieces[:, 1] - pieces[:, 0]) / counts[:, None], counts, axis=0),
    )
    return np.stack([start + number[:, None] * along, start + (number + 1)[:, None] * along], axis=1)


def view_from(toward: ViewPoints, up: ViewPoints) -> View:
    """The view of an eye in the direction `toward` (3,), in which `up` (3,) is upright."""
    right = np.cross(up, toward)
    above = np.cross(toward, right)
    return View(np.array([each / np.linalg.norm(each) for each in (right, above, toward)]))
