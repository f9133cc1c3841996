"""A mesh from control points that is not one of the B-rep is caught, whatever went wrong."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from trimesh import Trimesh

from configurator import catalogue
from configurator.kernel.build.brep import engrave_part
from configurator.kernel.build.engraving.letters import letter_of
from configurator.kernel.build.nets.faces import DirectedEdge, UnsupportedShape
from configurator.kernel.build.shape import build_plain
from configurator.kernel.build.tessellation import Tessellation, tessellate
from configurator.kernel.inspect import refusal_reasons
from configurator.kernel.inspect.part import examine_part
from configurator.services.designs.configure import build_design

TEMPLATE = catalogue.find("foot_orthosis")
TOP, BOTTOM, HEEL = 0, 1, 2
PIERCED = TEMPLATE.presets["cavus"].model_dump()


def brep(**given):
    parameters = TEMPLATE.parameters(**given)
    return engrave_part(build_plain(TEMPLATE, parameters), TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def with_nets(alter):
    """The mesh that comes of a wrong reading of the nets."""

    def fault():
        made = brep()
        vars(made)["nets"] = alter(made.nets)
        return tessellate(made)

    return fault


def net(number, alter):
    """One net's control points misread."""

    def altered(shape):
        nets = list(shape.nets)
        nets[number] = replace(nets[number], net=alter(nets[number].net.copy()))
        return replace(shape, nets=tuple(nets))

    return with_nets(altered)


def face(number, **changes):
    def altered(shape):
        nets = list(shape.nets)
        nets[number] = replace(nets[number], **{name: change(nets[number]) for name, change in changes.items()})
        return replace(shape, nets=tuple(nets))

    return with_nets(altered)


def with_engraving(alter):
    """The mesh that comes of another engraving than the one in the B-rep."""

    def fault():
        made = brep()
        other = replace(made, engraving=alter(made.engraving))
        return replace(tessellate(other), brep=made)

    return fault


def first_letter(alter):
    return with_engraving(lambda cut: replace(cut, letters=(alter(cut.letters[0]), *cut.letters[1:])))


def with_mesh(alter):
    """The mesh spoilt after it was made."""

    def fault():
        made = tessellate(brep())
        found = alter(made.net_mesh)
        return replace(made, mesh=Trimesh(found.points, found.triangles, process=False), net_mesh=found)

    return fault


def without(mesh, kept):
    return replace(mesh, triangles=mesh.triangles[kept], net=mesh.net[kept], uv=mesh.uv[kept])


def moved(points, *shift):
    points[:] += shift
    return points


def one_pole(points):
    points[30, 18, 2] += 0.2
    return points


def flipped(mesh):
    triangles = mesh.triangles.copy()
    triangles[0] = triangles[0, ::-1]
    return replace(mesh, triangles=triangles)


def exchanged(one, other):
    def sides(found):
        return {**found.sides, one: found.sides[other], other: found.sides[one]}

    return sides


def reversed_side(name):
    return lambda found: {**found.sides, name: DirectedEdge(found.sides[name].edge, not found.sides[name].backwards)}


def shifted_letter(letter):
    return replace(letter, points=letter.points + np.array([0.1, 0, 0]))


