"""The circle through the axes of a pattern of equal holes."""

from __future__ import annotations

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import PitchCircle
from configurator.domain.parts.features import Round
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import Facets
from configurator.kernel.measure.cones import fit_cone, middle_gain
from configurator.kernel.measure.rounds import FittedRound, fit_round
from configurator.kernel.part import Measurement

MIN_ROUNDS = 3


def measure_pitch_circle(facets: Facets, dimension: PitchCircle) -> Measurement:
    """Twice the distance from the fitted circle's middle of that axis which is furthest from the nominal.

    The uncertainty is twice that of an axis and of the middle, which moves with the axes. Raises `Failed`
    for less than three centres, and where one has no round.
    """
    if len(set(dimension.centres)) < MIN_ROUNDS:
        raise failed("a pitch circle goes through three axes or more", hint="Name the centre of each.")
    rounds = [fit_round(facets, _feature(dimension, number)) for number in range(len(dimension.centres))]
    axes = frame_along(dimension.axis)
    points = np.array([each.middle for each in rounds]) @ axes.T
    middle = points.mean(axis=0)
    # Where the holes come out, so that the circle is seen.
    middle[2] = max(float((facets.vertices[each.patch.vertices] @ axes[2]).max()) for each in rounds)
    middle[:2] += fit_cone(np.column_stack([points[:, :2] - middle[:2], np.zeros(len(points))]), 0.0).middle
    diameters = 2 * np.linalg.norm(points[:, :2] - middle[:2], axis=1)
    worst = int(np.abs(diameters - dimension.nominal).argmax())
    end = np.array([*points[worst, :2], middle[2]])
    ends = (as_point((2 * middle - end) @ axes), as_point(end @ axes))
    return Measurement(dimension, float(diameters[worst]), _doubt(rounds, points[:, :2] - middle[:2]), ends)


def _doubt(rounds: list[FittedRound], away: np.ndarray) -> float:
    """In mm: of an axis itself, and of the middle, which is off by as much as the axes make it."""
    return 2 * (1 + middle_gain(away)) * max(each.middle_doubt for each in rounds)


def _feature(dimension: PitchCircle, number: int) -> Round:
    return Round(
        centre=dimension.centres[number],
        diameter=dimension.size,
        axis=dimension.axis,
        role=dimension.role,
        height=dimension.height,
        reach=dimension.reach,
    )
