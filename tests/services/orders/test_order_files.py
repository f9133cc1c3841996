import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from support.ordering import CLINIC

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.services.orders.judge_order import judge_order
from configurator.services.orders.order_files import read_order, read_order_file

SAMPLES = Path(__file__).parents[3] / "docs" / "samples"
SHEET = {"measurements": {"hole_diameter": 14, "panel_thickness": 1.5, "cable_diameter": 8}}
WIDE = {"measurements": SHEET["measurements"] | {"cable_diameter": "wide"}}
ITEM = {"template": "grommet", "sheet": SHEET}
TO = {
    "name": "Workshop", "street": "12 Harbour Lane", "city": "Bristol", "country": "UK", "latitude": 51.45,
    "longitude": -2.59,
}  # fmt: skip
ORDER = {"items": [ITEM], "deliver_to": TO}


def judged(request):
    return judge_order(CLINIC, replace(request, key="1"))


def faults(content, folder=None):
    with pytest.raises(Refused) as caught:
        judged(read_order(content, folder))
    return {problem.fields[0]: problem for problem in caught.value.problems}


def test_a_whole_order_is_read(tmp_path):
    content = ORDER | {"patient": "K-2041", "prescription": "R-7", "key": "1"}
    content["items"] = [ITEM, ITEM | {"offer": "sls-pa12", "quantity": 1000}]
    content["deliver_to"] = TO | {"postcode": "BS1 0XX"}
    request = read_order(content, tmp_path)
    judgement = judged(request)
    first, second = judgement.order.items
    assert [(each.offer, each.quantity) for each in (first, second)] == [("mjf-tpu", 1), ("sls-pa12", 1000)]
    assert (first.design.template, first.design.parameters["hole_diameter"]) == ("grommet", 14)
    assert (request.person.patient, request.person.prescription, request.key) == ("K-2041", "R-7", "1")
    assert list(request.person.address.values()) == ["Workshop", "12 Harbour Lane", "BS1 0XX", "Bristol", "UK"]
    assert (request.place.latitude, request.place.longitude) == (51.45, -2.59)
    assert (request.pick_up, judgement.problems) == ("", ())
    assert judgement.notes == ("items.0: grommet: mjf-tpu is taken, the first offer that fits",)


def test_a_prescription_may_be_a_text_whose_line_breaks_are_of_one_kind(tmp_path):
    typed = " Heel lift 4 mm left.\r\n\r\nNo lift on the right.\n"
    person = judged(read_order(ORDER | {"prescription": typed}, tmp_path)).order.person
    assert person.prescription == "Heel lift 4 mm left.\n\nNo lift on the right."
    full = "\r\n".join(["x" * 99] * 20)
    assert len(judged(read_order(ORDER | {"prescription": full}, tmp_path)).order.person.prescription) == 1999


@pytest.mark.parametrize("text", ["left\0", "left \ud800"])
def test_a_prescription_that_is_no_text_is_refused(text):
    (problem,) = faults(ORDER | {"prescription": text}).values()
    assert (problem.fields, problem.hint) == (("prescription",), "Type it anew.")


def test_what_is_collected_has_no_address(tmp_path):
    ask = read_order({"items": [ITEM], "pick_up": "berlin"}, tmp_path)
    assert (ask.pick_up, ask.place, ask.person.address) == ("berlin", None, {})


def test_a_sheet_is_found_beside_the_file(tmp_path):
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "one.json").write_text(json.dumps(SHEET | {"template": "grommet", "code": "K-1"}))
    (tmp_path / "order.json").write_text(
        json.dumps(ORDER | {"items": [{"template": "grommet", "sheet": "sheets/one.json"}]})
    )
    (wanted,) = read_order_file(tmp_path / "order.json").items
    assert wanted.configured.require_design() == read_order(ORDER, tmp_path).items[0].configured.design


def test_a_sheets_unused_measurements_are_named_and_its_prescription_goes_first(tmp_path):
    sheet = {"measurements": SHEET["measurements"] | {"stature": 1800}, "prescription": {"cable_diameter": 9}}
    judgement = judged(read_order(ORDER | {"items": [ITEM | {"sheet": sheet}]}, tmp_path))
    assert "items.0: grommet ignores: stature" in judgement.notes
    assert judgement.order.items[0].design.parameters["cable_diameter"] == 9


def test_doubts_have_their_place(tmp_path):
    template = catalogue.find("foot_orthosis")
    sheet = template.presets[next(iter(template.presets))].model_dump(exclude_none=True) | {"heel_breadth": 88}
    item = {"template": "foot_orthosis", "sheet": {"measurements": sheet}}
    order = ORDER | {"items": [ITEM, item], "patient": "K-2041", "prescription": "R-77"}
    problems = judged(read_order(order, tmp_path)).problems
    assert {problem.severity for problem in problems} == {"warning"}
    assert {field for problem in problems for field in problem.fields} >= {
        "items.1.heel_breadth",
        "items.1.foot_breadth",
    }


