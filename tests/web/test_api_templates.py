from support.http_requests import get

from configurator import catalogue


def test_every_part_is_listed_with_its_picture(client):
    found = get(client, "templates").json
    assert {each["id"] for each in found["templates"]} == set(catalogue.templates())
    assert found["broken"] == []
    assert {each["id"] for each in found["templates"] if each["prescribed"]} == {"foot_orthosis"}
    assert all(each["picture"].startswith("/api/v1/pictures/") for each in found["templates"])


def test_a_part_says_all_of_itself(client):
    found = get(client, "templates/foot_orthosis").json
    template = catalogue.find("foot_orthosis")
    length = found["parameters"]["properties"]["foot_length"]
    told = {"title", "description", "unit", "group", "ansur", "measured", "minimum", "maximum", "default"}
    assert told <= set(length)
    assert (length["unit"], length["measured"], length["ansur"]) == ("mm", True, "footlength")
    assert list(found["parameters"]["properties"]) == list(template.parameters.model_fields)
    assert found["offers"] == list(template.offers)
    assert list(found["presets"]) == list(template.presets)
    assert found["prescribed"] is True
    assert found["sources"] == list(template.sources)


def test_a_part_that_is_not_there_is_answered_with_the_nearest(client):
    found = get(client, "templates/gromet", 404).json
    assert found["problems"][0]["hint"] == "Did you mean 'grommet'?"
