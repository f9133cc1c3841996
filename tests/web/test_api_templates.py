import pytest
from pypdfium2 import PdfDocument
from support.http_requests import get

from configurator import catalogue


def test_every_part_is_listed_with_its_picture(client):
    found = get(client, "templates").json
    assert {each["id"] for each in found["templates"]} == set(catalogue.templates())
    assert found["broken"] == []
    prescribed = {each["id"] for each in found["templates"] if each["prescribed"]}
    assert prescribed == {name for name, each in catalogue.templates().items() if each.zone == "skin"}
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


@pytest.mark.parametrize(
    ("part", "form"), [("grommet", "/parts/grommet"), ("foot_orthosis", "/clinic/?template=foot_orthosis")]
)
def test_a_measuring_sheet_leads_back_to_the_form_of_its_part(client, part, form):
    found = client.get(f"/api/v1/templates/{part}/measuring-sheet?paper=Letter&unit=in")
    assert (found.status_code, found.content_type) == (200, "application/pdf")
    page = PdfDocument(found.data)[0]
    assert page.get_size() == (612, 792)
    assert f"http://localhost{form}" in page.get_textpage().get_text_range()
    assert client.get(form).status_code in (200, 302)


def test_a_measuring_sheet_leads_to_the_public_address_whatever_host_was_asked(app):
    app.config["PUBLIC_URL"] = "https://parts.example.org"
    found = app.test_client().get("/api/v1/templates/grommet/measuring-sheet", headers={"Host": "localhost:6666"})
    text = PdfDocument(found.data)[0].get_textpage().get_text_range()
    assert "https://parts.example.org/parts/grommet" in text and "6666" not in text


def test_a_sheet_on_another_paper_or_of_another_part_is_refused(client):
    assert client.get("/api/v1/templates/grommet/measuring-sheet?paper=A3").status_code == 422
    assert client.get("/api/v1/templates/gromet/measuring-sheet").status_code == 404
    nothing = client.get("/api/v1/templates/flat_gasket/measuring-sheet")
    assert nothing.status_code == 422 and "Nothing is measured" in nothing.json["problems"][0]["message"]
