"""Meshes from control points: closed, near the surface, and the same at every edge."""

from random import Random

import cadquery as cq
import numpy as np
import pytest
from trimesh import Trimesh

from configurator import catalogue
from configurator.kernel.build.brep import brep_of, engrave_part
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.nets.faces import UnsupportedShape, net_shape
from configurator.kernel.build.nets.mesh import mesh_nets
from configurator.kernel.build.nets.spacing import Fineness, RowSegment, space_points
from configurator.kernel.build.nets.spline import places
from configurator.kernel.build.shape import build_plain
from configurator.kernel.build.tessellation import tessellate
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect.self_intersections import intersection_findings
from configurator.services.designs.configure import build_design
from configurator.services.making.random_values import random_values
from configurator.shapes.net_solid import net_solid

TEMPLATE = catalogue.find("foot_orthosis")
INSIDE = np.array([(1 / 3, 1 / 3, 1 / 3), (0.5, 0.5, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.6, 0.2, 0.2)])


def drawn_designs(count):
    chance = Random("nets")
    return [TEMPLATE.parameters(**random_values(TEMPLATE, chance)) for _ in range(count)]


def stands_off(shape, mesh):
    """mm that the exact surface lies off the facets' planes, at places in all of them that are no slivers."""
    found = []
    for number, face in enumerate(shape.nets):
        mine = mesh.net == number
        corners = mesh.points[mesh.triangles[mine]]
        normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        double = np.linalg.norm(normals, axis=1)
        uv = np.einsum("sk,mkx->msx", INSIDE, mesh.uv[mine])
        exact = places(face.net, uv.reshape(-1, 2)).reshape(*uv.shape[:2], 3)
        off = np.abs(np.einsum("msx,mx->ms", exact - corners[:, :1], normals / double[:, None]))
        found.append(off[double > 0.04].ravel())
    return np.concatenate(found)


def box_of_nets(window=None):
    x, y = np.meshgrid(np.linspace(0, 30, 12), np.linspace(0, 30, 12), indexing="ij")
    top, bottom = (np.stack([x, y, np.full_like(x, z)], axis=2) for z in (5.0, 0.0))
    strips = np.stack([top, (2 * top + bottom) / 3, (top + 2 * bottom) / 3, bottom])
    nets = [top, bottom, strips[:, 0], strips[:, -1], strips[:, :, 0], strips[:, :, -1]]
    return net_solid(nets, [True, False, False, True, True, False], window and (1, window))


@pytest.mark.parametrize("number", range(6))
def test_facets_lie_within_the_chord_of_the_surface(number):
    shape = net_shape(build_plain(TEMPLATE, drawn_designs(6)[number]))
    mesh = mesh_nets(shape, Fineness(0.045, 0.3))
    assert Trimesh(mesh.points, mesh.triangles, process=False).is_watertight
    assert stands_off(shape, mesh).max() < 0.05


@pytest.mark.parametrize(
    ("part", "preset"),
    [("ankle_foot_orthosis", "child"), ("wrist_orthosis", "usual"), ("foot_orthosis", "cavus"), ("heel_lift", "cup")],
)
def test_so_do_those_about_holes_and_beside_flat_faces(part, preset):
    template = catalogue.find(part)
    plain = build_plain(template, template.presets[preset])
    shape, made = net_shape(plain), tessellate(brep_of(plain))
    assert made.way == "nets" and made.mesh.is_watertight
    assert stands_off(shape, made.net_mesh).max() < 0.05
    assert made.mesh.volume == pytest.approx(mesh_shape(plain).volume, rel=2e-3)


def test_no_sliver_runs_across_letters_that_stand_on_one_line():
    template = catalogue.find("metatarsal_pad")
    parameters = template.parameters(
        side="right", foot_breadth=75.7319, ball_of_foot_length=168.9385, form="bar", height=3.1635, edge=1.3086,
        bevel_behind=43.2317, bevel_before=43.6571, behind_heads=12.4497, engraving="code",
    )  # fmt: skip
    design = build_design(template, parameters)
    made = tessellate(engrave_part(build_plain(template, parameters), template, parameters, design))
    assert made.way == "nets" and not list(intersection_findings(facets_of(made.mesh)))


def test_a_finer_chord_gives_a_finer_mesh():
    shape = net_shape(build_plain(TEMPLATE, TEMPLATE.parameters()))
    fine, coarse = (mesh_nets(shape, Fineness(chord, 0.3)) for chord in (0.01, 0.05))
    assert len(fine.triangles) > 3 * len(coarse.triangles)
    assert stands_off(shape, fine).max() < 0.011


def test_flat_nets_take_few_triangles():
    made = tessellate(brep_of(box_of_nets((3, 8, 3, 8))))
    assert made.way == "nets"
    assert made.mesh.is_watertight and made.mesh.volume == pytest.approx(30 * 30 * 5)
    assert len(made.mesh.faces) < 60


def test_edges_to_draw_are_those_between_faces_that_meet_at_an_angle():
    made = tessellate(brep_of(box_of_nets((3, 8, 3, 8))))
    assert len(made.edges) == 12
    assert {round(float(np.linalg.norm(line[-1] - line[0]))) for line in made.edges} == {5, 30}


def test_what_is_not_of_nets_is_meshed_by_the_kernel():
    for shape in (cq.Solid.makeSphere(5), cq.Workplane().box(1, 2, 3).val()):
        made = tessellate(brep_of(shape))
        assert (made.way, made.edges) == ("kernel", None)
        assert made.mesh.is_watertight
    with pytest.raises(UnsupportedShape):
        net_shape(cq.Solid.makeSphere(5))


def test_a_net_that_was_cut_is_meshed_by_the_kernel():
    cut = box_of_nets().cut(cq.Workplane().center(15, 15).circle(4).extrude(10).val())
    made = tessellate(brep_of(cut))
    assert made.way == "kernel"
    assert made.mesh.is_watertight and made.mesh.volume == pytest.approx(4500 - np.pi * 16 * 5, rel=1e-3)


def test_no_step_holds_more_of_the_density_than_one_and_marks_are_met():
    at, density = np.linspace(0, 10, 101), np.vstack([np.linspace(0, 4, 101), np.full(101, 0.5)])
    stretches = [RowSegment(0, 0, 3), RowSegment(0, 3, 7, gap=True), RowSegment(0, 7, 10), RowSegment(1, 0, 10)]
    gapped, even = space_points(at, density, stretches)
    passed = np.interp(gapped, at, np.cumsum(np.gradient(at) * density[0]))
    assert {0.0, 3.0, 7.0, 10.0} <= set(gapped) and not ((gapped > 3) & (gapped < 7)).any()
    assert max(step for step, low in zip(np.diff(passed), gapped, strict=False) if low != 3) < 1.1
    assert even == pytest.approx(np.linspace(0, 10, 6))
