import json
from typing import Literal

import pytest
from pydantic import ValidationError

from configurator.domain.parts.parameters import (
    JSON_SCHEMA_DIALECT,
    Parameters,
    angle,
    ansur_names,
    choice,
    choices_of,
    count,
    ends_of,
    is_bounded,
    is_count,
    json_schema,
    length,
    limits_of,
    mass,
    measured_names,
    parameter_unit,
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
    assert choices_of(FIELDS["side"]) == ("left", "right")
    assert choices_of(FIELDS["wrist"]) == ()
    assert ansur_names(Splint) == {"wristcircumference": "wrist", "mass": "weight"}
    assert measured_names(Splint) == ["wrist"]


def test_numbers_are_told_from_fields_without_limits():
    assert [is_bounded(field) for field in FIELDS.values()] == [False, True, True, True, True, False]


def test_a_count_is_a_whole_number_everywhere():
    assert [name for name, field in FIELDS.items() if is_count(field)] == ["holes"]
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
