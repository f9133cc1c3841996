"""How often sound parts are doubted: 200 of them, each of which ought to pass without a finding.

Half are designs of every template, drawn over its whole range and judged in the offers that fit them; half
are simple solids with walls of 3 mm and more, judged in every offer. Prints every finding.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from time import perf_counter

import cadquery as cq
from trimesh import Trimesh

from configurator import catalogue
from configurator.domain.offers.manufacturability import manufacturing_findings
from configurator.domain.offers.offer_suitability import suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape, dimensions_of
from configurator.kernel.inspect import examine_mesh, refusal_reasons
from configurator.kernel.manufacturability import analyse_mesh
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement
from configurator.services.designs.configure import design_of
from configurator.services.making.template_check import random_values

SEED = 1


def main(number: int) -> None:
    """Print every finding on `number` good parts, and how many parts have one."""
    alarms: Counter[str] = Counter()
    spent, parts = 0.0, 0
    for name, told, seconds in [*designs(number // 2), *solids(number // 2)]:
        parts, spent = parts + 1, spent + seconds
        alarms.update({each.partition(" ")[0] for each in told})
        for each in told:
            print(f"{name}: {each}")
    print(
        f"{parts} good parts, {sum(alarms.values())} alarms: {dict(alarms)}; {1000 * spent / parts:.0f} ms for a study"
    )


def designs(number: int) -> Iterator[tuple[str, list[str], float]]:
    """Of every template as many, in the offers that fit them."""
    templates = list(catalogue.templates().values())
    for template in templates:
        for index in range(number // len(templates)):
            parameters = template.parameters(**random_values(template, Random(f"{template.id} {SEED} {index}")))
            shape = build_shape(template, parameters, design_of(template, parameters))
            mesh = mesh_shape(shape)
            if refusal_reasons(examine_mesh(mesh, shape, template.solids)):
                continue
            measured = measure(mesh, dimensions_of(template, parameters))
            yield (f"{template.id} {index}", *_judged(mesh, suitable_offers(template, parameters), measured))


def solids(number: int) -> Iterator[tuple[str, list[str], float]]:
    """Simple solids in random sizes, in every offer."""
    for index in range(number):
        make = SOLIDS[index % len(SOLIDS)]
        mesh = mesh_shape(make(Random(f"{make.__name__} {SEED} {index}")).val())
        assert not refusal_reasons(examine_mesh(mesh)), make.__name__
        yield (f"{make.__name__} {index}", *_judged(mesh, list(OFFERS), ()))


def _judged(mesh: Trimesh, offers: Sequence[str], measured: Sequence[Measurement]) -> tuple[list[str], float]:
    start = perf_counter()
    studied = analyse_mesh(mesh, measured)
    seconds = perf_counter() - start
    told = [(each, finding) for each in offers for finding in manufacturing_findings(studied, OFFERS[each])]
    return [f"{finding.code} ({each}) {finding.message} at {finding.place}" for each, finding in told], seconds


def block(chance: Random) -> cq.Workplane:
    """Bored, with rounded edges."""
    size = [chance.uniform(12, 60) for _ in range(3)]
    return (
        cq.Workplane()
        .box(*size)
        .edges("|Z")
        .fillet(chance.uniform(0.5, 4))
        .faces(">Z")
        .workplane()
        .hole(chance.uniform(3, 5))
    )


def plate(chance: Random) -> cq.Workplane:
    """With chamfered edges and four holes."""
    wide, deep = chance.uniform(30, 90), chance.uniform(30, 90)
    whole = cq.Workplane().box(wide, deep, chance.uniform(3, 8)).faces(">Z").edges().chamfer(chance.uniform(0.3, 1.2))
    corners = whole.faces(">Z").workplane(origin=(0, 0, 0)).rect(wide - 16, deep - 16, forConstruction=True)
    return corners.vertices().hole(chance.uniform(2.5, 6))


def angle(chance: Random) -> cq.Workplane:
    """An L with a round inside."""
    a, b, t = chance.uniform(25, 60), chance.uniform(25, 60), chance.uniform(3, 6)
    outline = [(0, 0), (a, 0), (a, t), (t, t), (t, b), (0, b)]
    return cq.Workplane("XZ").polyline(outline).close().extrude(chance.uniform(10, 40))


def tube(chance: Random) -> cq.Workplane:
    """Turned, with a flange."""
    bore, wall = chance.uniform(4, 20), chance.uniform(3, 6)
    flange = cq.Workplane().circle(bore + wall + 8).extrude(chance.uniform(3, 6))
    return flange.union(cq.Workplane().circle(bore + wall).extrude(chance.uniform(15, 40))).cut(
        cq.Workplane().circle(bore).extrude(60)
    )


def tray(chance: Random) -> cq.Workplane:
    """Hollowed, open at the top."""
    size = [chance.uniform(30, 70), chance.uniform(30, 70), chance.uniform(15, 30)]
    return cq.Workplane().box(*size).edges("|Z").fillet(6).faces(">Z").shell(-chance.uniform(3, 4))


def ball(chance: Random) -> cq.Workplane:
    """A knob: a ball on a neck."""
    radius = chance.uniform(8, 20)
    return cq.Workplane().sphere(radius).union(cq.Workplane().circle(radius / 2).extrude(-radius - 8))


def marked(chance: Random) -> cq.Workplane:
    """A block with letters sunk into it."""
    whole = cq.Workplane().box(60, 20, chance.uniform(5, 10))
    return whole.faces(">Z").workplane().text("B8-Q", chance.uniform(6, 12), -0.4)


def ring(chance: Random) -> cq.Workplane:
    """A torus."""
    return cq.Workplane(cq.Solid.makeTorus(chance.uniform(12, 30), chance.uniform(2, 6)))


def cone(chance: Random) -> cq.Workplane:
    """Blunt."""
    return cq.Workplane(cq.Solid.makeCone(chance.uniform(10, 25), chance.uniform(4, 9), chance.uniform(10, 40)))


def ribbed(chance: Random) -> cq.Workplane:
    """A base with three ribs."""
    base = cq.Workplane().box(50, 40, 4)
    rib = cq.Workplane().box(chance.uniform(3, 4), 40, chance.uniform(8, 15))
    return base.union(rib.translate((-15, 0, 6))).union(rib.translate((0, 0, 6))).union(rib.translate((15, 0, 6)))


SOLIDS = (block, plate, angle, tube, tray, ball, marked, ring, cone, ribbed)

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
