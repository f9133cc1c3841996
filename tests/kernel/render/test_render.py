import io
import os
import subprocess
import sys
from itertools import combinations

import cadquery as cq
import numpy as np
import pytest
from PIL import Image
from support import features

from configurator.domain.errors import Refused
from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import Angle, Box, Diameter, Distance, Girth, X, Y, Z
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.feature_edges import feature_edges
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement, Part
from configurator.kernel.render import render_part, render_views, thumbnail, write_picture
from configurator.kernel.render.appearance import Appearance
from configurator.kernel.render.camera import VIEWS, Camera, axes, camera_filling
from configurator.kernel.render.dimension_geometry import (
    MAX_DIMENSIONS,
    Note,
    Span,
    label,
    measured_geometry,
    numbered_geometry,
)
from configurator.kernel.render.dimension_sides import Sides, sides_across
from configurator.kernel.render.framing import MARGIN_SHARE, frame_part
from configurator.kernel.render.layout import arrange_dimensions
from configurator.kernel.render.overlay import draw_overlay
from configurator.kernel.render.placed_dimension import PlacedDimension, covers, no_points
from configurator.kernel.render.render_mesh import edge_actor, surface_actor
from configurator.kernel.render.scene import render_scene
from configurator.kernel.render.style import PictureStyle
from templates_cad import grommet

SMALL = (480, 360)


def part_of(shape, dimensions=()):
    mesh = mesh_shape(shape)
    return Part(grommet.TEMPLATE, Design("x", "1", {}), shape, mesh, measure(mesh, dimensions))


def block(length, breadth, height):
    shape = cq.Workplane().box(length, breadth, height).val()
    sides = (("length", length, X), ("breadth", breadth, Y), ("height", height, Z))
    return part_of(shape, [Distance(name=name, nominal=n, tolerance=0.1, axis=axis) for name, n, axis in sides])


@pytest.fixture(scope="module")
def ring():
    sizes = grommet.Grommet()
    return part_of(build_shape(grommet.TEMPLATE, sizes, Design("x", "1", {})), grommet.dimensions(sizes))


def image(content):
    picture = Image.open(io.BytesIO(content))
    assert picture.format == "PNG"
    return np.asarray(picture.convert("RGB")).astype(int)


def ink(pixels):
    """Where there is part or drawing: ivory, ink and blue have a hue, white and shadow have none."""
    return np.ptp(pixels, axis=2) > 2


def accent(pixels):
    """Where there is blue of the dimension lines."""
    return pixels[..., 2] - pixels[..., 0] > 60


def margins(pixels):
    rows, columns = np.nonzero(ink(pixels))
    height, width = ink(pixels).shape
    return np.array([columns.min(), rows.min(), width - 1 - columns.max(), height - 1 - rows.max()])


@pytest.mark.parametrize("dimensions", [True, False])
@pytest.mark.parametrize("sizes", [(300, 12, 8), (120, 90, 2), (20, 20, 160)], ids=["long", "flat", "tall"])
def test_part_and_dimensions_fill_the_picture_up_to_its_margin(sizes, dimensions):
    pixels = image(render_part(block(*sizes), size=SMALL, labels="sizes" if dimensions else "none"))
    assert pixels.shape == (360, 480, 3)
    left, top, right, bottom = margins(pixels)
    assert min(left, top, right, bottom) >= MARGIN_SHARE * 360 - 2
    assert min(left + right, top + bottom) <= 3 * MARGIN_SHARE * 360
    assert abs(left - right) <= 6
    assert abs(top - bottom) <= 6


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_the_part_on_white(ring, view):
    pixels = image(render_part(ring, view, size=SMALL))
    assert ink(pixels).mean() > 0.05
    assert accent(pixels).any()
    assert (pixels[[0, 0, -1, -1], [0, -1, 0, -1]] == 255).all()


def test_the_same_part_gives_the_same_bytes_whatever_was_drawn_before(ring):
    first = render_part(ring, size=SMALL)
    render_part(block(30, 20, 10), "below", size=(300, 500))
    assert render_part(ring, size=SMALL) == first


def test_a_picture_leaves_the_shapes_own_triangles_alone(ring):
    triangles = len(mesh_shape(ring.shape).faces)
    render_part(ring, size=SMALL)
    assert len(mesh_shape(ring.shape).faces) == triangles


def test_written_file_is_the_product_picture_in_full_size(ring, tmp_path):
    write_picture(ring, tmp_path / "ring.png")
    assert image((tmp_path / "ring.png").read_bytes()).shape == (900, 1200, 3)


