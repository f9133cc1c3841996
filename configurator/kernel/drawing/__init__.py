"""The technical drawing of a part: views, sections and sizes on one sheet."""

from __future__ import annotations

from configurator.domain.parts.delivered import delivered_front, delivered_sections
from configurator.domain.parts.drafting import Drafting
from configurator.kernel.drawing.centre_lines import axes_of
from configurator.kernel.drawing.projection import (
    DrawableSolid,
    ProjectedView,
    drawable_solid,
    project_section,
    project_view,
)
from configurator.kernel.drawing.sheet import DrawingSheet, compose_sheet
from configurator.kernel.drawing.views import views
from configurator.kernel.part import Part

SECTION_LETTERS = "ABCDEFGH"
# Cosine: a section whose viewing direction is this close to that of the front view replaces it.
FRONT_ALIGNED_COS = 0.999


def draw_sheet(part: Part, drafting: Drafting) -> DrawingSheet:
    """The sheet of a part. Raises Failed where there is no room for all its dimensions."""
    shape = part.plain or part.shape
    solid = drawable_solid(shape, axes_of(shape), float(part.mesh.extents.max()))
    return compose_sheet(part, _project_views(part, solid, drafting), drafting)


def _project_views(part: Part, solid: DrawableSolid, drafting: Drafting) -> dict[str, ProjectedView]:
    """The views by name. The plan is first, as a cutting plane is marked in the first view that sees it edge-on."""
    front, up = delivered_front(part.template, part.parameters)
    standard_views = views(drafting.projection, front, up)
    sections = delivered_sections(part.template, part.parameters)
    section_views = {
        letter: project_section(solid, each, letter, front, up)
        for letter, each in zip(SECTION_LETTERS, sections, strict=False)
    }
    front_section = next(
        (
            name
            for name, each in section_views.items()
            if each.view.toward @ standard_views["front"].toward > FRONT_ALIGNED_COS
        ),
        None,
    )
    main_views = {
        "plan": project_view(solid, standard_views["plan"]),
        "side": project_view(solid, standard_views["side"]),
    }
    main_views["isometric"] = project_view(solid, standard_views["isometric"], hidden=False)
    main_views["front"] = (
        section_views.pop(front_section) if front_section else project_view(solid, standard_views["front"])
    )
    return {**main_views, **section_views}
