"""The technical drawing of a part: views, sections and sizes on one sheet."""

from __future__ import annotations

from dataclasses import replace

from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.templates import Section
from configurator.kernel.drawing.centre_lines import axes_of
from configurator.kernel.drawing.projection import Seen, Solid, facetted, look, look_into
from configurator.kernel.drawing.sheet import Sheet, compose
from configurator.kernel.drawing.views import views
from configurator.kernel.part import Part

LETTERS = "ABCDEFGH"
# Cosine: a section so looked at takes the place of the front view.
SAME = 0.999


def draw(part: Part, drafting: Drafting) -> Sheet:
    """The sheet of a part. Raises Failed where its sizes find no room."""
    shape = part.plain or part.shape
    solid = facetted(shape, axes_of(shape), float(part.mesh.extents.max()))
    return compose(part, _seen(part, solid, drafting), drafting)


def _seen(part: Part, solid: Solid, drafting: Drafting) -> dict[str, Seen]:
    """What is drawn, by name; plan first, as cutting planes are shown in the first that sees them edge-on."""
    mirrored = part.template.mirror(part.parameters)
    looks = views(drafting.projection, mirrored)
    sections = [_mirrored(each) if mirrored else each for each in part.template.sections(part.parameters)]
    found = {letter: look_into(solid, each, letter) for letter, each in zip(LETTERS, sections, strict=False)}
    front = next((name for name, each in found.items() if each.view.toward @ looks["front"].toward > SAME), None)
    seen = {"plan": look(solid, looks["plan"]), "side": look(solid, looks["side"])}
    seen["isometric"] = look(solid, looks["isometric"], hidden=False)
    seen["front"] = found.pop(front) if front else look(solid, looks["front"])
    return {**seen, **found}


def _mirrored(section: Section) -> Section:
    (x, y, z), (right, left, up) = section.origin, section.normal
    return replace(section, origin=(x, -y, z), normal=(right, -left, up))
