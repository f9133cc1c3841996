"""A text may be as long in the interface and on a page as the domain says."""

import re

import pytest
from support.http_requests import ORDER, fields, post

from configurator.domain.text_bounds import ACTOR, ADDRESS_LINE, PATIENT, POSTCODE, PRESCRIPTION
from configurator.services.orders.personal_data import read_person

LINES = "left\r\n"
LONGEST = {
    "patient": "K" * PATIENT.max_length,
    "prescription": LINES + "x" * (PRESCRIPTION.max_length - len("left\n")),
    "actor": "a" * ACTOR.max_length,
}


@pytest.mark.parametrize("field", LONGEST)
def test_the_interface_takes_the_longest_text_and_refuses_one_character_more(client, field):
    post(client, "orders", ORDER | {field: LONGEST[field]}, 201)
    assert fields(post(client, "orders", ORDER | {"key": "2", field: LONGEST[field] + "x"}, 422)) == [field]


def test_a_long_prescription_arrives_whole(client, context):
    order = post(client, "orders", ORDER | {"prescription": LONGEST["prescription"]}, 201)["id"]
    assert read_person(context, order).prescription == LONGEST["prescription"].replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("field", "bound"),
    [
        ("patient", PATIENT),
        ("clinician", ACTOR),
        ("prescription", PRESCRIPTION),
        ("postcode", POSTCODE),
        ("city", ADDRESS_LINE),
    ],
)
def test_a_page_lets_nobody_type_more_than_is_taken(client, field, bound):
    page = client.get("/clinic/", follow_redirects=True).text
    (length,) = re.findall(rf'name="{field}"[^>]* maxlength="(\d+)"', page)
    assert int(length) == bound.max_length
