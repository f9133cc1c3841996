import pytest
from support import ordering
from support.http_requests import GROMMET, ITEM, ORDER, fields, get, messages, post
from support.ordering import BERLIN, load_order

from configurator.domain.production.parcel_dates import SIZE_UNKNOWN
from configurator.services.orders.personal_data import read_person


@pytest.fixture
def token(client):
    return post(client, "orders", ORDER, 201)["token"]


@pytest.fixture
def made(client, context, token):
    ordering.make_items(context, load_order(context, get(client, f"orders/{token}").json["order"]["id"]))
    return token


def test_an_order_is_placed_once_per_actor_and_key(client):
    first, again = post(client, "orders", ORDER, 201), post(client, "orders", ORDER, 200)
    assert (again["id"], again["token"]) == (first["id"], first["token"])
    assert first["follow"] == f"/orders/{first['token']}"
    other = post(client, "orders", ORDER | {"actor": "clinic-8"}, 201)
    assert other["id"] != first["id"]


def test_where_to_follow_it_stands_in_the_header(client):
    answer = client.post("/api/v1/orders", json=ORDER)
    assert get(client, answer.headers["Location"]).json["order"]["id"] == answer.json["id"]


def test_a_key_that_was_used_for_something_else_is_refused(client, token):
    changed = ORDER | {"items": [ITEM | {"quantity": 2}]}
    assert fields(post(client, "orders", changed, 422)) == ["key"]


def test_a_part_for_a_person_names_whom_and_what_for(client):
    foot = {"side": "left", "foot_length": 262, "foot_breadth": 98, "ball_of_foot_length": 194, "heel_breadth": 70}
    asked = ORDER | {"items": [{"template": "foot_orthosis", "sheet": {"measurements": foot}}], "patient": ""}
    assert fields(post(client, "orders", asked, 422)) == ["patient", "prescription"]
    post(client, "orders", asked | {"patient": "K-2041", "prescription": "Lift 4 mm.\nFull length."}, 201)


@pytest.mark.parametrize("sheet", ["/etc/passwd", "sheet.json", ["a"], 7])
def test_a_sheet_that_is_a_path_is_refused(client, sheet):
    body = post(client, "orders", ORDER | {"items": [ITEM | {"sheet": sheet}]}, 422)
    assert fields(body) == ["items.0.sheet"]
    assert "passwd" not in messages(body)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"items": []}, ["items"]),
        ({"items": [ITEM] * 101}, ["items"]),
        ({"items": [ITEM | {"quantity": 0}]}, ["items.0.quantity"]),
        ({"items": [ITEM | {"template": "none"}]}, ["items.0.template"]),
        ({"items": [ITEM | {"sheet": {"measurements": {"hole_diameter": True}}}]}, [
            "items.0.sheet.measurements.hole_diameter"
        ]),
        ({"items": [ITEM | {"sheet": {"measurements": GROMMET | {"hole_diameter": "wide"}}}]}, [
            "items.0.hole_diameter"
        ]),
        ({"deliver_to": None}, ["deliver_to"]),
        ({"deliver_to": ORDER["deliver_to"] | {"latitude": 91}}, ["deliver_to.latitude"]),
        ({"deliver_to": None, "pick_up": "nowhere"}, ["pick_up"]),
        ({"patient": "K\0"}, ["patient"]),
        ({"actor": ""}, ["actor"]),
        ({"actor": "a\nb"}, ["actor"]),
        ({"key": " "}, ["key"]),
        ({"cancel": True}, ["cancel"]),
    ],
)  # fmt: skip
def test_each_fault_of_an_order_is_named(client, change, wrong):
    assert fields(post(client, "orders", ORDER | change, 422)) == wrong


def test_whom_it_is_for_is_kept_and_not_told(client, context, made):
    shown = get(client, f"orders/{made}")
    order = shown.json["order"]
    assert read_person(context, order["id"]).address["name"] == "Anna Meier"
    for word in ("Anna", "Lindenweg", "Potsdam", "K-2041", "person"):
        assert word not in str(order)
    for word in ("Anna", "Lindenweg", "Potsdam", "K-2041"):
        assert word not in shown.text
    assert order["place"] == {"latitude": 52.4, "longitude": 13.1}


