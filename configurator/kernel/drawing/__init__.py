"""The technical drawing of a part: views, sections and sizes on one sheet."""

from __future__ import annotations

from dataclasses import replace

from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.templates import Section
from configurator.kernel.drawing.centre_lines import axes_of
from configurator.kernel.drawing.projection import DrawnSolid, ProjectedView, drawn_solid, project_section, project_view
from configurator.kernel.drawing.sheet import DrawingSheet, compose_sheet
from configurator.kernel.drawing.views import views
from configurator.kernel.part import Part

SECTION_LETTERS = "ABCDEFGH"
# Cosine: a section so looked at takes the place of the front view.
SAME_PLACE = 0.999


def draw_sheet(part: Part, drafting: Drafting) -> DrawingSheet:
    """The sheet of a part. Raises Failed where its sizes find no room."""
    shape = part.plain or part.shape
    solid = drawn_solid(shape, axes_of(shape), float(part.mesh.extents.max()))
    return compose_sheet(part, _seen(part, solid, drafting), drafting)


def _seen(part: Part, solid: DrawnSolid, drafting: Drafting) -> dict[str, ProjectedView]:
    """What is drawn, by name; plan first, as cutting planes are shown in the first that sees them edge-on."""
    mirrored = part.template.mirror(part.parameters)
    looks = views(drafting.projection, mirrored)
    sections = [_mirrored(each) if mirrored else each for each in part.template.sections(part.parameters)]
    found = {
        letter: project_section(solid, each, letter) for letter, each in zip(SECTION_LETTERS, sections, strict=False)
    }
    front = next((name for name, each in found.items() if each.view.toward @ looks["front"].toward > SAME_PLACE), None)
    seen = {"plan": project_view(solid, looks["plan"]), "side": project_view(solid, looks["side"])}
    seen["isometric"] = project_view(solid, looks["isometric"], hidden=False)
    seen["front"] = found.pop(front) if front else project_view(solid, looks["front"])
    return {**seen, **found}


def _mirrored(section: Section) -> Section:
    (x, y, z), (right, left, up) = section.origin, section.normal
    return replace(section, origin=(x, -y, z), normal=(right, -left, up))
