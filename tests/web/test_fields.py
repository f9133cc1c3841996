"""A template's parameters as fields of a form."""

from configurator.domain.parts.parameters import Parameters, count, length
from configurator.domain.parts.templates import Template
from web.fields import fields_of


class Plate(Parameters):
    holes: int = count(4, 2, 12, title="Holes", group="All")
    width: float = length(50, 4, 80, title="Width", group="All")


PLATE = Template(
    id="plate", version="1", title="Plate", group="Test", summary="A plate.", parameters=Plate,
    build=lambda p: None, dimensions=lambda p: (),
)  # fmt: skip


def test_a_count_has_whole_steps_and_no_unit_whatever_the_lengths_are_in():
    for unit in ("mm", "in"):
        holes, width = fields_of(PLATE, {}, unit)
        assert (holes.whole, holes.step, holes.shown, holes.low, holes.high, holes.default) == (
            True, "1", "", "2", "12", "4",
        )  # fmt: skip
        assert (width.whole, width.shown) == (False, unit)


def test_both_ends_of_a_range_in_inches_are_allowed():
    width = fields_of(PLATE, {}, "in")[1]
    assert (width.low, width.high) == ("0.158", "3.149")
