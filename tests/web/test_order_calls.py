"""An order that comes over the web is configured, judged and digested once on its way."""

import pytest
from support.http_requests import ITEM, ORDER, post
from support.order_calls import count_order_calls, expected_calls
from support.pages import GROMMET, get_page, post_form

TO = {"to": "address", "name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam", "country": "DE"}
CHOICE = {"quantity": "1", "key": "1", "offer": "mjf-tpu"} | TO
FOOT = {"foot_length": "263", "foot_breadth": "98", "ball_of_foot_length": "193", "heel_breadth": "72"}
WHO = {"patient": "K-2041", "clinician": "clinic-7", "prescription": "RX-77", "device_type": "custom-made"}


@pytest.fixture
def counts(monkeypatch, app):
    return count_order_calls(monkeypatch)


def side(name):
    return {f"make-{name}": "yes"} | {f"{name}-{measure}": text for measure, text in FOOT.items()}


def test_an_order_form(client, counts):
    values = dict(pair.split("=") for pair in GROMMET.split("&"))
    post_form(client, "/parts/grommet/order", CHOICE | values)
    assert counts == expected_calls(1, named_offers=1)


@pytest.mark.parametrize("sides", [["left"], ["left", "right"]])
def test_a_clinicians_form(client, monkeypatch, sides):
    offer = get_page(client, "/clinic/").value("offer")
    form = {"template": "foot_orthosis", "unit": "mm", "act": "order"} | CHOICE | WHO | {"offer": offer}
    counts = count_order_calls(monkeypatch)
    post_form(client, "/clinic/", form | {key: text for name in sides for key, text in side(name).items()})
    assert counts == expected_calls(len(sides), named_offers=len(sides))


def test_an_order_as_data(client, counts):
    post(client, "orders", ORDER | {"items": [ITEM, ITEM | {"offer": "sls-pa12"}]}, 201)
    assert counts == expected_calls(2, named_offers=1)
