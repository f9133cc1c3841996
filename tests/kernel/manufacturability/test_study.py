"""What a study as a whole promises."""

import subprocess
import sys

import pytest
import trimesh
from support import solids
from support.analysis import analyse

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Thickness
from configurator.kernel.measure import measure

TELL = """
import trimesh
from configurator.checks import checks
from configurator.domain.offers.check import size_limits
from configurator.kernel.manufacturability import analyse_mesh
torus, ball = trimesh.creation.torus(20, 0.5), trimesh.creation.icosphere(4, 9)
hollow = trimesh.Trimesh(ball.vertices * 0.95, ball.faces[:, ::-1], process=False)
told = str(analyse_mesh(trimesh.util.concatenate([torus, ball, hollow]), size_limits(checks())))
"""


def test_another_program_finds_the_same_to_the_last_digit():
    here = {}
    exec(TELL, here)
    there = subprocess.run([sys.executable, "-c", f"{TELL}print(told)"], capture_output=True, text=True, check=True)
    assert there.stdout == f"{here['told']}\n"
    assert "kind='pin'" in here["told"] and "Hollow" in here["told"]


def test_the_volume_and_skin_are_those_of_the_mesh():
    found = analyse(solids.meshed(solids.block(10, 20, 30, at=(100, 5, 0))))
    assert (found.volume_mm3, found.area_mm2) == (pytest.approx(6000), pytest.approx(2200))


def test_a_thin_wall_is_told_by_the_dimension_that_shows_it():
    mesh = solids.meshed(solids.block(30, 30, 0.8))
    asked = Thickness(
        name="lid", field="lid_thickness", nominal=0.8, tolerance=0.1, origin=(0, 0, 9), direction=(0, 0, -1)
    )
    spots = analyse(mesh, measure(mesh, [asked])).below("wall", 1.0).spots
    near = [(each.near, each.field) for each in spots if abs(each.place[0]) < 5 and abs(each.place[1]) < 5]
    assert set(near) <= {("lid", "lid_thickness")}
    assert analyse(mesh).below("wall", 1.0).spots[0].near == ""


def test_studying_leaves_the_mesh_as_it_was():
    mesh = solids.meshed(solids.block(10, 20, 30))
    before = mesh.vertices.copy(), mesh.faces.copy()
    analyse(mesh)
    assert (mesh.vertices == before[0]).all() and (mesh.faces == before[1]).all()


@pytest.mark.parametrize(
    ("mesh", "why"),
    [
        (trimesh.Trimesh(), "empty"),
        (solids.not_a_number(), "not numbers"),
        (solids.without_thickness(), "encloses nothing"),
        (solids.inverted(trimesh.creation.box((2, 2, 2))), "encloses nothing"),
    ],
)
def test_what_is_no_solid_at_all_is_not_studied(mesh, why):
    with pytest.raises(Failed, match=why):
        analyse(mesh)
