"""From which side a part is looked at: the same for the picture, the drawing and the model of the page."""

import json
from dataclasses import replace

import cadquery as cq
import numpy as np
import pytest

from configurator import catalogue
from configurator.domain.parts.delivered import delivered_front
from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import X, Y, Z
from configurator.domain.parts.templates import Mark
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.drawing.title_block import _viewing_side
from configurator.kernel.drawing.views import views
from configurator.kernel.export.glb import write_glb
from configurator.kernel.part import Part
from configurator.kernel.render.camera import axes
from configurator.kernel.render.turntable import turned_views

GROMMET = catalogue.find("grommet")
NOT_X = (-1.0, 0.0, 0.0)
# From where one looks, what is upright, and lettering on that part: where it faces, and along what it is read.
LETTERED = {
    "badge that lies on its back": ((0.0, -1.0, 0.0), Z, Z, X),
    "badge on a wall, looked at straight": (Z, Y, Z, X),
    "plate that faces forwards": (X, Z, X, Y),
    "plate that faces backwards": (NOT_X, Z, NOT_X, (0.0, -1.0, 0.0)),
    "plate on the right side": ((0.0, -1.0, 0.0), Z, (0.0, -1.0, 0.0), X),
}


def letter_sides(view, facing, reading):
    """How far in a view, of rows right, up and at the eye, letters face the eye, run right and stand upright."""
    right, up, toward = view
    return facing @ toward, reading @ right, np.cross(facing, reading) @ up


@pytest.mark.parametrize("lettered", LETTERED.values(), ids=LETTERED)
def test_lettering_reads_upright_in_picture_and_turntable(lettered):
    front, up, facing, reading = map(np.array, lettered)
    right, down, toward = axes("product", tuple(front), tuple(up))
    assert min(letter_sides((right, -down, toward), facing, reading)) > 0.2
    assert turned_views(tuple(front), tuple(up))[0] == pytest.approx(np.array([right, down, toward]))


@pytest.mark.parametrize("projection", ["first", "third"])
@pytest.mark.parametrize("lettered", LETTERED.values(), ids=LETTERED)
def test_lettering_reads_upright_in_the_drawing(lettered, projection):
    front, up, facing, reading = map(np.array, lettered)
    found = views(projection, tuple(front), tuple(up))
    facing_views = [each.axes for each in found.values() if each.toward @ facing > 0.99]
    assert facing_views
    for view in [*facing_views, found["isometric"].axes]:
        assert min(letter_sides(view, facing, reading)) > 0.2


def test_the_model_for_the_page_says_from_where_it_is_looked_at(tmp_path):
    shape = cq.Workplane().box(3, 2, 1).val()
    looked_at = replace(GROMMET, front=Z, up=Y)
    path = tmp_path / "part.glb"
    write_glb(Part(looked_at, Design("x", "1", {}), shape, mesh_shape(shape), ()), path)
    content = path.read_bytes()
    document = json.loads(content[20 : 20 + int.from_bytes(content[12:16], "little")])
    (node,) = [each for each in document["nodes"] if each["name"] == "part"]
    # In the frame of glTF: y up, and the part's y backwards.
    assert node["extras"] == {"front": [0, 1, 0], "up": [0, 0, -1]}


def test_a_mirrored_part_is_looked_at_from_the_mirrored_side():
    foot = catalogue.find("foot_orthosis")
    left, right = foot.parameters(), foot.parameters(side="right")
    assert delivered_front(foot, left) == ((0, -1, 0), Z)
    assert delivered_front(foot, right) == ((0, 1, 0), Z)


def test_what_is_upright_must_be_square_to_the_front():
    with pytest.raises(ValueError, match="square"):
        replace(GROMMET, front=Z)


@pytest.mark.parametrize(("normal", "side"), [(X, "the right"), (NOT_X, "the left"), (Z, "above"), (Y, "behind")])
def test_a_drawing_tells_the_side_of_the_code_in_terms_of_its_views(normal, side):
    shape = cq.Workplane().box(3, 2, 1).val()
    part = Part(GROMMET, Design("x", "1", {}), shape, mesh_shape(shape), ())
    assert _viewing_side(Mark(centre=(0, 0, 0), normal=normal), part) == side
