"""The turntable: eight sides of one scale, and pictures in the colour of the material."""

import io

import numpy as np
import pytest
from PIL import Image
from support.drawings import part_of

from configurator import catalogue
from configurator.domain.offers.offers import OFFERS
from configurator.kernel.render import render_part
from configurator.kernel.render.appearance import IVORY, appearance_of
from configurator.kernel.render.turntable import cameras, turned_views, turntable


@pytest.fixture(scope="module")
def grommet():
    template = catalogue.find("grommet")
    return part_of(template, template.parameters())


def test_it_shows_eight_sides_and_is_the_same_every_time(grommet):
    content = turntable(grommet)
    assert content == turntable(grommet)
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.n_frames, picture.size) == ("WEBP", 8, (480, 360))


def test_the_part_turns_about_its_middle_and_does_not_grow():
    vertices = np.array([[x, y, z] for x in (0, 60) for y in (0, 20) for z in (0, 5)], dtype=float)
    found = cameras(vertices, (480, 360), turned_views())
    assert len({each.scale for each in found}) == 1
    middle = np.array([30.0, 10.0, 2.5])
    for each in found:
        assert each.pixels(each.axes @ middle)[:2] == pytest.approx([240, 180])
        seen = each.pixels(vertices @ each.axes.T)[:, :2]
        assert (seen > 0).all() and (seen < [480, 360]).all()


def test_the_opposite_side_is_shown_too():
    vertices = np.eye(3)
    found = cameras(vertices, (100, 100), turned_views())
    assert found[0].axes[2][:2] == pytest.approx(-found[4].axes[2][:2])


@pytest.mark.parametrize("offer", ["mjf-pa12", "sls-pa12", "mill-aluminium"])
def test_a_picture_is_in_the_colour_of_the_material(grommet, offer):
    pixels = np.asarray(
        Image.open(io.BytesIO(render_part(grommet, size=(320, 240), labels="none", look=appearance_of(offer))))
    )
    part = pixels[pixels.min(axis=2) < 250].mean(axis=0)
    asked = np.array([int(OFFERS[offer].colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=float)
    # Light and shadow change how bright it is, not which offer it looks like.
    others = {each.id: np.array([int(each.colour[at : at + 2], 16) for at in (1, 3, 5)]) for each in OFFERS.values()}
    black, white = others["mjf-pa12"], others["sls-pa12"]
    assert abs(part - asked).mean() < 75
    if offer != "mill-aluminium":
        assert (abs(part - black).mean() < abs(part - white).mean()) == (offer == "mjf-pa12")


def test_without_an_offer_it_is_of_no_material():
    assert appearance_of("") == IVORY


def test_edges_stand_out_on_dark_parts_too():
    assert appearance_of("mjf-pa12").edges > appearance_of("mjf-pa12").colour
    assert appearance_of("sls-pa12").edges < appearance_of("sls-pa12").colour