UNKNOWN = [
    ({"itmes": []}, "itmes", "items"),
    ({"items": [ITEM | {"ofer": "x"}]}, "items.0.ofer", "offer"),
    ({"deliver_to": TO | {"zip_city": "x"}}, "deliver_to.zip_city", "city"),
    ({"items": [ITEM | {"sheet": SHEET | {"perscription": {}}}]}, "items.0.sheet.perscription", "prescription"),
    (
        {"items": [ITEM | {"sheet": {"prescription": {"cable_diametre": 8}}}]},
        "items.0.cable_diametre",
        "cable_diameter",
    ),
    ({"items": [ITEM | {"template": "gromet"}]}, "items.0.template", "grommet"),
    ({"items": [ITEM | {"offer": "mjf-tpv"}]}, "items.0.offer", "mjf-tpu"),
]


@pytest.mark.parametrize(("changed", "where", "meant"), UNKNOWN, ids=[where for _, where, _ in UNKNOWN])
def test_an_unknown_name_is_refused_with_the_nearest(changed, where, meant):
    assert f"'{meant}'" in faults(ORDER | changed)[where].hint


FOOT = {"template": "foot_orthosis", "sheet": {"prescription": {"side": "left"}}}
MISPLACED = [
    (
        {"items": [ITEM | {"sheet": {"hole_diameter": 14}}]},
        "items.0.sheet.hole_diameter",
        'Put it under "measurements".',
    ),
    ({"items": [FOOT | {"sheet": {"side": "left"}}]}, "items.0.sheet.side", 'Put it under "prescription".'),
    (
        {"items": [ITEM, FOOT | {"footlength": 262}]},
        "items.1.footlength",
        'Put it under "measurements" in the sheet of its part.',
    ),
    ({"items": [ITEM, FOOT], "footlength": 262}, "footlength", 'Put it under "measurements" in the sheet of its part.'),
    ({"items": [ITEM, FOOT], "body_mass": 81}, "body_mass", 'Put it under "measurements".'),
]


@pytest.mark.parametrize(("changed", "where", "hint"), MISPLACED, ids=[where for _, where, _ in MISPLACED])
def test_a_measurement_in_the_wrong_place_is_told_the_right_one(changed, where, hint):
    assert faults(ORDER | changed)[where].hint == hint


def test_a_drawing_without_its_sign_has_the_hint_to_write_it(tmp_path):
    (tmp_path / "plate.dxf").touch()
    item = {"template": "flat_gasket", "sheet": {"prescription": {"shape": "plate.dxf"}}}
    told = faults(ORDER | {"items": [item]}, tmp_path)
    assert told["items.0.shape"].hint == "To read the drawing, write @plate.dxf."


@pytest.mark.parametrize("items", [5, [5], [{"template": []}], [{"template": "gromet"}]])
def test_what_is_wrong_in_other_ways_too_has_no_place(items):
    assert "Put it" not in faults({"items": items, "hole_diameter": 14})["hole_diameter"].hint


WRONG = [
    ({"items": []}, "items"),
    ({"items": {}}, "items"),
    ({"items": ["grommet"]}, "items.0"),
    ({"items": [{"sheet": SHEET}]}, "items.0.template"),
    ({"items": [ITEM | {"quantity": 0}]}, "items.0.quantity"),
    ({"items": [ITEM | {"quantity": 1001}]}, "items.0.quantity"),
    ({"items": [ITEM | {"quantity": 1.5}]}, "items.0.quantity"),
    ({"items": [ITEM | {"quantity": True}]}, "items.0.quantity"),
    ({"items": [ITEM | {"quantity": "2"}]}, "items.0.quantity"),
    ({"items": [ITEM | {"sheet": 5}]}, "items.0.sheet"),
    ({"items": [ITEM | {"sheet": {"measurements": []}}]}, "items.0.sheet.measurements"),
    ({"items": [ITEM | {"sheet": WIDE}]}, "items.0.cable_diameter"),
    ({"items": [ITEM | {"offer": "mjf-pla"}]}, "items.0.offer"),
    ({"items": [ITEM | {"offer": "fdm-pla"}]}, "items.0.offer"),
    ({"deliver_to": "Bristol"}, "deliver_to"),
    ({"deliver_to": TO | {"latitude": 90.01}}, "deliver_to.latitude"),
    ({"deliver_to": TO | {"longitude": -180.01}}, "deliver_to.longitude"),
    ({"deliver_to": TO | {"latitude": math.nan}}, "deliver_to.latitude"),
    ({"deliver_to": TO | {"latitude": "51"}}, "deliver_to.latitude"),
    ({"deliver_to": TO | {"latitude": 0, "longitude": 0}}, "deliver_to"),
    ({"deliver_to": TO | {"name": " "}}, "deliver_to.name"),
    ({"deliver_to": TO | {"street": "one\nline"}}, "deliver_to.street"),
    ({"patient": 2041}, "patient"),
    ({"patient": "K" * 81}, "patient"),
    ({"prescription": 77}, "prescription"),
    ({"prescription": "x" * 2001}, "prescription"),
    ({"key": 1}, "key"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "where"), WRONG, ids=[f"{where} {list(changed.values())}"[:60] for changed, where in WRONG]
)
def test_a_wrong_value_is_refused_with_its_place_and_a_hint(changed, where):
    found = faults(ORDER | changed)
    assert list(found) == [where]
    assert found[where].hint


