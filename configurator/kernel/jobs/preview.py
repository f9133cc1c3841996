"""A look at a design before it is made: a draft of its mesh with edges and sizes, in a fraction of a second.

Nothing is engraved, nothing but the mesh's closedness is examined: what leaves the house is made by `job`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from trimesh import Trimesh

from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.kernel.build.draft import build_draft
from configurator.kernel.build.shape import dimensions_of, parse_request
from configurator.kernel.build.shape_cache import cache_file
from configurator.kernel.build.tessellation import Tessellation
from configurator.kernel.export import explain_full_disk, glb
from configurator.kernel.export.report import as_told
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.measure import measure_some
from configurator.kernel.part import Measurement, Part
from configurator.kernel.render import render_part
from configurator.kernel.timings import Clock

SHAPE_ENDING = "draft.shape"


def run_preview(request: dict[str, Any]) -> dict[str, Any]:
    """Write a draft of a design as `<stem>.glb` into `directory`, with its edges and dimension lines.

    Takes template, parameters, directory, stem and, where it was built before, shape (a file). Returns
    file (its name), shape (the name of what to keep to build it no more), bounds_mm, volume_mm3,
    triangles, dimensions (as in the report, each with its `field`), unmeasured (names of those
    that cannot be measured on a draft) and timings_ms. A size is `ok` unless it is out by more than
    the draft can err. Raises Failed if the draft does not close.
    """
    clock = Clock()
    template, parameters, design = parse_request(request)
    made, content = build_draft(template, parameters, clock, kept=cache_file(request))
    with clock.stage("measure"):
        measured, unmeasured = _measured(made.mesh, template, parameters)
    name = f"{request['stem']}.glb"
    with clock.stage("glb"), explain_full_disk():
        glb.write_glb(_part(template, design, made, measured), Path(request["directory"], name))
        Path(request["directory"], SHAPE_ENDING).write_bytes(content)
    return {
        "file": name,
        "shape": SHAPE_ENDING,
        **_facts(made.mesh),
        "dimensions": [{**as_told(each), "field": each.dimension.field} for each in measured],
        "unmeasured": unmeasured,
        "timings_ms": clock.stages,
    }


def run_picture(request: dict[str, Any]) -> dict[str, Any]:
    """Write a picture of a design as `<stem>.png` into `directory`, before it is engraved.

    Takes what `preview` takes, size (width and height in pixels) and dimensions (whether to show
    any). Returns file (its name) and timings_ms. Raises as `preview`, and Failed without OpenGL.
    """
    clock = Clock()
    template, parameters, design = parse_request(request)
    width, height = request["size"]
    # What is written beside the part must be what the report will say.
    fine = request["dimensions"]
    pixels = None if fine else 2 * max(width, height)
    made, _ = build_draft(template, parameters, clock, pixels, cache_file(request))
    with clock.stage("measure"):
        measured = measure_some(made.mesh, dimensions_of(template, parameters))[0] if fine else ()
    name = f"{request['stem']}.png"
    with clock.stage("png"), explain_full_disk():
        part = _part(template, design, made, measured)
        png = render_part(part, size=(width, height), labels="sizes" if fine else "none")
        Path(request["directory"], name).write_bytes(png)
    return {"file": name, "timings_ms": clock.stages}


def _part(template: Template[Any], design: Design, made: Tessellation, measured: tuple[Measurement, ...]) -> Part:
    return Part(template, design, made.brep.shape, made.mesh, measured, edges=made.edges)


def _measured(
    mesh: Trimesh, template: Template[Any], parameters: Parameters
) -> tuple[tuple[Measurement, ...], list[str]]:
    """What can be measured on the draft, and the names of what cannot."""
    found, problems = measure_some(mesh, dimensions_of(template, parameters))
    names = [name for problem in problems for name in problem.fields]
    return tuple(replace(each, draft=True) for each in found), names


def _facts(mesh: Trimesh) -> dict[str, Any]:
    """Bounds and volume of a closed mesh; trimesh would work out all its moments for the latter."""
    vertices = np.asarray(mesh.vertices)
    a, b, c = (vertices[corner] for corner in np.asarray(mesh.faces).T)
    return {
        "bounds_mm": (as_point(vertices.min(axis=0)), as_point(vertices.max(axis=0))),
        "volume_mm3": float((a * np.cross(b, c)).sum() / 6),
        "triangles": len(mesh.faces),
    }
