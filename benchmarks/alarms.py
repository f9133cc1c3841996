"""How often sound parts have findings: 200 of them, each of which should have none.

Half are designs of every template, random over its whole range and inspected in the offers that fit them; half
are simple solids with walls of 3 mm and more, inspected in every offer. Prints every finding.
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
from configurator.checks import checks
from configurator.domain.offers.check import size_limits
from configurator.domain.offers.manufacturability import manufacturing_findings
from configurator.domain.offers.offer_suitability import suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.delivered import delivered_dimensions
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.inspect import examine_mesh, refusal_reasons
from configurator.kernel.manufacturability import analyse_mesh
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement
from configurator.services.designs.configure import build_design
from configurator.services.making.random_values import random_values

SEED = 1


def main(number: int) -> None:
    """Print every finding on `number` good parts, and how many parts have one."""
    alarms: Counter[str] = Counter()
    spent, parts = 0.0, 0
    for name, findings, seconds in [*designs(number // 2), *solids(number // 2)]:
        parts, spent = parts + 1, spent + seconds
        alarms.update({each.partition(" ")[0] for each in findings})
        for each in findings:
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
            shape = build_shape(template, parameters, build_design(template, parameters))
            mesh = mesh_shape(shape)
            if refusal_reasons(examine_mesh(mesh, shape, template.solids)):
                continue
            measured = measure(mesh, delivered_dimensions(template, parameters))
            yield (f"{template.id} {index}", *_analyse(mesh, suitable_offers(template, parameters), measured))


def solids(number: int) -> Iterator[tuple[str, list[str], float]]:
    """Simple solids in random sizes, in every offer."""
    for index in range(number):
        make = SOLIDS[index % len(SOLIDS)]
        mesh = mesh_shape(make(Random(f"{make.__name__} {SEED} {index}")).val())
        assert not refusal_reasons(examine_mesh(mesh)), make.__name__
        yield (f"{make.__name__} {index}", *_analyse(mesh, list(OFFERS), ()))


def _analyse(mesh: Trimesh, offers: Sequence[str], measured: Sequence[Measurement]) -> tuple[list[str], float]:
    start = perf_counter()
    analysis = analyse_mesh(mesh, size_limits(checks()), measured)
    seconds = perf_counter() - start
    findings = [
        (each, finding) for each in offers for finding in manufacturing_findings(analysis, OFFERS[each], checks())
    ]
    return [f"{finding.code} ({each}) {finding.message} at {finding.place}" for each, finding in findings], seconds


def block(rng: Random) -> cq.Workplane:
    """Bored, with rounded edges."""
    size = [rng.uniform(12, 60) for _ in range(3)]
    return (
        cq.Workplane()
        .box(*size)
        .edges("|Z")
        .fillet(rng.uniform(0.5, 4))
        .faces(">Z")
        .workplane()
        .hole(rng.uniform(3, 5))
    )


def plate(rng: Random) -> cq.Workplane:
    """With chamfered edges and four holes."""
    wide, deep = rng.uniform(30, 90), rng.uniform(30, 90)
    whole = cq.Workplane().box(wide, deep, rng.uniform(3, 8)).faces(">Z").edges().chamfer(rng.uniform(0.3, 1.2))
    corners = whole.faces(">Z").workplane(origin=(0, 0, 0)).rect(wide - 16, deep - 16, forConstruction=True)
    return corners.vertices().hole(rng.uniform(2.5, 6))


def angle(rng: Random) -> cq.Workplane:
    """An L with a round inside."""
    a, b, t = rng.uniform(25, 60), rng.uniform(25, 60), rng.uniform(3, 6)
    outline = [(0, 0), (a, 0), (a, t), (t, t), (t, b), (0, b)]
    return cq.Workplane("XZ").polyline(outline).close().extrude(rng.uniform(10, 40))


def tube(rng: Random) -> cq.Workplane:
    """Turned, with a flange."""
    bore, wall = rng.uniform(4, 20), rng.uniform(3, 6)
    flange = cq.Workplane().circle(bore + wall + 8).extrude(rng.uniform(3, 6))
    return flange.union(cq.Workplane().circle(bore + wall).extrude(rng.uniform(15, 40))).cut(
        cq.Workplane().circle(bore).extrude(60)
    )


def tray(rng: Random) -> cq.Workplane:
    """Hollowed, open at the top."""
    size = [rng.uniform(30, 70), rng.uniform(30, 70), rng.uniform(15, 30)]
    return cq.Workplane().box(*size).edges("|Z").fillet(6).faces(">Z").shell(-rng.uniform(3, 4))


def ball(rng: Random) -> cq.Workplane:
    """A knob: a ball on a neck."""
    radius = rng.uniform(8, 20)
    return cq.Workplane().sphere(radius).union(cq.Workplane().circle(radius / 2).extrude(-radius - 8))


def marked(rng: Random) -> cq.Workplane:
    """A block with letters sunk into it."""
    whole = cq.Workplane().box(60, 20, rng.uniform(5, 10))
    return whole.faces(">Z").workplane().text("B8-Q", rng.uniform(6, 12), -0.4)


def ring(rng: Random) -> cq.Workplane:
    """A torus."""
    return cq.Workplane(cq.Solid.makeTorus(rng.uniform(12, 30), rng.uniform(2, 6)))


def cone(rng: Random) -> cq.Workplane:
    """Blunt."""
    return cq.Workplane(cq.Solid.makeCone(rng.uniform(10, 25), rng.uniform(4, 9), rng.uniform(10, 40)))


def ribbed(rng: Random) -> cq.Workplane:
    """A base with three ribs."""
    base = cq.Workplane().box(50, 40, 4)
    rib = cq.Workplane().box(rng.uniform(3, 4), 40, rng.uniform(8, 15))
    return base.union(rib.translate((-15, 0, 6))).union(rib.translate((0, 0, 6))).union(rib.translate((15, 0, 6)))


SOLIDS = (block, plate, angle, tube, tray, ball, marked, ring, cone, ribbed)

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
