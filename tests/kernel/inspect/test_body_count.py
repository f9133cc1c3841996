import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st

from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect import body_count
from configurator.kernel.inspect.body_count import count_bodies

BLOCK = trimesh.creation.box((10, 10, 10))
BALL = trimesh.creation.icosphere(subdivisions=2, radius=10)


def at(*places, mesh=BLOCK):
    return [mesh.copy().apply_translation(place) for place in places]


def facets(*meshes):
    """What is left of the meshes once their corners are joined."""
    joined = trimesh.util.concatenate(list(meshes))
    welded = trimesh.Trimesh(joined.vertices, joined.faces, process=False)
    welded.merge_vertices()
    return facets_of(welded)


def inverted(mesh):
    return trimesh.Trimesh(mesh.vertices, mesh.faces[:, ::-1], process=False)


@pytest.mark.parametrize(
    ("meshes", "count"),
    [
        ([BLOCK], 1),
        (at((0, 0, 0), (30, 0, 0)), 2),
        ([BLOCK, BLOCK], 2),
        ([BLOCK, BLOCK, BLOCK], 3),
        ([BLOCK, inverted(BLOCK)], 2),
        ([BALL, BALL], 2),
        ([BLOCK, trimesh.Trimesh(BLOCK.vertices, BLOCK.faces[:1], process=False)], 1),
        ([BLOCK, trimesh.Trimesh(BLOCK.vertices, BLOCK.faces[:5], process=False)], 1),
        ([BLOCK, *at((0, 0, 0), (30, 0, 0))], 3),
        (at((0, 0, 0), (10, 0, 0)), 2),
        (at((0, 0, 0), (10, 10, 0)), 2),
        (at((0, 0, 0), (10, 10, 10)), 2),
        (at((0, 0, 0), (10, 0, 0), (0, 10, 0), (10, 10, 0)), 4),
    ],
)
def test_bodies_are_told_apart_where_more_than_two_facets_meet(meshes, count):
    assert count_bodies(facets(*meshes)) == count


@given(st.sets(st.tuples(*[st.integers(0, 2)] * 3), min_size=1), st.integers(0, 5))
def test_blocks_of_a_wall_are_as_many_as_were_laid(places, seed):
    turn = np.eye(4)
    turn[:3, :3] = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))[0]
    turn[:3, :3] *= np.sign(np.linalg.det(turn[:3, :3]))
    wall = facets(*at(*[[10 * step for step in place] for place in places]))
    vertices = trimesh.transform_points(wall.vertices, turn)
    turned = facets_of(trimesh.Trimesh(vertices, wall.faces, process=False))
    assert count_bodies(turned) == len(places)


def test_of_very_many_edges_all_that_meet_is_one_body(monkeypatch):
    monkeypatch.setattr(body_count, "MAX_ORDERED_EDGES", 0)
    assert count_bodies(facets(*at((0, 0, 0), (10, 0, 0), (50, 0, 0)))) == 2
