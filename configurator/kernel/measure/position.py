"""How far one feature lies from another."""

from __future__ import annotations

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Position
from configurator.kernel.geometry.axes import as_point, unit_vector
from configurator.kernel.geometry.facets import Facets
from configurator.kernel.measure.features import Place, fit_feature
from configurator.kernel.part import Measurement

# The sine of 5 degrees: axes that are stated so nearly parallel have their distance square to them.
PARALLEL_SIN = 0.087
# In mm: axes that are nearer have no direction from one to the other.
SAME_PLACE_MM = 1e-6


def measure_position(facets: Facets, dimension: Position) -> Measurement:
    """Along the axis, or the true distance, between what is fitted to both features.

    The uncertainty is the sum of theirs. Raises `Failed` where there is no such feature.
    """
    of, datum = fit_feature(facets, dimension.of), fit_feature(facets, dimension.datum)
    along = _true_direction(of, datum) if dimension.axis is None else unit_vector(dimension.axis)
    away = 1.0 if (of.point - datum.point) @ along >= 0 else -1.0
    end = of.point + away * of.side * of.radius * along
    start = datum.point - away * datum.side * datum.radius * along
    measured = _distance(start, end, of, datum, along)
    if dimension.axis is None:
        start = end - measured * along
    else:
        # What a face is measured to is off its middle where it is not square to the axis.
        start += along * float((end - start) @ along - measured)
    return Measurement(dimension, measured, of.doubt + datum.doubt, (as_point(start), as_point(end)))


def _distance(start: np.ndarray, end: np.ndarray, of: Place, datum: Place, along: np.ndarray) -> float:
    if datum.plane is not None:
        return datum.plane.height(end, along)
    if of.plane is not None:
        return -of.plane.height(start, along)
    return float((end - start) @ along)


def _true_direction(of: Place, datum: Place) -> np.ndarray:
    """(3,) from the datum to the feature: square to a face or to both axes."""
    apart = of.point - datum.point
    face = next((each for each in (datum, of) if each.plane is not None), None)
    across = np.cross(of.direction, datum.direction)
    if face is not None:
        direction = face.direction
    elif np.linalg.norm(across) > PARALLEL_SIN:
        direction = across
    else:
        direction = apart - (apart @ datum.direction) * datum.direction
    length = float(np.linalg.norm(direction))
    if length < SAME_PLACE_MM:
        raise failed("the two axes are one", hint="State the axis along which they are apart.")
    return np.asarray(direction / length * (1.0 if apart @ direction >= 0 else -1.0))