def test_thumbnail_has_no_dimensions(ring):
    pixels = image(thumbnail(ring))
    assert pixels.shape == (256, 256, 3)
    assert ink(pixels).mean() > 0.1
    assert not accent(pixels).any()


def test_views_stand_side_by_side(ring):
    sheet = image(render_views(ring, ["top", "front", "left"], size=(200, 150)))
    assert sheet.shape == (300, 400, 3)
    assert (sheet[:150, 200:] == image(render_part(ring, "front", size=(200, 150)))).all()
    assert (sheet[150:, 200:] == 255).all()


def test_an_unknown_view_is_refused_with_the_nearest_name(ring):
    with pytest.raises(Refused, match="Did you mean 'bottom'"):
        render_part(ring, "botom")


def test_without_opengl_it_fails_with_the_packages_to_install():
    code = (
        "from configurator.kernel.render.scene import render_scene\n"
        "from configurator.domain.errors import Failed\n"
        "try:\n    render_scene([], None)\n"
        "except Failed as error:\n    print(error)\n"
    )
    # With no driver listed, EGL finds none.
    environment = {**os.environ, "__EGL_VENDOR_LIBRARY_FILENAMES": os.devnull}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "no OpenGL" in run.stdout
    assert "libegl1, libgl1 and libgl1-mesa-dri" in run.stdout
    assert run.stderr == ""


@pytest.mark.parametrize("view", VIEWS)
def test_renderer_and_camera_agree_on_every_pixel(view):
    part = block(40, 20, 10)
    turned = part.mesh.vertices @ axes(view).T
    camera = camera_filling(turned, axes(view), (200, 150), np.full(4, 10.0))
    _, nearness = render_scene([surface_actor(part.mesh)], camera)
    rows, columns = np.nonzero(np.isfinite(nearness))
    seen = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
    corners = camera.pixels(turned)
    expected = np.concatenate([corners.min(axis=0)[:2], corners.max(axis=0)[:2]])
    assert seen == pytest.approx(expected, abs=1.0)
    assert nearness.max() == pytest.approx(corners[:, 2].max(), abs=1.0)


def test_an_edge_on_a_slanted_surface_is_no_broken_line_in_a_small_picture():
    reducer = cq.Workplane("XZ").polyline([(0, 0), (10, 0), (10, 20), (8, 26), (8, 40), (0, 40)]).close().revolve()
    part, size = part_of(reducer.val()), (320, 240)
    camera = camera_filling(part.mesh.vertices @ axes("product").T, axes("product"), size, np.full(4, 10.0))
    edges = edge_actor(feature_edges(part.shape), size, Appearance((1, 1, 1), edges=(1, 0, 0)))
    colours, _ = render_scene([surface_actor(part.mesh), edges], camera)
    is_edge = (colours[..., 0] > 200) & (colours[..., 1] < 60)
    turns = np.linspace(0, 2 * np.pi, 721)
    rim = camera.pixels(np.column_stack([10 * np.cos(turns), 10 * np.sin(turns), np.full(721, 20.0)]) @ camera.axes.T)
    # The half that is turned to the eye, but for its ends.
    near = rim[rim[:, 2] > np.quantile(rim[:, 2], 0.6)][:, :2].astype(int)
    assert all(is_edge[row - 1 : row + 2, column - 1 : column + 2].any() for column, row in near)


def random_sizes(random):
    """Up to eight lines and notes on a round part of 200 pixels, and the places that it covers."""
    grid = np.stack(np.meshgrid(np.arange(300.0, 701, 6), np.arange(300.0, 701, 6)), axis=-1).reshape(-1, 2)
    part = grid[np.hypot(*(grid - 500).T) < 200]
    sizes = []
    for index in range(random.integers(2, 9)):
        feet = np.column_stack([random.choice(part, 2), random.normal(0, 50, 2)])
        if random.random() < 0.3:
            sizes.append(Note(f"Some wall {index}.0", feet, no_points(0, 3)))
        else:
            ways = random.normal(size=(4, 3))
            ways /= np.linalg.norm(ways, axis=1, keepdims=True)
            sides = Sides(np.tile(feet, (4, 1, 1)), np.tile(feet, (4, 1, 1)), ways)
            sizes.append(Span(f"Ø {10**index}.00", sides, shaft=random.random() < 0.3))
    return sizes, part


