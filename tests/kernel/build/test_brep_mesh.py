"""Meshing: what it leaves on the disk."""

import tempfile

import cadquery as cq
from OCP.StlAPI import StlAPI_Writer

from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.shapes import triangles


def test_a_child_that_is_killed_while_it_meshes_leaves_no_file(tmp_path, monkeypatch):
    seen = []

    class Watched(StlAPI_Writer):
        def Write(self, shape, path):
            done = super().Write(shape, path)
            seen.append(list(tmp_path.iterdir()))
            return done

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(triangles, "StlAPI_Writer", Watched)
    assert mesh_shape(cq.Workplane().box(1, 2, 3).val()).volume == 6
    assert seen == [[]]
