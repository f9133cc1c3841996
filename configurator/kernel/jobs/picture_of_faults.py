"""The pool's job for an author: a picture of a design that was refused or is out of tolerance, with the places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from configurator.domain.parts.delivered import delivered_dimensions
from configurator.domain.parts.dimensions import Point
from configurator.kernel.build.brep import engrave_part
from configurator.kernel.build.shape import build_plain, parse_request
from configurator.kernel.build.tessellation import Tessellation, tessellate
from configurator.kernel.inspect.part import examine_part
from configurator.kernel.measure import measure_some
from configurator.kernel.part import Measurement, Part
from configurator.kernel.render import render_places

# More rings would hide the part.
MAX_PLACES = 30


def run_picture_of_faults(request: dict[str, Any]) -> dict[str, Any]:
    """Write `<stem>.png` into `directory`: the part with a ring at each finding, and at both ends of each wrong size.

    Takes template, parameters, directory and stem; returns file (its name) and places (how many are ringed). Raises
    what building raises, and Failed without OpenGL.
    """
    template, parameters, design = parse_request(request)
    tessellation = tessellate(engrave_part(build_plain(template, parameters), template, parameters, design))
    measurements, _ = measure_some(tessellation.mesh, delivered_dimensions(template, parameters))
    places = list(_places(tessellation, template.solids, measurements))[:MAX_PLACES]
    name = f"{request['stem']}.png"
    part = Part(template, design, tessellation.brep.shape, tessellation.mesh, (), edges=tessellation.edges)
    Path(request["directory"], name).write_bytes(render_places(part, places))
    return {"file": name, "places": len(places)}


def _places(tessellation: Tessellation, solids: int, measurements: tuple[Measurement, ...]) -> Iterator[Point]:
    for finding in examine_part(tessellation, solids).findings:
        if finding.place is not None:
            yield finding.place
    for each in measurements:
        if not each.ok:
            yield from each.ends
