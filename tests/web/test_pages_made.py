from concurrent.futures import CancelledError
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from support.pages import GROMMET, Page, get_page, post_form
from support.reports import INSERT

from configurator.domain.errors import crashed
from configurator.services.common.kernel_gate import ROOMS
from web.context import EXTENSION

PART = "/parts/grommet/made"
MADE = f"{PART}?{GROMMET}"
FORM = dict(parse_qsl(GROMMET))
BODIES = (("nuts", 2), ("plate", 1))


@pytest.fixture
def made_page(client):
    """Have the part made, and open the page that the answer leads to."""
    return lambda form=FORM: get_page(client, post_form(client, PART, form))


def forms(page):
    """The buttons that make one more file."""
    return [each for each in page.all("form") if each.attributes["action"].startswith(f"{PART}/")]


def test_looking_makes_nothing_and_says_how_to_have_it_made(client, paper):
    page = get_page(client, MADE, 404)
    assert "Its files are not here" in page.text
    assert paper.requests == []
    form = page.one("form", method="post")
    assert post_form(client, form.attributes["action"], page.hidden_values()) == MADE
    get_page(client, MADE)
    assert len(paper.requests) == 1


def test_what_was_cleared_away_since_can_be_made_again(client, context, made_page):
    made_page()
    for file in (each for each in Path(str(context.objects.prefix)).rglob("*") if each.is_file()):
        file.unlink()
    get_page(client, MADE, 404)
    made_page()


