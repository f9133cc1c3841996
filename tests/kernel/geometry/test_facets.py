"""The arrays of a mesh: made once, forgotten when it changes, and where its facets meet."""

import numpy as np
import trimesh

from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect.welding import weld


def test_they_are_kept_with_the_mesh_until_it_changes() -> None:
    mesh = trimesh.creation.box((2, 4, 6))
    before = facets_of(mesh)
    assert facets_of(mesh) is before
    mesh.vertices[0] -= 1
    assert facets_of(mesh).areas.sum() > before.areas.sum()
    assert facets_of(mesh.copy()) is not facets_of(mesh)


def test_edges_pairs_and_bodies_are_those_that_trimesh_finds() -> None:
    ball, box = trimesh.creation.icosphere(2), trimesh.creation.box((9, 9, 9))
    mesh = trimesh.util.concatenate([ball, box])
    edges = facets_of(mesh).edges
    assert edges.closed and edges.oriented
    assert {tuple(sorted(pair)) for pair in edges.pairs.tolist()} == set(map(tuple, mesh.face_adjacency.tolist()))
    assert set(map(tuple, edges.ends.tolist())) == set(map(tuple, mesh.edges_unique.tolist()))
    assert (facets_of(mesh).bodies == np.repeat([0, 1], [len(ball.faces), len(box.faces)])).all()


def test_an_open_edge_and_one_of_three_facets_are_counted() -> None:
    fin = trimesh.Trimesh(np.eye(5)[:, :3], [[0, 1, 2], [1, 0, 3], [0, 1, 4]], process=False)
    edges = facets_of(fin).edges
    assert sorted(edges.count) == [1, 1, 1, 1, 1, 1, 3]
    assert not edges.closed and len(edges.pairs) == 0


def test_neighbours_that_run_the_same_way_along_their_edge_are_not_oriented() -> None:
    mesh = trimesh.creation.box((1, 1, 1))
    mesh.faces[3] = mesh.faces[3][::-1]
    assert facets_of(mesh).edges.closed and not facets_of(mesh).edges.oriented


def test_welding_leaves_a_welded_mesh_alone_and_joins_what_agrees_to_eight_decimals() -> None:
    mesh = trimesh.creation.icosphere(2)
    assert weld(mesh) is mesh
    loose = trimesh.Trimesh(mesh.triangles.reshape(-1, 3) + 1.0, np.arange(960).reshape(-1, 3), process=False)
    loose.vertices[::2] += 1e-10
    assert len(weld(loose).vertices) == len(mesh.vertices)
    spare = trimesh.Trimesh(np.vstack([mesh.vertices, [[5, 5, 5]]]), mesh.faces, process=False)
    assert len(weld(spare).vertices) == len(mesh.vertices)
