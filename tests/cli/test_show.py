import json

import pytest

from configurator import catalogue
from configurator.domain.parts.parameters import JSON_SCHEMA_DIALECT


def test_templates_are_listed_one_a_line(call):
    lines = [line.split("\t") for line in call("templates").stdout.splitlines()]
    assert [(line[0], line[2]) for line in lines] == [(each.id, each.title) for each in catalogue.templates().values()]


@pytest.mark.parametrize("template", catalogue.templates())
def test_a_template_shows_every_parameter_with_its_range(call, template):
    told = call("show", template).stdout
    for name, field in catalogue.find(template).parameters.model_fields.items():
        assert f"\n  {name}: " in told
        assert field.title in told


@pytest.mark.parametrize("template", catalogue.templates())
def test_a_template_in_json_has_a_schema_that_its_presets_satisfy(call, template):
    told = json.loads(call("show", template, "--json").stdout)
    schema = told["parameters"]
    assert schema["$schema"] == JSON_SCHEMA_DIALECT
    assert (schema["type"], schema["additionalProperties"]) == ("object", False)
    assert told["presets"]
    for name, declared in schema["properties"].items():
        assert {"title", "unit", "group", "ansur", "measured", "default"} <= declared.keys()
        kinds = declared.get("anyOf", [declared])
        assert all(
            satisfies(kinds, preset[name]) for preset in [*told["presets"].values(), {name: declared["default"]}]
        )
        assert not satisfies(kinds, 1e9)
        assert satisfies(kinds, "LEFT") == (declared.keys() & {"letters", "outlines"} != set())


def satisfies(kinds, value):
    """By the few words of JSON Schema that a parameter may use."""
    known = {
        "type",
        "enum",
        "minimum",
        "maximum",
        "default",
        "title",
        "description",
        "unit",
        "group",
        "ansur",
        "measured",
        "stated",
        "belongs_to",
        "shapes",
        "when",
        "letters",
        "minLength",
        "maxLength",
        "outlines",
    }
    assert all(
        kind.keys() <= known | {"anyOf"} and kind["type"] in ("number", "integer", "string", "null") for kind in kinds
    )
    types = {"number": (int, float), "integer": int, "string": str, "null": type(None)}
    return any(
        isinstance(value, types[kind["type"]])
        and value in kind.get("enum", [value])
        and (kind["type"] != "number" or kind["minimum"] <= value <= kind["maximum"])
        for kind in kinds
    )


def test_a_part_for_a_person_says_that_it_is_prescribed(call):
    prescribed = {name for name, each in catalogue.templates().items() if each.zone == "skin"}
    assert len(prescribed) > 1
    told = {name: call("show", name) for name in (*prescribed, "grommet")}
    assert {name for name, done in told.items() if "patient's code" in done.stdout} == prescribed
    listed = json.loads(call("templates", "--json").stdout)["templates"]
    assert {each["id"] for each in listed if each["prescribed"]} == prescribed
    assert json.loads(call("show", "foot_orthosis", "--json").stdout)["prescribed"] is True
