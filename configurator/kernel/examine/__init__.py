"""Whether a part may leave the program at all: one sound solid, and a closed mesh of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import cadquery as cq
import numpy as np
import trimesh

from configurator.domain.dimensions import Point
from configurator.domain.findings import Finding
from configurator.domain.problems import Problem
from configurator.kernel.examine import brep, surface


@dataclass(frozen=True)
class Examination:
    """Facts about a part, and what is wrong with it.

    `valid` is the B-rep kernel's own verdict, None where there is no B-rep. `solids` counts the
    closed bodies of the mesh. Sizes are those of the mesh, in mm, mm2, mm3; None where they mean
    nothing: volume and centre of gravity need a closed mesh, all of them corners that are numbers.
    """

    valid: bool | None
    solids: int
    watertight: bool
    winding_consistent: bool
    self_intersecting: bool
    manifold: str
    triangles: int
    volume_mm3: float | None
    area_mm2: float | None
    bounds_mm: tuple[Point, Point] | None
    centre_of_gravity_mm: Point | None
    findings: tuple[Finding, ...]


def examine(mesh: trimesh.Trimesh, shape: cq.Shape | None = None, solids: int | None = None) -> Examination:
    """Everything that decides whether a part may be made; nothing is repaired.

    `shape` is the B-rep that the mesh was made from, `solids` how many bodies there ought to be.
    """
    unreadable = list(surface.unreadable(mesh))
    if unreadable:
        return _unreadable(mesh, shape, unreadable)
    mesh = surface.welded(mesh)
    bodies = surface.bodies(mesh)
    crossing = list(surface.self_intersections(mesh))
    on_mesh = chain(surface.edges(mesh), surface.winding(mesh), crossing, surface.nesting(mesh, bodies))
    counted = surface.count(len(bodies), solids)
    on_brep = brep.findings(shape, mesh, solids) if shape is not None else ()
    return _examination(mesh, shape, bodies, bool(crossing), tuple(chain(on_mesh, counted, on_brep)))


def faults(examination: Examination) -> list[Problem]:
    """Why the part must not be let through; empty if it may."""
    return [finding.as_problem() for finding in examination.findings if finding.severity == "refusal"]


def _examination(
    mesh: trimesh.Trimesh, shape: cq.Shape | None, bodies: list[np.ndarray], crossing: bool, found: tuple[Finding, ...]
) -> Examination:
    status = surface.manifold_status(mesh)
    closed = mesh.is_watertight and mesh.is_winding_consistent
    return Examination(
        valid=shape.isValid() if shape is not None else None,
        solids=len(bodies),
        watertight=mesh.is_watertight,
        winding_consistent=mesh.is_winding_consistent,
        self_intersecting=crossing,
        manifold=status,
        triangles=len(mesh.faces),
        volume_mm3=float(mesh.volume) if closed else None,
        area_mm2=float(mesh.area),
        bounds_mm=(_point(mesh.bounds[0]), _point(mesh.bounds[1])),
        centre_of_gravity_mm=_point(mesh.center_mass) if closed and mesh.volume else None,
        findings=found or tuple(surface.not_manifold(status)),
    )


def _unreadable(mesh: trimesh.Trimesh, shape: cq.Shape | None, found: list[Finding]) -> Examination:
    return Examination(
        valid=shape.isValid() if shape is not None else None,
        solids=0,
        watertight=False,
        winding_consistent=False,
        self_intersecting=False,
        manifold="not examined",
        triangles=len(mesh.faces),
        volume_mm3=None,
        area_mm2=None,
        bounds_mm=None,
        centre_of_gravity_mm=None,
        findings=tuple(found),
    )


def _point(values: np.ndarray) -> Point:
    x, y, z = (float(value) for value in values)
    return (x, y, z)
