"""Named bodies keep their names from the template to the mesh, and what is stated of them holds."""

from dataclasses import replace

import cadquery as cq
import pytest
from support.badge import BADGE, Badge, badge_design, volumes

from configurator.domain.errors import Failed
from configurator.domain.parts.bodies import Body
from configurator.kernel.build import shape_cache
from configurator.kernel.build.bodies import body_mesh, part_bodies
from configurator.kernel.build.brep import brep_of
from configurator.kernel.build.shape import build_plain
from configurator.kernel.build.tessellation import tessellate
from configurator.kernel.export.report import made_bodies
from configurator.kernel.jobs.make import _build_and_examine
from configurator.kernel.timings import Clock
from templates_cad import foot_orthosis


@pytest.fixture(autouse=True)
def no_recent_shapes():
    """Templates of these tests have one id and different shapes."""
    shape_cache._RECENT_SHAPES.clear()
    yield
    shape_cache._RECENT_SHAPES.clear()


def made(parameters, template=BADGE, file=None):
    shape_cache._RECENT_SHAPES.clear()
    part, _ = _build_and_examine(template, parameters, badge_design(parameters), Clock(), file)
    return part


@pytest.mark.parametrize("side", ["left", "right"])
def test_each_body_has_its_own_volume_and_the_code_is_on_one(side):
    parameters = Badge(side=side)
    plate, nuts = made_bodies(made(parameters))
    assert [(each.name, each.solids, each.engraved) for each in (plate, nuts)] == [
        ("plate", 1, True), ("nuts", 2, False)
    ]  # fmt: skip
    by_formula = volumes(parameters)
    assert by_formula[0] - 25 < plate.volume_mm3 < by_formula[0]
    assert nuts.volume_mm3 == pytest.approx(by_formula[1], rel=0.005)


@pytest.mark.parametrize(("side", "nut_at_left"), [("left", 5), ("right", -5)])
def test_every_triangle_is_of_the_body_that_is_there(side, nut_at_left):
    part = made(Badge(side=side))
    plate, nuts = part.bodies
    assert sorted([*plate.faces, *nuts.faces]) == list(range(len(part.mesh.faces)))
    points = body_mesh(nuts, part.mesh).vertices
    assert points[:, 2].min() == pytest.approx(4) and points[:, 2].max() == pytest.approx(8)
    assert points[points[:, 0] < 0][:, 1].mean() == pytest.approx(nut_at_left, abs=0.2)


def test_a_later_process_knows_them_by_what_was_cached(tmp_path):
    shape_cache._RECENT_SHAPES.clear()
    _, content = shape_cache.load_or_build(BADGE, Badge())
    (tmp_path / "shape").write_bytes(content)
    unbuilt = replace(BADGE, build=lambda p: pytest.fail("it is built already"))
    assert list(made_bodies(made(Badge(), unbuilt, tmp_path / "shape"))) == list(made_bodies(made(Badge())))


@pytest.mark.parametrize(
    "bodies", [(), (Body("nuts", 2), Body("plate")), (Body("plate"),), (Body("plate"), Body("nut", 2))]
)
def test_other_bodies_than_stated_are_refused(bodies):
    with pytest.raises(Failed, match=r"stated as .* and it was built as plate, nuts"):
        build_plain(replace(BADGE, bodies=lambda p: bodies), Badge())


def test_one_shape_where_bodies_are_stated_is_refused():
    with pytest.raises(Failed, match="stated as plate, nuts, and it was built as without names"):
        build_plain(replace(BADGE, build=lambda p: BADGE.build(p)["plate"]), Badge())


def test_another_number_of_solids_than_stated_is_refused():
    with pytest.raises(Failed, match="The body nuts has 2 solids, where 1 were stated"):
        build_plain(replace(BADGE, bodies=lambda p: (Body("plate"), Body("nuts"))), Badge())


def test_letters_may_come_to_any_number_of_solids():
    assert len(build_plain(replace(BADGE, bodies=lambda p: (Body("plate"), Body("nuts", None))), Badge()).Solids()) == 3


@pytest.mark.parametrize("name", ["", " ", "Mütter", "two\nlines"])
def test_a_name_that_a_format_cannot_hold_is_refused(name):
    with pytest.raises(ValueError, match="no name for a body"):
        Body(name)


@pytest.mark.parametrize("gap", [0, -0.5])
def test_bodies_that_touch_or_overlap_are_refused_by_their_names(gap):
    with pytest.raises(Failed) as raised:
        made(Badge(gap=gap))
    assert raised.value.problems[0].message == "The bodies plate and nuts are 0.00 mm apart."
    assert "gap" in raised.value.problems[0].hint


def test_a_body_within_another_is_refused():
    def inside(p):
        block = cq.Workplane().box(20, 20, 20)
        return {"plate": block, "nuts": cq.Workplane().box(2, 2, 2)}

    template = replace(BADGE, build=inside, bodies=lambda p: (Body("plate"), Body("nuts")), mark=lambda p: None)
    with pytest.raises(Failed) as raised:
        made(Badge(), template)
    assert any(each.message.startswith("A body lies inside another.") for each in raised.value.problems)


def test_bodies_of_control_nets_are_meshed_as_such_and_told_apart():
    one = foot_orthosis.build(foot_orthosis.FootOrthosis())
    solid = one.val() if isinstance(one, cq.Workplane) else one
    stated = (Body("one"), Body("other"))
    pair = {"one": solid, "other": solid.moved(cq.Location((0, 200, 0)))}
    template = replace(BADGE, build=lambda p: pair, bodies=lambda p: stated)
    tessellation = tessellate(brep_of(build_plain(template, Badge())))
    assert tessellation.way == "nets"
    bodies = part_bodies(tessellation.brep, tessellation.mesh, stated)
    one, other = (body_mesh(each, tessellation.mesh) for each in bodies)
    assert one.volume == pytest.approx(other.volume, rel=1e-6)
    assert other.vertices[:, 1].min() > one.vertices[:, 1].max()


def test_a_part_of_one_body_names_none():
    one = replace(BADGE, build=lambda p: BADGE.build(p)["plate"], bodies=lambda p: ())
    part = made(Badge(), one)
    assert part.bodies == () == tuple(made_bodies(part))
