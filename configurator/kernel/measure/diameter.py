"""A round, or the worst of several that are equal, and the largest pin for a bore."""

from __future__ import annotations

from configurator.domain.parts.dimensions import Diameter, Point
from configurator.domain.parts.features import Round
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.geometry.facets import Facets
from configurator.kernel.measure.rounds import fit_round
from configurator.kernel.part import Measurement


def measure_diameter(facets: Facets, dimension: Diameter) -> Measurement:
    """Of several rounds that which is furthest from the nominal, and the largest pin that passes through all.

    The uncertainty is twice that of the radius. Raises `Failed` where there is no round about one of the centres.
    """
    rounds = [fit_round(facets, _feature(dimension, centre)) for centre in (dimension.centre, *dimension.repeats)]
    worst = max(rounds, key=lambda each: abs(2 * each.radius - dimension.nominal))
    across = worst.radius * worst.axes[0]
    return Measurement(
        dimension,
        2 * worst.radius,
        2 * worst.radius_doubt,
        (as_point(worst.middle - across), as_point(worst.middle + across)),
        2 * min(each.clear_radius for each in rounds) if dimension.role == "bore" else None,
    )


def _feature(dimension: Diameter, centre: Point) -> Round:
    return Round(
        centre=centre,
        diameter=dimension.nominal,
        axis=dimension.axis,
        role=dimension.role,
        height=dimension.height,
        reach=dimension.reach,
    )
