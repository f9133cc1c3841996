"""Previews of a design before it is made: a draft of its mesh with edges and dimensions, in a fraction of a second.

Nothing is engraved, and only the mesh's closedness is examined: files for delivery are made by `jobs.make`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from trimesh import Trimesh

from configurator.domain.parts.delivered import delivered_dimensions
from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.kernel.build.bodies import part_bodies
from configurator.kernel.build.draft import build_draft
from configurator.kernel.build.shape import parse_request
from configurator.kernel.build.shape_cache import cache_file
from configurator.kernel.build.tessellation import Tessellation
from configurator.kernel.export import explain_full_disk, glb
from configurator.kernel.export.report import measured_dimension
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.measure import measure_some
from configurator.kernel.part import Measurement, Part
from configurator.kernel.render import SIZE_LABELS, render_part
from configurator.kernel.render.framing import Labels
from configurator.kernel.timings import Clock

SHAPE_ENDING = "draft.shape"


def run_preview(request: dict[str, Any]) -> dict[str, Any]:
    """Write a draft of a design as `<stem>.glb` into `directory`, with its edges and dimension lines.

    Takes template, parameters, directory, stem and, where it was built before, shape (a file). Returns
    file (its name), shape (the name of the file that spares the next build), bounds_mm, volume_mm3,
    triangles, dimensions (as in the report, each with its `field`), unmeasured (names of those
    that cannot be measured on a draft) and timings_ms. A size is `ok` unless it is out by more than
    the draft can err. Raises Failed if the draft does not close.
    """
    clock = Clock()
    template, parameters, design = parse_request(request)
    tessellation, shape_bytes = build_draft(template, parameters, clock, kept=cache_file(request))
    with clock.stage("measure"):
        measurements, unmeasured = _measure_draft(tessellation.mesh, template, parameters)
    name = f"{request['stem']}.glb"
    with clock.stage("glb"), explain_full_disk():
        glb.write_glb(_draft_part(template, design, tessellation, measurements), Path(request["directory"], name))
        Path(request["directory"], SHAPE_ENDING).write_bytes(shape_bytes)
    return {
        "file": name,
        "shape": SHAPE_ENDING,
        **_mesh_facts(tessellation.mesh),
        "dimensions": [{**measured_dimension(each).as_dict(), "field": each.dimension.field} for each in measurements],
        "unmeasured": unmeasured,
        "timings_ms": clock.stages,
    }


def run_picture(request: dict[str, Any]) -> dict[str, Any]:
    """Write a picture of a design as `<stem>.png` into `directory`, before it is engraved.

    Takes what `run_preview` takes, size (width and height in pixels), dimensions (whether to show any)
    and, where that is not mm, their unit. Returns file (its name) and timings_ms. Raises as `run_preview`, and
    Failed without OpenGL.
    """
    clock = Clock()
    template, parameters, design = parse_request(request)
    width, height = request["size"]
    labels: Labels = "none" if not request["dimensions"] else SIZE_LABELS[request.get("unit", "mm")]
    # Sizes in the picture must equal those in the report, so they need the fine mesh.
    with_dimensions = request["dimensions"]
    pixels = None if with_dimensions else 2 * max(width, height)
    tessellation, _ = build_draft(template, parameters, clock, pixels, cache_file(request))
    with clock.stage("measure"):
        measurements = (
            measure_some(tessellation.mesh, delivered_dimensions(template, parameters))[0] if with_dimensions else ()
        )
    name = f"{request['stem']}.png"
    with clock.stage("png"), explain_full_disk():
        part = _draft_part(template, design, tessellation, measurements)
        png = render_part(part, size=(width, height), labels=labels)
        Path(request["directory"], name).write_bytes(png)
    return {"file": name, "timings_ms": clock.stages}


def _draft_part(
    template: Template[Any], design: Design, tessellation: Tessellation, measurements: tuple[Measurement, ...]
) -> Part:
    brep, mesh = tessellation.brep, tessellation.mesh
    bodies = part_bodies(brep, mesh, tuple(template.bodies(template.parameters(**design.parameters))))
    return Part(template, design, brep.shape, mesh, measurements, edges=tessellation.edges, bodies=bodies)


def _measure_draft(
    mesh: Trimesh, template: Template[Any], parameters: Parameters
) -> tuple[tuple[Measurement, ...], list[str]]:
    """What can be measured on the draft, and the names of what cannot."""
    measurements, problems = measure_some(mesh, delivered_dimensions(template, parameters))
    names = [name for problem in problems for name in problem.fields]
    return tuple(replace(each, draft=True) for each in measurements), names


def _mesh_facts(mesh: Trimesh) -> dict[str, Any]:
    """Bounds and volume of a closed mesh; trimesh would work out all its moments for the latter."""
    vertices = np.asarray(mesh.vertices)
    a, b, c = (vertices[corner] for corner in np.asarray(mesh.faces).T)
    return {
        "bounds_mm": (as_point(vertices.min(axis=0)), as_point(vertices.max(axis=0))),
        "volume_mm3": float((a * np.cross(b, c)).sum() / 6),
        "triangles": len(mesh.faces),
    }
