"""Whether a part may be delivered at all: one sound solid, and a closed mesh of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cadquery as cq
import trimesh

from configurator.domain.parts.dimensions import Point
from configurator.domain.parts.findings import Finding
from configurator.domain.problems import Problem
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.geometry.facets import Facets, facets_of
from configurator.kernel.inspect import body_count, brep, mesh_faults, self_intersections, welding
from configurator.kernel.inspect.mass import centre_of, volume_of


@dataclass(frozen=True, kw_only=True)
class Examination:
    """Facts about a part, and what is wrong with it.

    `valid` is the B-rep kernel's own verdict, None where there is no B-rep. `solids` counts the
    closed bodies of the mesh, `manifold` is what the manifold library says of it. Sizes are those
    of the mesh, in mm, mm2, mm3; None where they mean nothing: volume and centre of gravity need a
    closed mesh, all of them corners that are numbers.
    """

    valid: bool | None
    triangles: int
    findings: tuple[Finding, ...]
    solids: int = 0
    watertight: bool = False
    winding_consistent: bool = False
    self_intersecting: bool = False
    manifold: str = "not examined"
    volume_mm3: float | None = None
    area_mm2: float | None = None
    bounds_mm: tuple[Point, Point] | None = None
    centre_of_gravity_mm: Point | None = None


def examine_mesh(mesh: trimesh.Trimesh, shape: cq.Shape | None = None, solids: int | None = None) -> Examination:
    """Everything that decides whether a part may be made; nothing is repaired.

    `shape` is the B-rep that the mesh was made from, `solids` how many bodies there ought to be.
    """
    valid = shape.isValid() if shape is not None else None
    unreadable = tuple(welding.unreadable_findings(mesh)) or tuple(
        welding.unreadable_findings(mesh := welding.weld(mesh))
    )
    if unreadable:
        return Examination(valid=valid, triangles=len(mesh.faces), findings=unreadable)
    facets = facets_of(mesh)
    bodies, volume = _count_bodies(facets, shape), volume_of(facets)
    crossing = tuple(self_intersections.intersection_findings(facets))
    status = self_intersections.manifold_status(facets)
    findings = (
        *mesh_faults.edge_findings(facets),
        *mesh_faults.winding_findings(facets),
        *crossing,
        *mesh_faults.nesting_findings(facets),
        *mesh_faults.body_count_findings(bodies, solids),
        *(_brep_findings(shape, bool(valid), volume, solids) if shape is not None else ()),
    )
    return Examination(
        valid=valid,
        triangles=len(mesh.faces),
        findings=findings or tuple(self_intersections.manifold_findings(status)),
        solids=bodies,
        watertight=facets.edges.closed,
        winding_consistent=facets.edges.oriented,
        self_intersecting=bool(crossing),
        manifold=status,
        **_sizes(facets, volume),
    )


def _count_bodies(facets: Facets, shape: cq.Shape | None) -> int:
    """By the B-rep where the mesh has faults: of parts that touch, a mesh does not tell which is which."""
    solids = len(shape.Solids()) if shape is not None and not facets.edges.closed else 0
    return solids or body_count.count_bodies(facets)


def refusal_reasons(examination: Examination) -> list[Problem]:
    """Why the part must be refused; empty if it may be made."""
    bounds = examination.bounds_mm
    return [finding.as_problem(bounds) for finding in examination.findings if finding.severity == "refusal"]


def _brep_findings(shape: cq.Shape, valid: bool, volume: float, solids: int | None) -> Iterator[Finding]:
    yield from brep.brep_findings(shape, valid, solids)
    yield from brep.volume_findings(shape, volume)


def _sizes(facets: Facets, volume: float) -> dict[str, Any]:
    low, high = facets.low.min(axis=0), facets.high.max(axis=0)
    sizes = {"area_mm2": float(facets.areas.sum()), "bounds_mm": (as_point(low), as_point(high))}
    # Two skins in one place hold nothing, and have no centre.
    if not facets.edges.closed or not facets.edges.oriented or volume == 0:
        return sizes
    return {**sizes, "volume_mm3": volume, "centre_of_gravity_mm": as_point(centre_of(facets, volume))}
