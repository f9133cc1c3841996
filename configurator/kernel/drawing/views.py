"""The directions from which a part is drawn: front, plan and side as ISO 128 has them, and an isometric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from configurator.domain.drafting import Projection

Points = NDArray[np.float64]
Name = Literal["front", "plan", "side", "isometric"]

FRONT = ((0.0, -1.0, 0.0), (0.0, 0.0, 1.0))
PLAN = ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
# First angle draws what is seen from the left on the right of the front view, third angle what is seen from the right.
SIDES = {"first": ((-1.0, 0.0, 0.0), (0.0, 0.0, 1.0)), "third": ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0))}
ISOMETRICS = {"first": ((-1.0, -1.0, 1.0), (0.0, 0.0, 1.0)), "third": ((1.0, -1.0, 1.0), (0.0, 0.0, 1.0))}
HALF_TURN = np.diag([-1.0, -1.0, 1.0])


@dataclass(frozen=True, eq=False)
class View:
    """A parallel projection: `axes` (3, 3) are unit vectors that point right, up and at the eye."""

    axes: Points

    @property
    def toward(self) -> Points:
        """(3,) from the part to the eye."""
        return self.axes[2]

    def flat(self, points: Points) -> Points:
        """(..., 3) mm -> (..., 2) mm right and up."""
        return np.asarray(points @ self.axes[:2].T)


def views(projection: Projection, turned: bool = False) -> dict[Name, View]:
    """The four views; `turned` by half a turn about z, so that a mirrored part shows the same side in front."""
    turn = HALF_TURN if turned else np.eye(3)
    seen = {"front": FRONT, "plan": PLAN, "side": SIDES[projection], "isometric": ISOMETRICS[projection]}
    return {name: seen_from(*(turn @ np.array(each) for each in pair)) for name, pair in seen.items()}  # type: ignore[misc]


def seen_from(toward: Points, up: Points) -> View:
    """The view of an eye in the direction `toward` (3,), in which `up` (3,) is upright."""
    right = np.cross(up, toward)
    above = np.cross(toward, right)
    return View(np.array([each / np.linalg.norm(each) for each in (right, above, toward)]))
