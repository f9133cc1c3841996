from math import pi

import cadquery as cq
import numpy as np
import pytest

from configurator.domain.parts.designs import Design
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.feature_edges import edges_to_draw, feature_edges
from configurator.kernel.part import Part
from templates_cad import grommet


def length(polyline):
    return np.linalg.norm(np.diff(polyline, axis=0), axis=1).sum()


def box(*sizes):
    return cq.Workplane().box(*sizes)


def test_a_box_shows_its_twelve_edges_as_straight_lines():
    edges = feature_edges(box(10, 20, 30).val())
    assert [edge.shape for edge in edges] == [(2, 3)] * 12
    assert sorted(round(length(edge), 6) for edge in edges) == [10] * 4 + [20] * 4 + [30] * 4


def test_a_cylinder_shows_two_circles_and_not_its_seam():
    edges = feature_edges(cq.Workplane().circle(10).extrude(30).val(), chord=0.001)
    assert [length(edge) for edge in edges] == pytest.approx([2 * pi * 10] * 2, rel=1e-3)
    assert all(np.ptp(edge[:, 2]) == 0 for edge in edges)


@pytest.mark.parametrize("smooth", [False, True])
def test_a_sphere_has_nothing_to_draw(smooth):
    assert feature_edges(cq.Workplane().sphere(10).val(), smooth=smooth) == []


def test_a_cone_shows_its_rim_and_neither_seam_nor_tip():
    edges = feature_edges(cq.Solid.makeCone(10, 0, 20))
    assert len(edges) == 1
    assert np.allclose(np.hypot(edges[0][:, 0], edges[0][:, 1]), 10)


def test_the_edges_where_a_fillet_runs_out_are_drawn_only_when_asked_for():
    rounded = box(10, 20, 30).edges("|Z").fillet(2).val()
    assert len(feature_edges(rounded)) == 16
    assert len(feature_edges(rounded, smooth=True)) == 24


def test_a_seam_that_is_a_corner_is_drawn():
    teardrop = cq.Workplane().moveTo(0, 0).spline([(10, 8), (20, 0), (10, -8), (0, 0)], includeCurrent=True)
    solid = teardrop.close().extrude(5).val()
    upright = [edge for edge in feature_edges(solid) if np.ptp(edge[:, 2]) > 0]
    assert [edge[:, :2].tolist() for edge in upright] == [[[0, 0], [0, 0]]]


def test_a_thin_wedge_shows_its_blade():
    wedge = cq.Workplane().polyline([(0, 0), (50, 0), (50, 2)]).close().extrude(10).val()
    assert len(feature_edges(wedge)) == 9


def test_a_shell_shows_the_border_where_it_is_open():
    open_box = cq.Shell.makeShell(box(10, 10, 10).faces("not >Z").vals())
    assert len(feature_edges(open_box)) == 12


def test_edges_run_through_the_vertices_of_the_mesh():
    placed = box(30, 20, 10).edges(">Z").chamfer(2).faces("<Z").hole(6).val().mirror("XZ")
    placed = placed.moved(cq.Location((5, 6, 7), (1, 2, 3), 40))
    mesh = mesh_shape(placed, chord=0.2)
    points = np.concatenate(feature_edges(placed, chord=0.001))
    assert np.abs(points[:, None] - mesh.vertices).max(axis=2).min(axis=1).max() < 1e-5


@pytest.mark.parametrize("edges", [None, (), (np.zeros((2, 3)),)])
def test_a_part_that_brings_its_edges_is_not_asked_for_others(edges):
    shape = box(10, 20, 30).val()
    part = Part(grommet.TEMPLATE, Design("x", "1", {}), shape, mesh_shape(shape), (), edges=edges)
    assert len(edges_to_draw(part)) == (12 if edges is None else len(edges))