FAULTS = {
    "the upper net 0.1 mm higher": net(TOP, lambda points: moved(points, 0, 0, 0.1)),
    "the lower net 0.1 mm aside": net(BOTTOM, lambda points: moved(points, 0.1, 0, 0)),
    "a rim 0.1 mm out": net(HEEL, lambda points: moved(points, -0.1, 0, 0)),
    "one control point 0.2 mm off": net(TOP, one_pole),
    "a net a thousandth larger": net(TOP, lambda points: points * 1.001),
    "a net turned over": net(TOP, lambda points: points[::-1].copy()),
    "a net mirrored": net(TOP, lambda points: points[:, ::-1].copy()),
    "another net in its place": with_nets(
        lambda shape: replace(
            shape, nets=(replace(shape.nets[TOP], net=shape.nets[BOTTOM].net), *shape.nets[1:])
        )
    ),
    "a net that looks inwards": face(TOP, inwards=lambda found: not found.inwards),
    "two sides exchanged": face(HEEL, sides=exchanged("first row", "last row")),
    "two ends exchanged": face(HEEL, sides=exchanged("first column", "last column")),
    "a side the wrong way round": face(HEEL, sides=reversed_side("first row")),
    "a column the wrong way round": face(HEEL, sides=reversed_side("first column")),
    "a window filled": face(BOTTOM, windows=lambda found: ()),
    "a window too large": face(
        BOTTOM, windows=lambda found: (replace(found.windows[0], low=tuple(np.subtract(found.windows[0].low, 1))),)
    ),
    "a net missing": with_mesh(lambda mesh: without(mesh, mesh.net != HEEL)),
    "the flat face missing": with_mesh(lambda mesh: without(mesh, mesh.net >= 0)),
    "a triangle missing": with_mesh(lambda mesh: without(mesh, np.arange(len(mesh.net)) != 100)),
    "a triangle inside out": with_mesh(flipped),
    "a letter 0.1 mm on": first_letter(shifted_letter),
    "another letter": first_letter(lambda letter: letter_of("I", 5.0, 0.4)),
    "a larger letter": first_letter(lambda letter: replace(letter, points=letter.points * (1.02, 1.02, 1))),
    "a letter over the edge": first_letter(lambda letter: replace(letter, points=letter.points * (30, 30, 1))),
    "a deeper letter": first_letter(lambda letter: replace(letter, points=letter.points * (1, 1, 1.5))),
    "a letter without a facet": first_letter(lambda letter: replace(letter, facets=letter.facets[1:])),
    "a letter missing": with_engraving(lambda cut: replace(cut, letters=cut.letters[1:], places=cut.places[1:])),
    "letters in another order": with_engraving(lambda cut: replace(cut, places=cut.places[::-1])),
    "no letters": lambda: replace(tessellate(replace(brep(), engraving=None)), brep=brep()),
    "the B-rep of another design": lambda: replace(tessellate(brep()), brep=brep(shell_thickness=4.1)),
    "a coarser mesh than asked": lambda: replace(tessellate(brep(), 0.5), fine=tessellate(brep()).fine),
}  # fmt: skip


def with_holes(alter):
    """The mesh that comes of wrong holes in the upper net."""

    def fault():
        made = brep(**PIERCED)
        nets = list(made.nets.nets)
        nets[TOP] = replace(nets[TOP], holes=alter(nets[TOP].holes))
        vars(made)["nets"] = replace(made.nets, nets=tuple(nets))
        return tessellate(made)

    return fault


def edge_of_first(alter):
    return with_holes(lambda holes: ((alter(holes[0][0]), *holes[0][1:]), *holes[1:]))


def without_rim():
    made = tessellate(brep(**PIERCED))
    found = without(made.net_mesh, made.net_mesh.net != made.net_mesh.net.max())
    return replace(made, mesh=Trimesh(found.points, found.triangles, process=False), net_mesh=found)


FAULTS |= {
    "a hole filled": with_holes(lambda holes: holes[1:]),
    "a hole twice": with_holes(lambda holes: (*holes, holes[0])),
    "half a hole": with_holes(lambda holes: (holes[0][:1], *holes[1:])),
    "a hole's edge 0.1 steps aside": edge_of_first(lambda edge: replace(edge, line=edge.line + 0.1)),
    "a hole's edge the wrong way round": edge_of_first(
        lambda edge: replace(edge, along=replace(edge.along, backwards=not edge.along.backwards))
    ),
    "holes exchanged": with_holes(
        lambda holes: (
            tuple(replace(one, line=other.line) for one, other in zip(holes[0], holes[1], strict=True)),
            tuple(replace(one, line=other.line) for one, other in zip(holes[1], holes[0], strict=True)),
            *holes[2:],
        )
    ),
    "half a rim missing": without_rim,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_mesh_that_is_not_that_of_the_solid_is_refused(fault):
    try:
        made = FAULTS[fault]()
    except UnsupportedShape:
        return
    # Where the sides of nets do not meet, the CAD kernel meshes what there really is.
    assert made.way == "kernel" or refusal_reasons(examine_part(made, solids=1))


def test_what_is_wrong_is_said_and_where():
    refusals = examine_part(FAULTS["one control point 0.2 mm off"](), solids=1).findings
    assert Counter(each.code for each in refusals) == {"mesh": len(refusals)}
    assert any("mm off the surface" in each.message and each.place is not None for each in refusals)


@pytest.mark.parametrize("given", [{}, {"side": "right"}, {"length_style": "full", "forefoot_posting": 5.0}, PIERCED])
def test_a_sound_mesh_has_no_fault(given):
    made = tessellate(brep(**given))
    assert isinstance(made, Tessellation) and made.way == "nets"
    assert not examine_part(made, solids=1, whole=True).findings
