from dataclasses import replace
from pathlib import Path

import pytest
from support.ordering import CLINIC, order_request

from configurator.domain.errors import Refused
from configurator.domain.orders.prescriptions import prescription_problems
from configurator.domain.problems import refusal, warning
from configurator.services.orders.judge_order import judge_order
from configurator.services.orders.order_files import read_order

CABLE = {"repeats": [7.9, 8, 8.2], "source": "tape"}
SHEET = {
    "measurements": {"hole_diameter": "0.55in", "panel_thickness": 1.5, "cable_diameter": CABLE},
    "prescription": {"cable_diameter": 8},
}
ITEM = {"template": "grommet", "sheet": SHEET}
TO = {
    "name": "Workshop", "street": "12 Harbour Lane", "city": "Bristol", "country": "UK",
    "latitude": 51.45, "longitude": -2.59,
}  # fmt: skip
DELIVERED = {
    "items": [ITEM | {"quantity": 2}, ITEM | {"offer": "sls-pa12"}], "deliver_to": TO,
    "patient": "K-2041", "prescription": " Heel lift.\r\nNone right. ", "key": "1",
}  # fmt: skip
COLLECTED = {"items": [ITEM], "pick_up": "berlin", "key": "2"}


@pytest.mark.parametrize(
    ("content", "digest"),
    [
        (DELIVERED, "ee939549e66a7f5e96a3c45342f9ecc58f8a83d648b365fac2e8c990d54379da"),
        (COLLECTED, "1e500d54ec3f945d8ec11eeb96d3e91a793225a9d87c367bbd6acbf99d397a96"),
    ],
)
def test_an_order_has_the_digest_under_which_databases_know_it(content, digest):
    assert judge_order(CLINIC, read_order(content, Path())).digest == digest


def test_where_a_part_sits_makes_another_order_of_it():
    said = [{}, {"zone": "cabin"}, {"fluids": []}, {"zone": "cabin", "fluids": ["water"]}]
    orders = [read_order(COLLECTED | {"items": [ITEM | each]}, Path()) for each in said]
    assert len({judge_order(CLINIC, each).digest for each in orders}) == len(said)
    assert [each.items[0].installation.as_dict() for each in orders][2:] == [
        {"zone": None, "fluids": []},
        {"zone": "cabin", "fluids": ["water"]},
    ]


def test_what_whoever_read_it_has_found_is_told_first_and_all_at_once():
    request = read_order(DELIVERED | {"items": [{"template": "gromet"}, ITEM | {"offer": "x"}]}, Path())
    with pytest.raises(Refused) as caught:
        judge_order(CLINIC, replace(request, problems=(refusal("The town is unknown.", "city"),)))
    assert [each.fields for each in caught.value.problems] == [("city",), ("items.0.template",), ("items.1.offer",)]


def test_under_which_key_it_is_placed_is_judged_once_it_can_be_made():
    with pytest.raises(Refused) as caught:
        judge_order(CLINIC, order_request(key=" "))
    assert caught.value.problems[0].fields == ("key",)


def test_doubts_forbid_nothing():
    doubt = warning("It is doubtful.", "city")
    judgement = judge_order(CLINIC, replace(order_request(key=" 1 "), problems=(doubt,)))
    assert (judgement.actor, judgement.key, judgement.problems) == (CLINIC, "1", (doubt,))


FOOT = {"foot_length": 262, "foot_breadth": 98, "ball_of_foot_length": 194, "heel_breadth": 70, "side": "left"}
ORTHOSIS = {"template": "foot_orthosis", "sheet": {"measurements": FOOT}}


def order_of(*items, **person):
    return replace(read_order({"items": list(items), "deliver_to": TO} | person, Path()), key="1")


@pytest.mark.parametrize(
    ("person", "missing"),
    [
        ({}, ["patient", "prescription"]),
        ({"patient": "K-2041"}, ["prescription"]),
        ({"patient": " ", "prescription": "R-77"}, ["patient"]),
        ({"patient": "K-2041", "prescription": "\n\t "}, ["prescription"]),
        ({"patient": "K-2041", "prescription": "R-77"}, []),
    ],
)
def test_a_part_for_a_person_is_ordered_with_a_patients_code_and_a_prescription(person, missing):
    problems = []
    try:
        judge_order(CLINIC, order_of(ITEM, ORTHOSIS, **person))
    except Refused as error:
        problems = error.problems
    assert [each.fields for each in problems] == [(name,) for name in missing]
    assert all(each.hint for each in problems)


def test_a_part_for_nobody_needs_neither():
    assert judge_order(CLINIC, order_of(ITEM)).order.person.patient == ""


def test_what_a_page_has_said_already_is_said_once():
    request = order_of(ORTHOSIS, patient="K-2041")
    (missing,) = prescription_problems(request.person)
    with pytest.raises(Refused) as caught:
        judge_order(CLINIC, replace(request, problems=(missing,)))
    assert caught.value.problems == (missing,)
