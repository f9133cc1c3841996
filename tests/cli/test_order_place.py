import json

import pytest
from support.command import files
from support.order_calls import count_order_calls, expected_calls
from support.ordering import BERLIN, CLINIC, add_factories, event_kinds, load_order, queued_works, read_events

from configurator.services.orders.personal_data import read_person

GROMMET = {"measurements": {"hole_diameter": "14mm", "panel_thickness": 1.5, "cable_diameter": 8}}
WORKSHOP = {
    "name": "Workshop", "street": "12 Harbour Lane", "city": "Bristol", "country": "UK",
    "latitude": 51.4512, "longitude": -2.5912,
}  # fmt: skip
ORDER = {"items": [{"template": "grommet", "sheet": GROMMET}], "deliver_to": WORKSHOP, "key": "1"}
SET = [word for name, value in GROMMET["measurements"].items() for word in ("--set", f"{name}={value}")]


@pytest.fixture
def order(tmp_path, data):
    """Writes the order's file, with changes."""

    def write(**changed):
        (tmp_path / "order.json").write_text(json.dumps(ORDER | changed))
        return tmp_path / "order.json"

    return write


def test_an_order_is_placed_and_its_id_is_all_that_stdout_has(call, context, order):
    done = call("order", "place", order(patient="K-2041", prescription="R-7"))
    assert done.exit_code == 0, done.stderr
    found = load_order(context, done.stdout.strip())
    assert (found.state, found.placed_by) == ("placed", CLINIC.id)
    assert (found.place.latitude, found.place.longitude) == (51.5, -2.6)
    assert [work for work, _ in queued_works(context)] == ["make_item"]
    person = read_person(context, found.id)
    assert (person.patient, person.prescription) == ("K-2041", "R-7")
    assert person.address == {name: WORKSHOP[name] for name in ("name", "street", "city", "country")}


def test_the_offer_that_nobody_chose_is_said(call, context, order):
    done = call("order", "place", order())
    assert "items.0: grommet: mjf-tpu is taken, the first offer that fits" in done.stderr
    assert load_order(context, done.stdout.strip()).items[0].offer == "mjf-tpu"


def test_a_sheet_is_kept_as_it_was_entered(told, context, order):
    taken = {"repeats": [7.9, 8, 8.2], "source": "callipers"}
    sheet = {"measurements": GROMMET["measurements"] | {"hole_diameter": "0.55in", "cable_diameter": taken}}
    (item,) = told("order", "place", order(items=[{"template": "grommet", "sheet": sheet}]))["order"]["items"]
    assert item["sheet"]["hole_diameter"] == {
        "value": pytest.approx(13.97), "entered": "0.55in", "unit": "in", "source": "typed", "repeats": [],
        "uncertainty": None,
    }  # fmt: skip
    assert item["sheet"]["cable_diameter"]["repeats"] == [7.9, 8, 8.2]
    assert item["sheet"]["cable_diameter"]["uncertainty"] == pytest.approx(0.15)
    assert item["sheet"]["cable_diameter"]["source"] == "callipers"
    assert item["design"]["parameters"]["cable_diameter"] == 8


def test_sent_twice_it_is_placed_once(call, told, context, order):
    first = told("order", "place", order())
    again = call("order", "place", order())
    assert (first["new"], again.stdout.strip()) == (True, first["order"]["id"])
    assert again.stderr.rstrip().endswith(f"Placed before. Order {first['order']['id']} (1 item) is placed.")
    assert told("order", "place", order())["new"] is False
    assert event_kinds(context) == ["order_placed", "item_added"]


def test_a_key_for_something_else_is_refused(call, refusal, order):
    placed = call("order", "place", order()).stdout.strip()
    problem = refusal("order", "place", order(patient="K-1"))
    assert problem["fields"] == ["key"]
    assert placed in problem["message"]


def test_the_key_on_the_command_line_goes_before_the_files(told, order):
    ids = [told("order", "place", order(), *key)["order"]["id"] for key in ([], ["--key", "2"], ["--key", "1"])]
    assert ids[0] != ids[1]
    assert ids[0] == ids[2]


def test_without_a_key_it_is_refused(context, refusal, order):
    problem = refusal("order", "place", order(key=" "))
    assert problem["fields"] == ["key"]
    assert "--key" in problem["hint"]
    assert read_events(context) == []


def test_a_key_that_lacks_is_told_together_with_what_is_wrong_with_the_parts(call, order):
    done = call("order", "place", order(key="", items=[{"template": "gromet"}]), "--json")
    assert [each["fields"] for each in json.loads(done.stdout)["problems"]] == [["key"], ["items.0.template"]]


