"""The triangles of a B-rep, by the way that suits it: straight from control nets, or by the CAD kernel's mesher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from trimesh import Trimesh

from configurator.kernel.build.brep import Brep
from configurator.kernel.build.brep_mesh import ANGLE_RAD, CHORD_MM, mesh_shape
from configurator.kernel.build.feature_edges import feature_numbers
from configurator.kernel.build.nets.faces import NetShape, UnsupportedShape
from configurator.kernel.build.nets.mesh import NetMesh, mesh_nets
from configurator.kernel.build.nets.spacing import Fineness
from configurator.kernel.geometry.facets import CHORD_KEY

# The share of the chord that a mesh from nets may use: the curvature is sampled at some places only.
CHORD_SHARE = 0.9
MeshingWay = Literal["nets", "kernel"]


@dataclass(frozen=True, eq=False)
class Tessellation:
    """A welded mesh in mm, whose facets lie within `fine` of the B-rep that it is made from.

    `edges` are those that a draughtsman would draw, as polylines (n, 3) through vertices of the mesh;
    None where the CAD kernel meshed, and has them.
    """

    brep: Brep
    mesh: Trimesh
    fine: Fineness
    net_mesh: NetMesh | None = None
    edges: tuple[NDArray[np.float64], ...] | None = None

    @property
    def way(self) -> MeshingWay:
        """Who meshed."""
        return "kernel" if self.net_mesh is None else "nets"


def tessellate(brep: Brep, chord: float = CHORD_MM, angle: float = ANGLE_RAD) -> Tessellation:
    """A mesh whose facets lie within `chord` mm and `angle` rad of the B-rep."""
    fine = Fineness(chord, angle)
    if brep.nets is not None:
        try:
            return _tessellate_nets(brep, brep.nets, fine)
        except UnsupportedShape:
            # Its faces are nets that do not meet side by side.
            pass
    return Tessellation(brep, mesh_shape(brep.shape, chord, angle), fine)


def _tessellate_nets(brep: Brep, nets: NetShape, fine: Fineness) -> Tessellation:
    net_mesh = mesh_nets(nets, Fineness(CHORD_SHARE * fine.chord, fine.angle), brep.engraving)
    features = [net_mesh.edges[number] for number in feature_numbers(brep.plain, nets.edge_map)]
    edges = tuple(net_mesh.points[line] for line in (*features, *net_mesh.letter_edges))
    mesh = Trimesh(net_mesh.points, net_mesh.triangles, process=False, metadata={CHORD_KEY: fine.chord})
    return Tessellation(brep, mesh, fine, net_mesh, edges)