def test_another_site_s_page_has_nothing_made(client, paper):
    for path in (PART, f"{PART}/pdf"):
        assert client.post(path, data=FORM, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 422
    assert client.get(f"{PART}/pdf?{GROMMET}").status_code == 405
    assert paper.requests == []


def test_asked_and_measured_stand_side_by_side(made_page):
    page = made_page()
    assert "Height 4.50 mm 4.50 mm less than 0.001 0.050 within" in page.text
    assert "Volume 1.00 cm³" in page.text
    assert "Outer size 21.4 × 21.4 × 4.5 mm" in page.text
    assert not any(words in page.text for words in ("Triangles", "version", "watertight")), "no customer's words"


def test_bodies_are_listed_where_the_part_names_some(made_page, paper):
    assert "Bodies" not in made_page().text
    nuts, plate = ({"name": name, "solids": n, "volume_mm3": 1000.0 * n, "engraved": False} for name, n in BODIES)
    paper.fields = {"bodies": [plate, nuts]}
    assert "Bodies plate, 1.00 cm³; nuts (2 pieces), 2.00 cm³" in made_page({**FORM, "hole_diameter": "15"}).text


def test_inserts_are_listed_where_something_is_put_in(made_page, paper):
    paper.fields = {"inserts": [INSERT]}
    put_in = "M4 heat-set insert (DIN 16903), underside: hole Ø 5.60 mm, 9.00 mm deep"
    assert f"Put in {put_in}" in made_page().text


def test_every_file_can_be_downloaded(client, made_page):
    page = made_page()
    for form in forms(page):
        assert post_form(client, form.attributes["action"], FORM) == MADE
    page = made_page()
    links = [each for each in page.all("a") if "download" in each.attributes]
    assert [each.text.partition(",")[0] for each in links[:4]] == ["STEP", "STL", "3MF", "Report"]
    assert (len(links), forms(page)) == (10, [])
    for each in links:
        answer = client.get(each.attributes["href"])
        assert answer.status_code == 200
        place, _, name = answer.headers["Content-Disposition"].partition("; filename=")
        assert place == ("inline" if name.endswith('.png"') else "attachment")


def test_a_cutting_file_is_there_for_a_flat_sheet_alone(client, made_page):
    gasket = {"form": "round", "bolts": "none", "outside_diameter": "40", "bore": "28"}
    page = get_page(client, post_form(client, "/parts/flange_gasket/made", gasket))
    assert [each for each in page.all("form") if each.attributes["action"] == "/parts/flange_gasket/made/cut_dxf"]
    assert "what a cutter follows" in page.text and "what a cutter follows" not in made_page().text
    assert client.post(f"{PART}/cut_dxf", data=FORM).status_code == 404


def test_the_part_is_made_once(made_page, paper):
    made_page(), made_page()
    assert len(paper.requests) == 1


def test_a_size_out_of_tolerance_stands_out(made_page, paper):
    paper.ok = False
    row = made_page().one("tr", class_="astray")
    assert row.text.endswith("out of tolerance")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_cannot_be_made_is_told_with_the_way_back(client, paper, method):
    form = {"unit": "in", "hole_diameter": "9/16", "cable_diameter": "2"}
    sent = {"query_string": form} if method == "GET" else {"data": form}
    page = Page(client.open(PART, method=method, **sent).text)
    assert "This cannot be made as it is" in page.text
    back = page.one("a", class_="button").attributes["href"]
    assert get_page(client, back).value("hole_diameter") == "9/16"
    assert paper.requests == []


def test_the_way_to_the_order_takes_the_sizes_along(client, made_page):
    (order, *_) = made_page().all("a", class_="button")
    assert "14 mm" in get_page(client, order.attributes["href"]).one("dl", class_="values").text


def test_where_too_many_wait_one_is_asked_to_come_again(app, client, made_page):
    leave = [app.extensions[EXTENSION].gate.admit("files", str(number)) for number in range(ROOMS["files"].callers)]
    answer = client.post(PART, data=FORM)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert "The server is busy." in answer.text
    leave[0]()
    made_page()


def test_what_a_stop_of_the_server_ends_may_be_tried_again(client, paper):
    def on_request(request):
        raise CancelledError

    paper.on_request = on_request
    answer = client.post(PART, data=FORM)
    assert answer.status_code == 503
    assert "The server is being stopped." in answer.text


def test_a_part_that_could_not_be_made_is_told_and_tried_again(client, made_page, paper):
    def on_request(request):
        raise crashed("It took longer than 30 s.", hint="Try again.")

    paper.on_request = on_request
    assert "It took longer than 30 s. Try again." in post_form(client, PART, FORM, 500).text
    paper.on_request = lambda request: None
    made_page()


def test_an_unknown_part_is_not_found(client):
    get_page(client, "/parts/gasket/made", 404)


def test_what_takes_longer_is_made_when_asked_for(client, made_page, paper):
    page = made_page()
    assert paper.requests[0]["formats"] == ["step", "stl", "3mf", "png", "findings"]
    buttons = [each for each in page.all("button") if each.text == "Make"]
    names = [each.attributes["aria-label"].partition(",")[0] for each in buttons]
    assert names == ["Make PDF", "Make DXF", "Make Quality sheet", "Make GLB", "Make WebP"]
    page = get_page(client, post_form(client, forms(page)[0].attributes["action"], FORM))
    assert paper.requests[-1]["formats"] == ["pdf"]
    (link,) = [each for each in page.all("a") if each.text.startswith("PDF")]
    assert client.get(link.attributes["href"]).mimetype == "application/pdf"


def test_a_drawing_is_in_the_unit_of_the_page_and_for_the_first_offer_that_fits(client, paper):
    form = {"unit": "in", "hole_diameter": "1/2", "panel_thickness": "1/16", "cable_diameter": "1/4"}
    post_form(client, f"{PART}/pdf", form)
    drafting = paper.requests[-1]["drafting"]
    assert (drafting["unit"], drafting["offer"]) == ("in", "mjf-tpu")


def test_a_file_that_is_not_made_there_is_not_found(client):
    post_form(client, f"{PART}/stl", FORM, 404)


def test_places_of_findings_are_shown_on_the_part(client, made_page, paper):
    finding = {
        "code": "thin_wall",
        "severity": "warning",
        "message": "Thin.",
        "hint": "",
        "place": [0, 0, 1],
        "size": 0.5,
    }
    offered = {"offer": "sls-pa12", "mass_g": 1.0, "thinnest_mm": 0.5, "orientation": None, "findings": [finding]}
    paper.manufacturability = [offered]
    page = made_page()
    assert page.one("button", class_="quiet place").attributes["data-finding"] == "sls-pa12/1"
    model = page.one("div", id="places").attributes["data-model"]
    assert client.get(model).mimetype == "model/gltf-binary"
    assert len(paper.requests) == 1


def test_without_findings_no_model_is_loaded(made_page):
    assert not made_page().all("div", id="places")


def test_the_picture_is_that_of_the_files(client, made_page):
    assert client.get(made_page().one("img", width="1200").attributes["src"]).mimetype == "image/png"


def test_nothing_is_made_of_a_part_whose_side_nobody_says(client, paper):
    foot = {"foot_length": "262", "foot_breadth": "98", "ball_of_foot_length": "194", "heel_breadth": "70"}
    page = post_form(client, "/parts/foot_orthosis/made", foot, 200)
    assert "It is not said whether left or right." in page.text
    assert paper.requests == []
