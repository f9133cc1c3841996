"""Whether a part may leave the program at all: one sound solid, and a closed mesh of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cadquery as cq
import numpy as np
import trimesh

from configurator.domain.dimensions import Point
from configurator.domain.findings import Finding
from configurator.domain.problems import Problem
from configurator.kernel.examine import brep, surface
from configurator.kernel.measure.axes import as_point


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


def examine(mesh: trimesh.Trimesh, shape: cq.Shape | None = None, solids: int | None = None) -> Examination:
    """Everything that decides whether a part may be made; nothing is repaired.

    `shape` is the B-rep that the mesh was made from, `solids` how many bodies there ought to be.
    """
    valid = shape.isValid() if shape is not None else None
    unreadable = tuple(surface.unreadable(mesh)) or tuple(surface.unreadable(mesh := surface.welded(mesh)))
    if unreadable:
        return Examination(valid=valid, triangles=len(mesh.faces), findings=unreadable)
    bodies = surface.bodies(mesh)
    crossing, status = tuple(surface.self_intersections(mesh)), surface.manifold_status(mesh)
    found = (
        *surface.edges(mesh),
        *surface.winding(mesh),
        *crossing,
        *surface.nesting(mesh, bodies),
        *surface.count(len(bodies), solids),
        *(_of_brep(shape, bool(valid), mesh, solids) if shape is not None else ()),
    )
    return Examination(
        valid=valid,
        triangles=len(mesh.faces),
        findings=found or tuple(surface.not_manifold(status)),
        solids=len(bodies),
        watertight=mesh.is_watertight,
        winding_consistent=mesh.is_winding_consistent,
        self_intersecting=bool(crossing),
        manifold=status,
        **_sizes(mesh),
    )


def faults(examination: Examination) -> list[Problem]:
    """Why the part must not be let through; empty if it may."""
    return [finding.as_problem() for finding in examination.findings if finding.severity == "refusal"]


def _of_brep(shape: cq.Shape, valid: bool, mesh: trimesh.Trimesh, solids: int | None) -> Iterator[Finding]:
    yield from brep.findings(shape, valid, solids)
    yield from brep.volume(shape, float(mesh.volume))


def _sizes(mesh: trimesh.Trimesh) -> dict[str, Any]:
    low, high = mesh.bounds
    sizes = {"area_mm2": float(mesh.area), "bounds_mm": (as_point(low), as_point(high))}
    # Two skins in one place hold nothing, and have no centre that trimesh could divide by it for.
    with np.errstate(divide="ignore", invalid="ignore"):
        if not mesh.is_watertight or not mesh.is_winding_consistent or mesh.volume == 0:
            return sizes
    return {**sizes, "volume_mm3": float(mesh.volume), "centre_of_gravity_mm": as_point(mesh.center_mass)}
