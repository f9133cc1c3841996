"""A shape that was built before is not built again, and is the same; what is not whole is never read."""

import pytest

from configurator import catalogue
from configurator.domain.parts.reductions import Reduction, add_reduction, record_reductions
from configurator.kernel.build import shape_cache


@pytest.fixture
def builds(monkeypatch):
    """How often anything is built."""
    counted, build = [], shape_cache.build_plain

    def counting(template, parameters):
        counted.append(template.id)
        add_reduction(Reduction("Rim", 2.0, 1.2))
        return build(template, parameters)

    monkeypatch.setattr(shape_cache, "build_plain", counting)
    shape_cache._RECENT_SHAPES.clear()
    yield counted
    shape_cache._RECENT_SHAPES.clear()


GROMMET = catalogue.find("grommet")


def test_this_process_builds_it_once(builds):
    one, other = (shape_cache.load_or_build(GROMMET, GROMMET.parameters()) for _ in range(2))
    assert builds == ["grommet"]
    assert one[1] == other[1]
    assert not one[0].isSame(other[0])


def test_a_later_process_reads_it(builds, tmp_path):
    _, content = shape_cache.load_or_build(GROMMET, GROMMET.parameters())
    shape_cache._RECENT_SHAPES.clear()
    (tmp_path / "shape").write_bytes(content)
    shape, again = shape_cache.load_or_build(GROMMET, GROMMET.parameters(), tmp_path / "shape")
    assert (builds, again) == (["grommet"], content)
    assert shape.isValid() and shape.Volume() > 0


@pytest.mark.parametrize(
    "spoil", [lambda all: all[:-9], lambda all: b"", lambda all: all[:-1] + b"?", lambda all: b"\n"]
)
def test_what_is_not_whole_is_built_anew(builds, tmp_path, spoil):
    _, content = shape_cache.load_or_build(GROMMET, GROMMET.parameters())
    shape_cache._RECENT_SHAPES.clear()
    (tmp_path / "shape").write_bytes(spoil(content))
    assert shape_cache.load_or_build(GROMMET, GROMMET.parameters(), tmp_path / "shape")[1] == content
    assert len(builds) == 2


def test_what_was_made_smaller_is_told_each_time(builds):
    for _ in range(2):
        with record_reductions() as reductions:
            shape_cache.load_or_build(GROMMET, GROMMET.parameters())
        assert reductions == [Reduction("Rim", 2.0, 1.2)]
    assert len(builds) == 1


def test_what_cannot_alter_the_shape_builds_nothing(builds):
    template = catalogue.find("foot_orthosis")
    for mass in (60.0, 90.0):
        shape_cache.load_or_build(template, template.parameters(body_mass=mass))
    assert len(builds) == 1


def test_only_so_many_are_held(builds, monkeypatch):
    monkeypatch.setattr(shape_cache, "MAX_SHAPES", 2)
    for size in (14.0, 15.0, 16.0):
        shape_cache.load_or_build(GROMMET, GROMMET.parameters(hole_diameter=size))
    assert len(shape_cache._RECENT_SHAPES) == 2