def test_without_an_actor_it_is_refused_before_anything_is_opened(tmp_path, monkeypatch, refusal, order):
    monkeypatch.setenv("CONFIGURATOR_DATA", str(tmp_path / "none"))
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("CONFIGURATOR_ACTOR")
    problem = refusal("order", "place", order())
    assert problem["fields"] == ["actor"]
    assert "CONFIGURATOR_ACTOR" in problem["hint"]
    assert files(tmp_path) == ["order.json"]


def test_the_actor_on_the_command_line_goes_before_the_environments(told, order):
    assert told("order", "place", order(), "--actor", "clinic-8")["order"]["placed_by"] == "clinic-8"


def test_a_name_where_a_code_belongs_is_warned_about(call, told, order):
    (problem,) = told("order", "place", order(patient="Anna Meier"))["problems"]
    assert (problem["severity"], problem["fields"]) == ("warning", ["patient"])
    assert "warning: patient: " in call("order", "place", order(patient="Anna Meier")).stderr


def test_everything_wrong_is_said_at_once_with_its_place(call, order):
    thin = {"template": "grommet", "sheet": {"measurements": {"hole_diameter": 900}}}
    done = call("order", "place", order(items=[thin, {"template": "gromet"}]), "--json")
    problems = {each["fields"][0]: each["message"] for each in json.loads(done.stdout)["problems"]}
    assert done.exit_code == 1
    assert problems["items.0.cable_diameter"] == "The measurement is missing."
    assert problems["items.0.hole_diameter"].startswith("900 mm lies outside")
    assert problems["items.1.template"] == "There is no template 'gromet'."


def test_one_part_needs_no_file(told, context):
    near = ["--near", "51.45,-2.59"]
    order = told("order", "place", "--template", "grommet", *SET, "--quantity", 3, *near, "--key", "1")["order"]
    assert [(item["quantity"], item["offer"]) for item in order["items"]] == [(3, "mjf-tpu")]
    assert order["place"] == {"latitude": 51.5, "longitude": -2.6}
    assert order["items"][0]["sheet"]["hole_diameter"]["entered"] == "14mm"


def test_one_part_may_be_collected_and_have_an_offer_and_a_sheet(told, context, tmp_path):
    add_factories(context, BERLIN)
    (tmp_path / "sheet.json").write_text(json.dumps(GROMMET))
    given = ["--sheet", "sheet.json", "--set", "cable_diameter=9", "--offer", "mjf-pa12"]
    order = told("order", "place", "--template", "grommet", *given, "--pick-up", "berlin", "--key", "1")["order"]
    assert (order["pick_up"], order["place"]) == ("berlin", None)
    assert order["items"][0]["offer"] == "mjf-pa12"
    assert order["items"][0]["design"]["parameters"]["cable_diameter"] == 9


FOOT = {"side": "left", "foot_length": 262, "foot_breadth": 98, "ball_of_foot_length": 194, "heel_breadth": 70}
ORTHOSIS = ["--template", "foot_orthosis", "--near", "51.45,-2.59", "--key", "1"]
ORTHOSIS += [word for name, value in FOOT.items() for word in ("--set", f"{name}={value}")]


def test_a_part_for_a_person_names_whom_and_what_for(call, told, context):
    refused = json.loads(call("order", "place", *ORTHOSIS, "--json").stdout)["problems"]
    assert [each["fields"] for each in refused] == [["patient"], ["prescription"]]
    order = told("order", "place", *ORTHOSIS, "--patient", " K-2041", "--prescription", "R-77")["order"]
    person = read_person(context, order["id"])
    assert (person.patient, person.prescription) == ("K-2041", "R-77")


def test_a_file_with_a_part_for_a_person_names_whom_and_what_for(call, order):
    items = [{"template": "foot_orthosis", "sheet": {"measurements": FOOT}}]
    done = call("order", "place", order(items=items, patient="K-2041"), "--json")
    assert [each["fields"] for each in json.loads(done.stdout)["problems"]] == [["prescription"]]


@pytest.mark.parametrize("where", [[], ["--near", "51,0", "--pick-up", "berlin"]])
def test_where_it_goes_is_said_once(context, refusal, where):
    add_factories(context, BERLIN)
    assert refusal("order", "place", "--template", "grommet", *SET, "--key", "1", *where)["fields"] == ["deliver_to"]


