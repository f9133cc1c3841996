from concurrent.futures import ThreadPoolExecutor

import pytest
from support.ordering import GROMMET, design

from configurator import catalogue
from configurator.services.common.memory_cache import MemoryCache
from configurator.services.designs.configure import build_design
from configurator.services.previews import shapes
from configurator.services.previews.shapes import find_shape, shape_of

ORTHOSIS = catalogue.find("foot_orthosis")


def sized(hole):
    return build_design(GROMMET, GROMMET.parameters(hole_diameter=hole))


@pytest.fixture
def memory_of_two(monkeypatch):
    monkeypatch.setattr(shapes, "_remembered", MemoryCache(2, lambda shape: 1))


def test_a_key_is_that_of_one_design_and_these_programs(monkeypatch):
    firewall = design("firewall")
    before = shape_of(firewall).key
    assert before == shape_of(design("firewall")).key != shape_of(sized(14.0001)).key
    monkeypatch.setattr(shapes, "versions", lambda: {"configurator": "another"})
    after = shape_of(firewall).key
    monkeypatch.setattr(shapes, "source_digest", lambda template: "changed")
    assert len({before, after, shape_of(firewall).key}) == 3


def test_what_does_not_alter_the_shape_is_at_its_default():
    heavy = build_design(ORTHOSIS, ORTHOSIS.parameters(body_mass=110))
    shape = shape_of(heavy)
    assert shape.design.parameters == ORTHOSIS.parameters().model_dump()
    assert shape_of(shape.design) == shape


def test_a_shape_is_found_by_its_key_until_others_have_come_since(memory_of_two):
    first, second = shape_of(sized(14)), shape_of(sized(15))
    assert find_shape(first.key) == first
    third = shape_of(sized(16))
    assert [find_shape(each.key) for each in (first, second, third)] == [first, None, third]
    assert find_shape("0" * 64) is None


def test_a_shape_that_comes_again_stays(memory_of_two):
    first, second = shape_of(sized(14)), shape_of(sized(15))
    shape_of(sized(14))
    shape_of(sized(16))
    assert (find_shape(first.key), find_shape(second.key)) == (first, None)


def test_threads_find_what_they_have_remembered(memory_of_two):
    def remember(hole):
        shape = shape_of(sized(10 + hole / 100))
        return find_shape(shape.key) in (shape, None)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(remember, range(400)))
    assert len(shapes._remembered._values) == shapes._remembered._total_size == 2
