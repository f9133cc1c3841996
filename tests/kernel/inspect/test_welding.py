import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st

from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect.welding import weld, weld_near

BLOCK = trimesh.creation.box((40, 30, 20))


def with_noise(mesh, size, seed=1, far=0.0):
    """Each facet with corners of its own, all of which lie a little elsewhere."""
    corners = mesh.triangles + far
    corners = corners + np.random.default_rng(seed).uniform(-size, size, corners.shape)
    return weld(trimesh.Trimesh(corners.reshape(-1, 3), np.arange(corners.size // 3).reshape(-1, 3), process=False))


def is_closed(mesh):
    return facets_of(mesh).edges.closed


@given(st.integers(0, 1000), st.sampled_from([0.0, 500.0, 20_000.0]))
def test_corners_a_step_of_float32_apart_are_one(seed, far):
    step = float(np.spacing(np.float32(20 + far)))
    noisy = with_noise(BLOCK, step, seed, far)
    assert not is_closed(noisy)
    joined = weld_near(noisy)
    assert is_closed(joined)
    assert len(joined.vertices) == 8


@pytest.mark.parametrize("gap", [1e-4, 1e-3, 0.1])
def test_a_gap_that_is_more_than_a_rounding_stays_open(gap):
    noisy = with_noise(BLOCK, gap)
    assert weld_near(noisy) is noisy


def test_a_closed_mesh_is_left_as_it_is():
    assert weld_near(BLOCK) is BLOCK


def test_a_hole_stays_a_hole():
    holed = trimesh.Trimesh(BLOCK.vertices, BLOCK.faces[1:], process=False)
    assert weld_near(holed) is holed


def test_what_does_not_close_by_it_is_left_as_it_is():
    strip = np.array([(0, 0, 0), (100, 0, 0), (50, 50, 0), (50, 50, 5e-6), (50, 90, 0), (20, 90, 0)], float)
    mesh = trimesh.Trimesh(strip, [(0, 1, 2), (3, 4, 5)], process=False)
    assert weld_near(mesh) is mesh