@pytest.mark.parametrize("name", ["name", "street", "city", "country", "latitude", "longitude"])
def test_an_address_is_whole(name):
    found = faults(ORDER | {"deliver_to": {key: value for key, value in TO.items() if key != name}})
    assert found[f"deliver_to.{name}"].message == "It is missing."


def test_what_is_personal_is_not_repeated():
    content = ORDER | {"patient": ["Anna"], "deliver_to": TO | {"name": ["Anna Meier"], "city": "\n"}}
    assert "Anna" not in " ".join(map(str, faults(content).values()))


def test_the_edges_of_the_earth_are_on_it(tmp_path):
    for latitude, longitude in [(90, 180), (-90, -180), (0, 1), (51, 0)]:
        place = read_order(ORDER | {"deliver_to": TO | {"latitude": latitude, "longitude": longitude}}, tmp_path).place
        assert (place.latitude, place.longitude) == (latitude, longitude)


def test_faults_of_several_items_are_told_together(tmp_path):
    found = faults(
        ORDER
        | {"items": [ITEM | {"offer": "x"}, ITEM, {"template": "x"}, {"template": "grommet", "sheet": "no.json"}]},
        tmp_path,
    )
    assert sorted(found) == ["items.0.offer", "items.2.template", "items.3.sheet"]


def test_what_is_wrong_with_a_part_and_with_where_it_goes_is_told_together(tmp_path):
    found = faults({"items": [ITEM | {"offer": "x"}], "deliver_to": TO, "pick_up": "berlin"}, tmp_path)
    assert sorted(found) == ["deliver_to", "items.0.offer"]


@pytest.mark.parametrize("content", ["", "[", "[]", "3", '"x"', "[" * 100_000])
def test_what_is_no_order_is_refused(tmp_path, content):
    (tmp_path / "order.json").write_text(content)
    with pytest.raises(Refused) as caught:
        read_order_file(tmp_path / "order.json")
    assert caught.value.problems[0].fields == ("file",)
    assert caught.value.problems[0].hint


def test_a_name_given_twice_in_an_order_is_refused_where_it_stands(tmp_path):
    sheet = '{"measurements": {"hole_diameter": 35, "hole_diameter": 53}}'
    (tmp_path / "order.json").write_text(f'{{"items": [{{"template": "grommet", "sheet": {sheet}}}], "key": "1"}}')
    with pytest.raises(Refused) as caught:
        read_order_file(tmp_path / "order.json")
    (problem,) = caught.value.problems
    assert problem.fields == ("items.0.sheet.measurements.hole_diameter",)


@pytest.mark.parametrize("name", ["order-feet", "order-grommets"])
def test_the_samples_can_be_ordered_with_nothing_doubtful(name):
    request = read_order_file(SAMPLES / f"{name}.json")
    assert request.key
    assert judged(request).problems == ()


FOOT = {"measurements": {"footlength": 262}, "prescription": {"side": "left"}}
FEET = {"template": "foot_orthosis", "sheet": FOOT}


def masses(content, folder):
    return [each.sheet.values().get("body_mass") for each in read_order(content, folder).items]


def test_what_belongs_to_the_person_is_said_once_for_all_parts_and_a_part_may_say_otherwise(tmp_path):
    other = {"template": "foot_orthosis", "sheet": FOOT | {"measurements": {"footlength": 262, "mass_kg": 90}}}
    order = ORDER | {"items": [FEET, other, ITEM], "measurements": {"body_mass": "81kg"}}
    assert masses(order, tmp_path) == [81, 90, None]


@pytest.mark.parametrize("name", ["footlength", "hole_diameter", "shoe_size"])
def test_what_belongs_to_no_person_is_said_in_the_sheet_of_its_part(tmp_path, name):
    found = faults(ORDER | {"items": [FEET, ITEM], "measurements": {name: 14}}, tmp_path)
    assert "sheet of the part" in found[f"measurements.{name}"].hint


def springfield(**lines):
    address = {name: value for name, value in TO.items() if name not in ("latitude", "longitude")}
    return ORDER | {"deliver_to": address | {"city": "Springfield", "country": "US"} | lines}


def test_an_address_without_degrees_lies_where_its_town_does(tmp_path):
    for postcode, latitude in (("62701", 39.8), ("65802", 37.2)):
        request = read_order(springfield(postcode=postcode), tmp_path)
        assert (round(request.place.latitude, 1), request.person.address["postcode"]) == (latitude, postcode)
    request = read_order(springfield(region="IL"), tmp_path)
    assert (round(request.place.latitude, 1), request.person.address["region"]) == (39.8, "IL")


def test_a_town_of_which_there_are_several_is_refused_with_those_to_choose_from(tmp_path):
    found = faults(springfield(), tmp_path)
    assert list(found) == ["deliver_to.city"]
    assert "Springfield, Missouri, United States" in found["deliver_to.city"].hint
