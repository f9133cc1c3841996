import json
from typing import Literal

import pytest
from pydantic import ValidationError

from configurator.domain.parts.declarations import angle, choice, count, length, mass
from configurator.domain.parts.kinds import (
    Choice,
    Count,
    Number,
    ends_of,
    find_kind,
    kind_of,
    limits_of,
    parameter_unit,
    words_of,
)
from configurator.domain.parts.parameters import (
    JSON_SCHEMA_DIALECT,
    Parameters,
    ansur_names,
    json_schema,
    measured_names,
    parameter_values,
)


class Splint(Parameters):
    side: Literal["left", "right"] = choice("left", title="Side", group="Limb")
    wrist: float = length(
        170, 100, 250, title="Wrist", group="Limb", ansur="wristcircumference", measured=True, guide="By tape."
    )
    bend: float = angle(0, -30, 60.5, title="Bend", group="Limb")
    weight: float | None = mass(None, 10, 250, title="Mass", group="Limb", ansur="mass")
    holes: int = count(4, 2, 12, title="Holes", group="Shape")
    bare: float = 3.0


FIELDS = Splint.model_fields


def test_a_declaration_tells_unit_limits_choices_and_names():
    assert [parameter_unit(field) for field in FIELDS.values()] == ["", "mm", "deg", "kg", "", ""]
    assert limits_of(FIELDS["bend"]) == (-30, 60.5)
    assert limits_of(FIELDS["weight"]) == (10, 250)
    assert words_of(FIELDS["side"]) == ("left", "right")
    assert words_of(FIELDS["wrist"]) == ()
    assert ansur_names(Splint) == {"wristcircumference": "wrist", "mass": "weight"}
    assert measured_names(Splint) == ["wrist"]


def test_each_declaration_has_its_kind_and_anything_else_none():
    assert [find_kind(field) for field in FIELDS.values()] == [
        Choice(("left", "right")), Number(100, 250, "mm"), Number(-30, 60.5, "deg"), Number(10, 250, "kg"),
        Count(2, 12), None,
    ]  # fmt: skip
    with pytest.raises(TypeError):
        kind_of(FIELDS["bare"])


def test_a_count_is_a_whole_number_everywhere():
    assert isinstance(kind_of(FIELDS["holes"]), Count)
    assert ends_of(FIELDS["holes"]) == (2, 12) and type(ends_of(FIELDS["holes"])[0]) is int
    assert ends_of(FIELDS["bend"]) == (-30.0, 60.5)
    assert ends_of(FIELDS["side"]) == ("left", "right")
    assert json_schema(Splint)["properties"]["holes"]["type"] == "integer"


def test_values_come_in_the_order_of_declaration():
    assert list(parameter_values(Splint(bend=5.0)).items()) == [
        ("side", "left"), ("wrist", 170), ("bend", 5), ("weight", None), ("holes", 4),
        ("bare", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"wrist": float("nan")},
        {"wrist": float("inf")},
        {"wrist": 99.9},
        {"wrist": 250.1},
        {"wrist": "170"},
        {"wrist": None},
        {"wrist": True},
        {"holes": 4.5},
        {"holes": 13},
        {"side": "LEFT"},
        {"unknown": 1.0},
    ],
)
def test_what_is_wrong_is_never_made_to_fit(wrong):
    with pytest.raises(ValidationError):
        Splint(**wrong)


def test_parameters_do_not_change_once_settled():
    with pytest.raises(ValidationError):
        Splint().wrist = 180.0


def test_a_default_out_of_range_is_found_at_once():
    class Wrong(Parameters):
        size: float = length(5, 10, 20, title="Size", group="All")

    with pytest.raises(ValidationError):
        Wrong()


def test_the_schema_says_what_a_form_needs():
    schema = json.loads(json.dumps(json_schema(Splint), allow_nan=False))
    assert schema["$schema"] == JSON_SCHEMA_DIALECT
    assert schema["additionalProperties"] is False
    assert schema["properties"]["wrist"] == {
        "title": "Wrist", "description": "By tape.", "type": "number", "default": 170, "minimum": 100, "maximum": 250,
        "unit": "mm", "group": "Limb", "ansur": "wristcircumference", "measured": True,
    }  # fmt: skip
    assert schema["properties"]["side"]["enum"] == ["left", "right"]