def test_what_was_made_is_told_with_its_report_and_its_files(client, made):
    (item,) = get(client, f"orders/{made}").json["order"]["items"]
    assert item["state"] == "made"
    assert item["report"]["dimensions"][0]["name"] == "height"
    assert set(item["files"]) == {"stl", "step", "3mf", "png", "pdf", "dxf", "quality", "report"}
    step = get(client, item["files"]["step"])
    assert step.headers["Content-Disposition"] == f'attachment; filename="grommet-{item["design"]["code"]}.step"'


def test_no_path_of_this_machine_is_told(client, context, made, tmp_path):
    ordering.add_factories(context, BERLIN)
    post(client, f"orders/{made}/approve", {"actor": "clinic-7"})
    order = get(client, f"orders/{made}").json["order"]["id"]
    (job,) = ordering.jobs_of(context, order)
    ordering.advance(context, job, "handed_over")
    shown = get(client, f"orders/{made}")
    (told,) = shown.json["jobs"]
    assert (told["state"], told["factory"]) == ("handed_over", "berlin")
    assert [route["chosen"]["factory"] for route in told["routes"]] == ["berlin"]
    assert str(tmp_path) not in shown.text


def test_what_was_made_is_approved_once(client, made):
    approved = post(client, f"orders/{made}/approve", {"actor": "clinic-7"})
    assert approved["state"] == "approved"
    again = post(client, f"orders/{made}/approve", {"actor": "clinic-7"}, 422)
    assert "approved once" in messages(again)


def test_what_is_not_made_cannot_be_approved(client, token):
    assert fields(post(client, f"orders/{token}/approve", {"actor": "clinic-7"}, 422)) == ["order"]


def test_out_of_tolerance_needs_words(client, context, token):
    pool = ordering.PicturePool(ok=False)
    ordering.make_items(context, load_order(context, get(client, f"orders/{token}").json["order"]["id"]), pool)
    assert fields(post(client, f"orders/{token}/approve", {"actor": "clinic-7"}, 422)) == ["deviation"]
    words = {"actor": "clinic-7", "deviation": "it is filed down"}
    assert post(client, f"orders/{token}/approve", words)["state"] == "approved"


def test_an_order_can_be_cancelled(client, token):
    cancelled = post(client, f"orders/{token}/cancel", {"actor": "clinic-7", "reason": "ordered twice"})
    assert (cancelled["state"], cancelled["reason"]) == ("cancelled", "ordered twice")


@pytest.mark.parametrize("token", ["x" * 32, "-" * 32])
def test_a_token_that_nobody_has_leads_nowhere(client, token):
    assert get(client, f"orders/{token}", 404).content_type == "application/problem+json"


def test_an_orders_number_leads_nowhere(client, token):
    order = get(client, f"orders/{token}").json["order"]["id"]
    get(client, f"orders/{order}", 404)


def test_where_a_part_sits_is_kept_and_shown_and_judged(client):
    item = ITEM | {"zone": "cabin", "fluids": ["brake fluid"]}
    token = post(client, "orders", ORDER | {"items": [item]}, 201)["token"]
    (shown,) = get(client, f"orders/{token}").json["order"]["items"]
    assert shown["installation"] == {"zone": "cabin", "fluids": ["brake fluid"]}
    assert shown["offer"] == "mjf-pa12"
    refused = post(client, "orders", ORDER | {"key": "x", "items": [ITEM | {"zone": "steering"}]}, 422)
    assert fields(refused) == ["items.0.zone"] and "whatever its material" in messages(refused)


def test_an_order_without_a_word_of_it_is_one_in_which_nobody_has_said_it(client, token):
    (shown,) = get(client, f"orders/{token}").json["order"]["items"]
    assert shown["installation"] == {}


def test_how_an_order_would_come_is_told_and_a_town_of_several_is_asked_for(client, context):
    ordering.add_factories(context, BERLIN)
    asked = {name: value for name, value in ORDER.items() if name != "key"}
    told = post(client, "parcels", asked, 200)
    assert [(each["factory"], each["items"], each["ships_at"]) for each in told["parcels"]] == [("berlin", [0], "")]
    assert told["parcels"][0]["date_reasons"] == [SIZE_UNKNOWN]
    address = {"name": "W", "street": "1 Lane", "city": "Springfield", "country": "US"}
    (problem,) = post(client, "parcels", asked | {"deliver_to": address}, 422)["problems"]
    assert problem["fields"] == ["deliver_to.city"]
    assert "Springfield, Illinois, United States" in problem["hint"]
    told = post(client, "parcels", asked | {"deliver_to": address | {"postcode": "62701"}}, 200)
    assert round(told["parcels"][0]["distance_km"], -2) == 7400