@pytest.mark.parametrize("seed", range(40))
def test_no_label_meets_another_label_a_line_or_the_part(seed):
    sizes, part = random_sizes(np.random.default_rng(seed))
    drawn = arrange_dimensions(sizes, part, PictureStyle(1.0))
    assert len(drawn) >= 0.6 * len(sizes)
    for one in drawn:
        assert not covers(one.box, part)
        assert not covers(one.box, one.guide_dots)
    for one, other in combinations(drawn, 2):
        assert (one.box[2:] < other.box[:2]).any() or (other.box[2:] < one.box[:2]).any()
        assert not covers(one.box, np.concatenate([other.main_dots, other.guide_dots]))
        assert not covers(other.box, np.concatenate([one.main_dots, one.guide_dots]))


@pytest.mark.parametrize("size", [(1200, 900), (300, 700), (96, 72)])
@pytest.mark.parametrize("view", ["product", "top", "front"])
def test_no_dimension_is_cut_by_the_border(ring, view, size):
    _, drawn = frame_part(ring, view, size, "sizes", surface_actor(ring.mesh))
    for one in drawn:
        assert (one.bounds[:2] >= MARGIN_SHARE * min(size) - 1).all()
        assert (one.bounds[2:] <= np.array(size) - MARGIN_SHARE * min(size) + 1).all()
    assert drawn or size == (96, 72)


@pytest.mark.parametrize("size", [(1200, 900), (360, 270)])
def test_letters_fill_the_boxes_kept_free_for_them(size):
    part = block(300, 12, 8)
    _, drawn = frame_part(part, "product", size, "sizes", surface_actor(part.mesh))
    pixels = accent(image(render_part(part, size=size)))
    for one in drawn:
        left, top, right, bottom = np.rint(one.box).astype(int)
        columns = np.flatnonzero(pixels[top:bottom, left - 3 : right + 3].any(axis=0))
        assert np.ptp(columns) == pytest.approx(right - left, abs=5)


def test_equal_labels_are_all_drawn():
    plate = cq.Workplane().box(80, 40, 5).faces(">Z").workplane().pushPoints([(-25, 0), (25, 0)]).circle(4).extrude(9)
    plate = plate.val()
    pins = [Diameter(name=f"pin_{x}", nominal=8, tolerance=0.05, centre=(x, 0, 7)) for x in (-25, 25)]
    _, drawn = frame_part(part_of(plate, pins), "product", (1200, 900), "sizes", surface_actor(mesh_shape(plate)))
    assert [one.text for one in drawn] == ["Ø 8.00", "Ø 8.00"]


@pytest.mark.parametrize(("view", "hidden"), [("top", "height"), ("front", "breadth"), ("left", "length")])
def test_a_distance_seen_end_on_is_left_out(view, hidden):
    part = block(40, 20, 10)
    shown = {size.text for size in measured_geometry(part, axes(view))}
    assert shown == {"40.0", "20.0", "10.0"} - {{"length": "40.0", "breadth": "20.0", "height": "10.0"}[hidden]}


def test_at_most_six_are_drawn_and_the_first_come_first(ring):
    many = Part(ring.template, ring.design, ring.shape, ring.mesh, ring.measurements * 2)
    drawn = measured_geometry(many, axes("product"))
    assert len(drawn) == MAX_DIMENSIONS
    assert drawn[0].text == label(ring.measurements[0])


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("axis", [X, Y, Z, (0.6, 0.0, 0.8)])
def test_a_diameter_is_seen_in_its_whole_length_from_anywhere(view, axis):
    ends = np.array([[-2.0, 2, 3], [4.0, 2, 3]])
    line = sides_across(ends, axes(view) @ axis).lines[0]
    assert np.hypot(*(line[1] - line[0])[:2]) == pytest.approx(6, rel=0.05)


def test_a_distance_is_drawn_from_corners_that_face_each_other():
    (size,) = measured_geometry(block(40, 20, 10), axes("top"))[:1]
    for feet, way in zip(size.sides.feet, size.sides.ways, strict=True):
        assert feet[0] @ way == pytest.approx(feet[1] @ way)
        assert np.linalg.norm(feet[1] - feet[0]) == pytest.approx(40)


def test_a_girth_is_drawn_where_the_tape_runs():
    girth = Girth(name="round", nominal=60, tolerance=0.1, origin=(0, 0, 1), normal=Z)
    (note,) = measured_geometry(part_of(cq.Workplane().box(20, 10, 8).val(), [girth]), axes("product"))
    assert note.text == "Round 60.0"
    assert np.linalg.norm(np.diff(note.path, axis=0), axis=1).sum() == pytest.approx(60)


