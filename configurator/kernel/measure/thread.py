"""A thread: the hole drilled for it, or crests, roots and pitch of one that is modelled."""

from __future__ import annotations

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import ThreadDiameter, ThreadPitch
from configurator.domain.parts.features import Round
from configurator.kernel.geometry.axes import as_point, unit_vector
from configurator.kernel.geometry.facets import Facets, rounding
from configurator.kernel.measure.rounds import fit_round
from configurator.kernel.measure.thread_teeth import find_teeth, fit_pitch
from configurator.kernel.part import Measurement

# In mm: the drilled hole may end so much above the thread's.
DEPTH_TOLERANCE_MM = 0.05


def measure_thread_diameter(facets: Facets, dimension: ThreadDiameter) -> Measurement:
    """The diameter of the drilled hole, or twice the greatest and the least radius of the teeth.

    The uncertainty is as that of a `Diameter`. Raises `Failed` where there is no hole that deep, or no such thread.
    """
    if dimension.gauge == "drill":
        return _measure_drill(facets, dimension)
    teeth = find_teeth(facets, dimension)
    fit_pitch(teeth)
    is_outer = (dimension.gauge == "crest") == (dimension.role == "shaft")
    radius = float(teeth.radii.max() if is_outer else teeth.radii.min())
    middle = teeth.middle
    ends = (as_point(middle - radius * teeth.axes[0]), as_point(middle + radius * teeth.axes[0]))
    return Measurement(dimension, 2 * radius, 2 * (teeth.sagitta + rounding(facets)), ends)


def measure_thread_pitch(facets: Facets, dimension: ThreadPitch) -> Measurement:
    """The mean distance of its teeth along the axis, over all turns and 16 directions about it.

    The uncertainty is by how much the straightness of those rows leaves it open. Raises `Failed` where there
    is no such thread.
    """
    teeth = find_teeth(facets, dimension)
    pitch, doubt = fit_pitch(teeth)
    flank = teeth.middle + teeth.radii.max() * teeth.axes[0]
    ends = (as_point(flank - pitch / 2 * teeth.axes[2]), as_point(flank + pitch / 2 * teeth.axes[2]))
    return Measurement(dimension, pitch, doubt + rounding(facets), ends)


def _measure_drill(facets: Facets, dimension: ThreadDiameter) -> Measurement:
    axis, start = unit_vector(dimension.axis), np.asarray(dimension.centre, float)
    section = start + dimension.depth / 2 * axis
    hole = Round(
        centre=as_point(section),
        diameter=dimension.nominal,
        axis=dimension.axis,
        height=dimension.depth / 4,
        role="bore",
    )
    fitted = fit_round(facets, hole)
    reach = float(((facets.vertices[fitted.patch.vertices] - start) @ axis).max())
    if reach < dimension.depth - DEPTH_TOLERANCE_MM:
        raise failed(f"the drilled hole ends {reach:.2f} mm deep, before the thread", hint="Make the hole deeper.")
    across = fitted.radius * fitted.axes[0]
    ends = (as_point(fitted.middle - across), as_point(fitted.middle + across))
    return Measurement(dimension, 2 * fitted.radius, 2 * fitted.radius_doubt, ends, 2 * fitted.clear_radius)