def test_nothing_of_one_part_is_assumed(call, context):
    done = call("order", "place", "--template", "grommet", *SET[:4], "--near", "51,0", "--key", "1", "--json")
    assert done.exit_code == 1
    assert [each["fields"] for each in json.loads(done.stdout)["problems"]] == [["cable_diameter"]]


def test_a_part_without_a_file_is_configured_judged_and_digested_once(call, data, monkeypatch):
    counts = count_order_calls(monkeypatch)
    assert call("order", "place", "--template", "grommet", *SET, "--near", "51.45,-2.59", "--key", "1").exit_code == 0
    assert counts == expected_calls(1)


def test_every_part_of_a_file_is_configured_and_judged_once_and_all_are_digested_once(call, order, monkeypatch):
    counts, item = count_order_calls(monkeypatch), ORDER["items"][0]
    assert call("order", "place", order(items=[item, item | {"offer": "sls-pa12"}])).exit_code == 0
    assert counts == expected_calls(2, named_offers=1)


WRONG_USAGE = [
    (["order", "place"], "either FILE or --template"),
    (["order", "place", "x.json", "--template", "grommet"], "either FILE or --template"),
    (["order", "place", "x.json", "--quantity", "2"], "stands in it"),
    (["order", "place", "x.json", "--near", "0,0"], "stands in it"),
    (["order", "place", "x.json", "--patient", "K-1"], "stands in it"),
    (["order", "place", "--template", "grommet", "--near", "51"], "not two numbers"),
    (["order", "place", "--template", "grommet", "--near", "nan,0"], "within -90 to 90"),
    (["order", "place", "--template", "grommet", "--near", "13.4,252"], "within -180 to 180"),
    (["order", "place", "--template", "grommet", "--quantity", "0"], "is not in the range"),
]


@pytest.mark.parametrize(("words", "says"), WRONG_USAGE, ids=[" ".join(words) for words, _ in WRONG_USAGE])
def test_wrong_usage_opens_nothing(call, tmp_path, monkeypatch, words, says):
    monkeypatch.setenv("CONFIGURATOR_DATA", str(tmp_path / "none"))
    monkeypatch.setenv("CONFIGURATOR_ACTOR", CLINIC.id)
    done = call(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
    assert files(tmp_path) == []


def test_where_a_part_sits_is_said_by_options_or_in_the_file(told, refusal, order, call):
    item = {"template": "grommet", "sheet": GROMMET, "zone": "outside", "fluids": []}
    (first,) = told("order", "place", order(items=[item]))["order"]["items"]
    options = ["--template", "grommet", *SET, "--near", "52.5,13.4", "--key", "2"]
    second = told("order", "place", *options, "--zone", "outside", "--fluid", "none")["order"]
    assert first["installation"] == second["items"][0]["installation"] == {"zone": "outside", "fluids": []}
    assert "Sits: Outside, in sun and rain. Touched by: none." in call("order", "show", second["id"]).stdout
    assert refusal("order", "place", *options, "--zone", "seat belts")["fields"] == ["zone"]
    assert call("order", "place", order(), "--zone", "outside").exit_code == 2


def test_in_how_many_parcels_an_order_would_come_is_told_without_placing_it(call, told, context, order):
    add_factories(context, BERLIN)
    items = [{"template": "grommet", "sheet": GROMMET, "offer": offer} for offer in ("mjf-tpu", "mjf-pa12", "sls-pa12")]
    file = order(items=items)
    answer = told("order", "parcels", file)
    (parcel,) = answer["parcels"]
    assert (parcel["factory"], parcel["distance_km"], parcel["items"]) == ("berlin", 1098.7, [0, 1])
    assert (answer["unplaced"], answer["lacks"]) == ([2], {})
    # A command makes no drafts.
    assert (parcel["ships_at"], parcel["arrives_at"]) == ("", "") and "not known" in parcel["date_reasons"][0]
    assert "No factory can make 1 x grommet in sls-pa12 now." in call("order", "parcels", file).stdout
    assert queued_works(context) == []


def test_by_what_a_factory_is_chosen_is_said_in_the_file_or_as_an_option(told, call, order):
    assert told("order", "place", order(wish="cheapest"))["order"]["wish"] == "cheapest"
    by_option = ("--template", "grommet", *SET, "--near", "51,-2", "--key", "2", "--wish", "soonest")
    assert told("order", "place", *by_option)["order"]["wish"] == "soonest"
    assert "wish" in call("order", "place", order(wish="free", key="3")).stderr
