"""The properties of a finished mesh that decide how it can be made, whatever the process."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import trimesh

from configurator.domain.errors import failed
from configurator.domain.parts.mesh_analysis import MeshAnalysis, SizeLimits
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.geometry.rays import target_of
from configurator.kernel.manufacturability.bodies import body_labels, body_volumes
from configurator.kernel.manufacturability.enclosed_voids import find_hollows
from configurator.kernel.manufacturability.forms import off_revolution, off_sheet
from configurator.kernel.manufacturability.orientation import find_poses
from configurator.kernel.manufacturability.overhang import measure_overhang
from configurator.kernel.manufacturability.ray_thickness import RAY_SIDES, ray_thickness
from configurator.kernel.manufacturability.surface_samples import sample_surface
from configurator.kernel.manufacturability.thin_features import narrowest_spot, sharp_edges, thin_features
from configurator.kernel.part import Measurement


def analyse_mesh(mesh: trimesh.Trimesh, limits: SizeLimits, measurements: Sequence[Measurement] = ()) -> MeshAnalysis:
    """Everything about a welded, closed mesh in mm that decides how it can be made.

    It must be one that `examine` accepts: faults of the mesh are not searched for here. What is narrower than one of
    the `limits` is listed. Sizes that match
    one of the `measurements` are reported under its name. Equal meshes give equal analyses. Raises Failed for a
    mesh that has no volume.
    """
    if not len(mesh.faces) or not np.isfinite(mesh.vertices).all():
        raise failed("The mesh is empty or has corners that are not numbers.", hint="Examine it first.")
    facets = facets_of(mesh)
    bodies = body_labels(facets)
    volume = body_volumes(facets, bodies)
    if not volume.sum() > 0:
        raise failed("The mesh encloses nothing.", hint="Examine it first.")
    target, samples = target_of(facets), sample_surface(facets)
    (material, edges), (air, _) = (ray_thickness(target, samples, side, limits) for side in RAY_SIDES)
    edges_mm2, sharpest = sharp_edges(edges)
    return MeshAnalysis(
        volume_mm3=float(volume.sum()),
        area_mm2=float(facets.areas.sum()),
        thinnest=narrowest_spot(material, measurements),
        narrowest=narrowest_spot(air, measurements),
        edges_mm2=edges_mm2,
        edges=sharpest,
        narrow=tuple(thin_features(material, air, bodies, limits, measurements)),
        poses=measure_overhang(target, samples, find_poses(facets)),
        hollows=find_hollows(target, samples, bodies, volume),
        off_revolution=off_revolution(facets),
        off_sheet=off_sheet(facets),
    )
