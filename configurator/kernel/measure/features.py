"""The features that positions are taken between, fitted to the mesh."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.domain.parts.features import Face, Feature
from configurator.kernel.geometry.axes import unit_vector
from configurator.kernel.geometry.facets import Facets
from configurator.kernel.measure.planes import Plane, fit_flat
from configurator.kernel.measure.rounds import fit_round


@dataclass(frozen=True, eq=False)
class Place:
    """A `point` (3,) of a feature, its stated axis or measured normal (3,), and the doubt about it in mm.

    A `plane` is that of a face; a round has a `radius` where its surface is meant and not its axis, on the side
    of the other feature for `side` -1, else on the other.
    """

    point: np.ndarray
    direction: np.ndarray
    doubt: float
    plane: Plane | None = None
    radius: float = 0.0
    side: int = 1


def fit_feature(facets: Facets, feature: Feature) -> Place:
    """Raises `Failed` where there is no such feature."""
    if isinstance(feature, Face):
        plane = fit_flat(facets, feature.box, feature.facing)
        return Place(plane.middle, plane.normal, plane.off, plane)
    fitted = fit_round(facets, feature)
    direction = unit_vector(feature.axis)
    if feature.point == "axis":
        return Place(fitted.middle, direction, fitted.middle_doubt)
    doubt = fitted.middle_doubt + fitted.radius_doubt
    return Place(fitted.middle, direction, doubt, None, fitted.radius, -1 if feature.point == "near" else 1)
