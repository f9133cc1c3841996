"""The curve of a bell mouth: where air flows in without parting from the wall."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin

import cadquery as cq

from configurator.domain.errors import failed

# Points of a curve; between them a spline strays from the ellipse by less than a thousandth of its axes.
POINTS = 24
Corner = tuple[float, float]


@dataclass(frozen=True)
class BellMouth:
    """A quarter of an ellipse round an axis, from a bore out to a mouth; an arc where both half axes are alike.

    `throat` and `mouth` are diameters in mm, `length` runs along the axis. Blair and Cahoon (Best bell, 2006) found an
    ellipse with a mouth of 2.13 throats and a length of one throat the best of those that they compared.
    """

    throat: float
    mouth: float
    length: float

    @property
    def flare(self) -> float:
        """How far it opens on each side, in mm: the half axis across."""
        return (self.mouth - self.throat) / 2

    @property
    def thickest_wall(self) -> float:
        """The thickest wall in mm whose outside does not fold: the ellipse's smallest radius of curvature."""
        return min(self.length**2 / self.flare, self.flare**2 / self.length)


def bell_point(bell: BellMouth, turn: float, outside: float = 0.0) -> Corner:
    """Radius and height of a point of the curve, from the throat at (0, height 0) to the crest at pi / 2.

    It lies `outside` mm off the curve, into the wall: towards the ellipse's centre.
    """
    radius, height = bell.mouth / 2 - bell.flare * cos(turn), bell.length * sin(turn)
    across, along = bell.length * cos(turn), -bell.flare * sin(turn)
    size = hypot(across, along)
    return radius + outside * across / size, height + outside * along / size


def bell_shell(bell: BellMouth, wall: float) -> cq.Workplane:
    """The bell about z, its throat on z = 0, as a wall of even thickness with a rim that is half round.

    Raises Failed for a wall whose outside would fold, see `BellMouth.thickest_wall`.
    """
    if not 0 < wall < bell.thickest_wall:
        raise failed(
            f"A wall of {wall:g} mm folds on a bell that bends by a radius of {bell.thickest_wall:.2f} mm.",
            hint="Make the wall thinner, or the bell longer and wider.",
        )
    inner = [bell_point(bell, turn) for turn in _turns()]
    outer = [bell_point(bell, turn, wall) for turn in reversed(_turns())]
    middle = (bell.mouth / 2 + wall / 2, bell.length - wall / 2)
    profile = cq.Workplane("XZ").moveTo(*inner[0])
    # Unscaled tangents: with cadquery's scaling such a curve folds near its end.
    profile = profile.spline(inner[1:], tangents=[(0, 1), (1, 0)], scale=False, includeCurrent=True)
    profile = profile.threePointArc(middle, outer[0])
    profile = profile.spline(outer[1:], tangents=[(-1, 0), (0, -1)], scale=False, includeCurrent=True)
    return profile.close().revolve(360, (0, 0), (0, 1))


def _turns() -> list[float]:
    return [pi / 2 * step / POINTS for step in range(POINTS + 1)]
