"""The technical drawing of a part: views, sections and sizes on one sheet."""

from __future__ import annotations

from configurator.domain.parts.delivered import delivered_front, delivered_sections
from configurator.domain.parts.drafting import Drafting
from configurator.kernel.drawing.centre_lines import axes_of
from configurator.kernel.drawing.modelled_threads import modelled_threads
from configurator.kernel.drawing.projection import (
    DrawableSolid,
    ProjectedView,
    drawable_solid,
    project_section,
    project_view,
)
from configurator.kernel.drawing.sheet import DrawingSheet, compose_sheet
from configurator.kernel.drawing.views import View, views
from configurator.kernel.part import Part

SECTION_LETTERS = "ABCDEFGH"
# Cosine: a section whose viewing direction is this close to that of front or side view takes its place.
ALIGNED_COS = 0.999


def draw_sheet(part: Part, drafting: Drafting) -> DrawingSheet:
    """The sheet of a part. Raises Failed where there is no room for all its dimensions."""
    shape = part.plain or part.shape
    threads = modelled_threads(part.measurements)
    solid = drawable_solid(shape, axes_of(shape), float(part.mesh.extents.max()), threads)
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
    main_views = {
        "plan": project_view(solid, standard_views["plan"]),
        "side": _take_section(section_views, standard_views["side"], whole=True)
        or project_view(solid, standard_views["side"]),
    }
    main_views["isometric"] = project_view(solid, standard_views["isometric"], hidden=False)
    main_views["front"] = _take_section(section_views, standard_views["front"]) or project_view(
        solid, standard_views["front"]
    )
    return {**main_views, **section_views}


def _take_section(sections: dict[str, ProjectedView], view: View, whole: bool = False) -> ProjectedView | None:
    """The first section that looks the way of a view, taken out; where `whole`, one with all behind it."""
    for letter, each in sections.items():
        assert each.section is not None
        if each.view.toward @ view.toward > ALIGNED_COS and (each.section.beyond or not whole):
            return sections.pop(letter)
    return None
