"""A template's parameters as fields of a form."""

from support.knob import KNOB

from configurator.domain.parts.declarations import count, length
from configurator.domain.parts.parameters import Parameters
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


def test_a_text_and_a_table_have_no_range_and_a_conditional_field_says_when_it_matters():
    fields = {each.name: each for each in fields_of(KNOB, {"grip": "knurl"}, "in")}
    words, screw, flutes, depth = (fields[name] for name in ("words", "screw", "flutes", "depth"))
    assert (words.longest, words.low, words.text, words.default, words.keyboard) == (12, "", "", "CHOKE", "text")
    assert (screw.words, screw.text) == (("M3", "M4", "2 BA", "0 BA"), "M3")
    assert (flutes.condition, flutes.is_used, depth.is_used) == ("Grip is flutes", False, True)
