"""A part of two named bodies: a plate with two studs, and a nut on each, as far apart as it is told."""

from math import pi, sqrt
from typing import Literal

from configurator.domain.parts.bodies import Body
from configurator.domain.parts.declarations import choice, length
from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import Distance, X
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Mark, Template

STUD, STUD_HEIGHT, THICKNESS, NUT_HEIGHT = 3.0, 9.0, 3.0, 4.0
NUT_SIDE = 6.0


class Badge(Parameters):
    width: float = length(40, 30, 60, title="Width", group="Plate")
    gap: float = length(1, -1, 3, title="Gap", group="Nuts")
    side: Literal["left", "right"] = choice("left", title="Side", group="Plate")


def build(p):
    import cadquery as cq

    plate = cq.Workplane().rect(p.width, 20).extrude(THICKNESS)
    plate = plate.pushPoints([(-10, 5), (10, -5)]).circle(STUD).extrude(STUD_HEIGHT)
    ring = cq.Workplane().polygon(6, 2 * NUT_SIDE).circle(STUD + p.gap).extrude(NUT_HEIGHT)
    nut = ring.translate((0, 0, THICKNESS + p.gap)).val()
    nuts = [nut.moved(cq.Location(at)) for at in ((-10, 5, 0), (10, -5, 0))]
    return {"plate": plate, "nuts": cq.Compound.makeCompound(nuts)}


def volumes(p):
    """Of plate and nuts in mm3, by formula; without the code."""
    plate = p.width * 20 * THICKNESS + 2 * pi * STUD**2 * (STUD_HEIGHT - THICKNESS)
    return plate, 2 * NUT_HEIGHT * (1.5 * sqrt(3) * NUT_SIDE**2 - pi * (STUD + p.gap) ** 2)


BADGE = Template(
    id="badge", version="1", title="Badge", group="Test", summary="A badge and its nuts.", parameters=Badge,
    build=build, mirror=lambda p: p.side == "right", bodies=lambda p: (Body("plate"), Body("nuts", solids=2)),
    mark=lambda p: Mark(centre=(0, 0, 0), normal=(0, 0, -1), reading=(-1, 0, 0)),
    dimensions=lambda p: [Distance(name="width", nominal=p.width, tolerance=0.05, axis=X)],
    presets={"usual": Badge()},
)  # fmt: skip


def badge_design(parameters):
    return Design("badge", "1", parameters.model_dump())