def test_an_inner_girth_is_drawn_along_the_inside_and_across_the_opening():
    tube = cq.Workplane().circle(33).circle(30).extrude(40)
    shell = tube.cut(cq.Workplane().polyline([(0, 0), (99, -99), (99, 99)]).close().extrude(40))
    girth = Girth(name="limb", nominal=180, tolerance=0.1, origin=(0, 0, 20.2), normal=Z, side="inside")
    (note,) = measured_geometry(part_of(shell.val(), [girth]), axes("product"))
    length = np.linalg.norm(np.diff(note.path, axis=0), axis=1).sum()
    assert length == pytest.approx(30 * 1.5 * np.pi + 30 * 2**0.5, abs=0.2)


def test_sizes_between_features_are_drawn_with_their_signs():
    flange = part_of(features.flange().val(), features.flange_dimensions())
    drawn = {each.text: each for each in measured_geometry(flange, axes("product"))}
    assert set(drawn) == {
        "3x Ø 8.5", "PCD 52.0", "Thread M10x1.5, 16 deep, drill Ø 8.5", "20.0 deep", "4.0 deep", "26.0",
    }  # fmt: skip
    circle = drawn["PCD 52.0"].path
    assert np.linalg.norm(np.diff(circle, axis=0), axis=1).sum() == pytest.approx(52 * np.pi, rel=1e-3)
    assert len(drawn["26.0"].sides.ways)
    bracket = part_of(features.bracket().val(), features.bracket_dimensions())
    texts = [each.text for each in measured_geometry(bracket, axes("product"))]
    assert texts == ["Corner R 6.0", "Ø 8.0", "6.8", "6.0", "Letter relief 0.8 raised", "Lean 20.0°"]


def test_every_size_between_features_has_its_number_in_a_picture_of_numbers():
    for solid, dimensions in (
        (features.flange, features.flange_dimensions),
        (features.bracket, features.bracket_dimensions),
    ):
        part = part_of(solid().val(), dimensions())
        numbered = numbered_geometry(part, axes("product"))
        assert [each.text for each in numbered] == [str(number + 1) for number in range(len(part.measurements))]


def measurement(dimension, measured):
    return Measurement(dimension, measured, 0.0, ((0, 0, 0), (0, 0, measured)))


BOX = Box((0, 0, 0), (1, 1, 1))
POST = Angle(name="a", nominal=4, tolerance=0.05, box=BOX, facing=Z, other_box=BOX, other_facing=Z, about=X)


@pytest.mark.parametrize(
    ("dimension", "measured", "text"),
    [
        (Diameter(name="a", nominal=14, tolerance=0.05, centre=(0, 0, 0)), 14.004, "Ø 14.00"),
        (Distance(name="a", nominal=260, tolerance=0.5, axis=X), 260.04, "260.0"),
        (POST, 4.02, "4.0°"),
        (POST, -4.02, "-4.0°"),
        (POST, -0.02, "0.0°"),
    ],
)
def test_labels_have_the_decimals_their_tolerance_is_worth(dimension, measured, text):
    assert label(measurement(dimension, measured)) == text


def drawn_over(nearness, drawn):
    picture = Image.new("RGB", (100, 100), "white")
    draw_overlay(picture, [drawn], nearness, PictureStyle(1.0))
    return np.asarray(picture).astype(int)


def test_a_guide_goes_behind_what_stands_nearer_to_the_eye():
    nearness = np.full((100, 100), -np.inf, np.float32)
    nearness[:, 40:60] = 50
    guide = np.array([[[5.0, 20, 0], [95, 20, 0]]])
    row = drawn_over(nearness, PlacedDimension("", np.array([1.0, 90, 2, 91]), guides=guide))[20]
    assert (row[42:58] == 255).all()
    assert (row[[10, 30, 70, 90]] < 200).any(axis=1).all()


def test_a_leader_to_what_is_out_of_sight_is_dashed_over_the_part():
    nearness = np.full((100, 100), -np.inf, np.float32)
    nearness[:, :60] = 50
    leader = np.array([[[5.0, 20, 0], [95, 20, 0]]])
    row = accent(drawn_over(nearness, PlacedDimension("", np.array([1.0, 90, 2, 91]), leader=leader)))[20]
    assert 0.3 < row[8:58].mean() < 0.7
    assert row[62:94].all()


def test_a_camera_in_twice_the_size_sees_the_same():
    camera = Camera(axes("product"), np.array([1.0, 2.0]), 3.0, (40, 30))
    points = np.array([[1.0, 2, 3], [-4, 5, 6]])
    assert camera.resized(2).pixels(points) == pytest.approx(2 * camera.pixels(points))
