"""What a lathe turns and a knife cuts, whichever way it lies."""

import pytest
import trimesh
from support import solids

from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.manufacturability.forms import off_revolution, off_sheet

TURN = trimesh.transformations.rotation_matrix(1.1, (0.3, 0.8, 0.5), (7, -3, 2))
TUBE = {"r_min": 6, "r_max": 10, "height": 30, "sections": 64}
SHAPES = {
    "tube": (lambda: trimesh.creation.annulus(**TUBE), True, True),
    "ball": (lambda: trimesh.creation.icosphere(subdivisions=4, radius=9), True, False),
    "washer": (lambda: trimesh.creation.annulus(**{**TUBE, "height": 1}), True, True),
    "plate": (lambda: trimesh.creation.box((80, 30, 2)), False, True),
    "plate with a pin": (lambda: solids.meshed(solids.pinned(5)), False, False),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("shape", "is_revolved", "is_flat"), SHAPES.values(), ids=SHAPES)
def test_forms_are_told_whichever_way_they_lie(shape, is_revolved, is_flat, turned):
    mesh = shape()
    if turned:
        mesh.apply_transform(TURN)
    facets = facets_of(mesh)
    assert (off_revolution(facets) < 0.001) == is_revolved
    assert (off_sheet(facets) < 0.001) == is_flat
