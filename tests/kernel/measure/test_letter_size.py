"""Letters on flat ground."""

from __future__ import annotations

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Box, LetterSize, Y, Z
from configurator.domain.parts.lettering import Lettering
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement
from configurator.shapes.lettering import raise_letters, sink_letters

EXACT = 1e-4
MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.1, "angle": 0.6}], ids=["fine", "coarse"])
FORMS = pytest.mark.parametrize("form", ["raised", "sunk"])
PLACE = Box((-28, -9, 3), (28, 9, 7))


def badge(form="raised", relief=0.6, height=8.0, **mesher) -> trimesh.Trimesh:
    """A plate with its top at z = 5 and five letters whose sizes are known: H, L, E as bars, an O, a low one."""
    bars = [(-20, 0, 2, height), (-16, 0, 2, height), (-18, 0, 4, 1), (-8, 0, 2, height)]
    bars += [(-6.5, -height / 2 + 0.5, 2, 1), (4, 0, 2, height), (20, -height / 2 + 1.5, 3, 3)]
    low = 5 if form == "raised" else 5 - relief
    letters = cq.Workplane(origin=(0, 0, low)).center(12, 0).circle(0.51 * height).circle(0.3 * height).extrude(relief)
    for x, y, wide, high in bars:
        letters = letters.union(cq.Workplane(origin=(x, y, low)).rect(wide, high).extrude(relief))
    plate = cq.Workplane().box(60, 20, 5, centered=(True, True, False))
    return mesh_shape((plate.union(letters) if form == "raised" else plate.cut(letters)).val(), **mesher)


def lettering(of, nominal, **place) -> LetterSize:
    standard = {"name": "l", "nominal": nominal, "tolerance": 0.01, "box": PLACE, "facing": Z, "up": Y, "of": of}
    return LetterSize(**{**standard, **place})


def measured(mesh: trimesh.Trimesh, dimension: LetterSize) -> Measurement:
    return measure(mesh, [dimension])[0]


@MESHES
@FORMS
def test_relief_and_height_are_measured_within_their_uncertainty(form, mesher) -> None:
    mesh = badge(form, **mesher)
    for dimension in (lettering("relief", 0.6, form=form), lettering("height", 8, form=form)):
        found = measured(mesh, dimension)
        assert abs(found.measured - dimension.nominal) < min(found.uncertainty, EXACT)


@FORMS
@pytest.mark.parametrize("relief", [0.3, 0.58, 0.62, 1.2])
def test_the_relief_follows_the_solid(relief, form) -> None:
    found = measured(badge(form, relief), lettering("relief", 0.6, form=form))
    assert found.measured == pytest.approx(relief, abs=EXACT)
    assert not found.ok


@pytest.mark.parametrize("height", [6, 7.9, 8.1, 12])
def test_the_height_follows_the_solid(height) -> None:
    found = measured(badge(height=height), lettering("height", 8))
    assert found.measured == pytest.approx(height, abs=EXACT)
    assert not found.ok


@pytest.mark.parametrize("nominal", [0.1, 0.59, 0.61, 5])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal) -> None:
    assert measured(badge(), lettering("relief", nominal)).measured == pytest.approx(0.6, abs=EXACT)


@FORMS
def test_two_per_cent_of_growth_shows(form) -> None:
    mesh = badge(form)
    mesh.apply_scale(1.02)
    for dimension in (lettering("relief", 0.6, form=form), lettering("height", 8, form=form)):
        found = measured(mesh, dimension)
        assert found.measured == pytest.approx(1.02 * dimension.nominal, abs=EXACT)
        assert not found.ok


def test_letters_of_a_font_have_the_height_of_its_capitals() -> None:
    plate = cq.Workplane().box(60, 20, 5, centered=(True, True, False))
    words = cq.Workplane(origin=(0, 0, 5)).text("HEIM", 10, 0.5)
    capital = cq.Workplane().text("H", 10, 0.5).val().BoundingBox().ylen
    found = measured(mesh_shape(plate.union(words).val()), lettering("height", capital))
    assert found.measured == pytest.approx(capital, abs=EXACT)


@pytest.mark.parametrize("form", [raise_letters, sink_letters])
@pytest.mark.parametrize(
    ("text", "share"),
    [("OSCAR", 1), ("COOL", 1), ("Bowl", 1), ("DODO", 1), ("U", 1.0194), ("OSO", 1.0375), ("3", 1.0375)],
)
def test_round_letters_count_only_where_none_ends_flat(text, share, form) -> None:
    plate = cq.Workplane().box(60, 20, 5, centered=(True, True, False))
    line = Lettering(text=text, capital=6, font="sans")
    mesh = mesh_shape(form(plate, line, 0.5, cq.Plane((0, 0, 5))).val())
    form_name = "raised" if form is raise_letters else "sunk"
    found = measured(mesh, lettering("height", 6, form=form_name))
    assert found.measured == pytest.approx(6 * share, abs=1e-3)


def test_the_mirrored_part_has_the_same_sizes() -> None:
    mesh = badge()
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    for dimension in (lettering("relief", 0.6), lettering("height", 8)):
        assert measured(mesh, mirrored(dimension)).measured == pytest.approx(dimension.nominal, abs=EXACT)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"box": Box((-28, -9, 20), (28, 9, 30))}, "faces as stated"),
        ({"box": Box((23, -9, 3), (29, 9, 7))}, "no letters"),
        ({"of": "height", "box": Box((-28, 0, 3), (28, 9, 7))}, "runs out of the box"),
    ],
    ids=["beside it", "bare ground", "half letters"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(place, words) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(badge(), lettering(**{"of": "relief", "nominal": 0.6, **place}))
    assert caught.value.problems[0].fields == ("l",)


def test_curved_ground_shows_in_the_uncertainty() -> None:
    ball = cq.Workplane().sphere(30).union(cq.Workplane(origin=(0, 0, 28)).rect(4, 8).extrude(3))
    found = measured(mesh_shape(ball.val()), lettering("relief", 1, box=Box((-9, -9, 20), (9, 9, 40))))
    assert found.uncertainty > 0.1
