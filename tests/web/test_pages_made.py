from support.pages import GROMMET, get_page

from configurator.domain.errors import crashed
from configurator.services.common.kernel_gate import ROOMS
from web.context import EXTENSION

MADE = f"/parts/grommet/made?{GROMMET}"


def test_asked_and_measured_stand_side_by_side(client):
    page = get_page(client, MADE)
    assert "Height 4.50 mm 4.50 mm 0.000 0.050 within" in page.text
    assert "Volume 1.00 cm³" in page.text


def test_every_file_can_be_downloaded(client):
    links = [each for each in get_page(client, MADE).all("a") if "download" in each.attributes]
    assert [each.text.partition(",")[0] for each in links[:4]] == ["STEP", "STL", "3MF", "Report"]
    assert len(links) == 10
    for each in links:
        answer = client.get(each.attributes["href"], follow_redirects=True)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_part_is_made_once(client, paper):
    get_page(client, MADE), get_page(client, MADE)
    assert len(paper.requests) == 1


def test_a_size_out_of_tolerance_stands_out(client, paper):
    paper.ok = False
    row = get_page(client, MADE).one("tr", class_="astray")
    assert row.text.endswith("out of tolerance")


def test_what_cannot_be_made_is_told_with_the_way_back(client, paper):
    page = get_page(client, "/parts/grommet/made?unit=in&hole_diameter=9/16&cable_diameter=2")
    assert "This cannot be made as it is" in page.text
    back = page.one("a", class_="button").attributes["href"]
    assert get_page(client, back).value("hole_diameter") == "9/16"
    assert paper.requests == []


def test_the_way_to_the_order_takes_the_sizes_along(client):
    (order, *_) = get_page(client, MADE).all("a", class_="button")
    assert "14 mm" in get_page(client, order.attributes["href"]).one("dl", class_="values").text


def test_where_too_many_wait_one_is_asked_to_come_again(app, client):
    leave = [app.extensions[EXTENSION].gate.admit("files", str(number)) for number in range(ROOMS["files"].callers)]
    answer = client.get(MADE)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert "The server is busy." in answer.text
    leave[0]()
    get_page(client, MADE)


def test_a_part_that_could_not_be_made_is_told_and_tried_again(client, paper):
    def on_request(request):
        raise crashed("It took longer than 30 s.", hint="Try again.")

    paper.on_request = on_request
    assert "It took longer than 30 s. Try again." in get_page(client, MADE, 500).text
    paper.on_request = lambda request: None
    get_page(client, MADE)


def test_an_unknown_part_is_not_found(client):
    get_page(client, "/parts/gasket/made", 404)


def test_what_takes_longer_is_made_when_asked_for(client, paper):
    get_page(client, MADE)
    assert paper.requests[0]["formats"] == ["step", "stl", "3mf"]
    later = [each for each in get_page(client, MADE).all("a") if "/made/" in each.attributes.get("href", "")]
    assert [each.text.partition(",")[0] for each in later] == ["PDF", "DXF", "Quality sheet", "GLB", "PNG", "WebP"]
    answer = client.get(later[0].attributes["href"])
    assert answer.status_code == 302
    assert paper.requests[-1]["formats"] == ["pdf"]
    assert client.get(answer.headers["Location"]).mimetype == "application/pdf"


def test_a_drawing_is_in_the_unit_of_the_page_and_for_the_first_offer_that_fits(client, paper):
    client.get("/parts/grommet/made/pdf?unit=in&hole_diameter=1/2&panel_thickness=1/16&cable_diameter=1/4")
    drafting = paper.requests[-1]["drafting"]
    assert (drafting["unit"], drafting["offer"]) == ("in", "mjf-tpu")


def test_a_file_that_is_not_made_there_is_not_found(client):
    get_page(client, MADE.replace("made", "made/stl"), 404)


def test_places_of_findings_are_shown_on_the_part(client, paper):
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
    page = get_page(client, MADE)
    assert page.one("button", class_="quiet place").attributes["data-finding"] == "sls-pa12/1"
    model = page.one("div", id="places").attributes["data-model"]
    assert client.get(model).status_code == 302
    assert paper.requests[-1]["formats"] == ["findings"]


def test_without_findings_no_model_is_loaded(client):
    assert not get_page(client, MADE).all("div", id="places")
