from dataclasses import replace

import pytest

from configurator.domain.measures.sheets import Sheet
from configurator.domain.orders.orders import Person
from configurator.domain.orders.requests import MAX_ITEMS, MAX_QUANTITY, ItemRequest, OrderRequest, request_problems
from configurator.domain.parts.designs import Configured, Design
from configurator.domain.problems import refusal, warning
from configurator.domain.text_bounds import PRESCRIPTION

ITEM = ItemRequest("grommet", Sheet({}), Configured(Design("grommet", "1", {}), ()))
REQUEST = OrderRequest("1", (ITEM,), pick_up="berlin")


def problems(**changed):
    return list(request_problems(replace(REQUEST, **changed)))


def fields(**changed):
    return [each.fields for each in problems(**changed)]


def quantities(*numbers):
    return tuple(replace(ITEM, quantity=each, name=f"items.{place}") for place, each in enumerate(numbers))


def test_what_is_not_said_is_one_piece_in_the_first_offer_that_fits():
    assert (ITEM.quantity, ITEM.offer, ITEM.name) == (1, "", "")
    assert problems() == []


def test_an_order_has_one_to_a_hundred_items():
    assert problems(items=(ITEM,) * MAX_ITEMS) == []
    for items in ((), (ITEM,) * (MAX_ITEMS + 1)):
        assert fields(items=items) == [("items",)]


def test_an_item_has_one_to_a_thousand_pieces_and_says_which_it_is():
    assert fields(items=quantities(0, 1, MAX_QUANTITY, MAX_QUANTITY + 1)) == [
        ("items.0.quantity",),
        ("items.3.quantity",),
    ]
    assert fields(items=(replace(ITEM, quantity=-1),)) == [("quantity",)]


@pytest.mark.parametrize(
    ("name", "most"), [("name", 100), ("street", 100), ("postcode", 20), ("city", 100), ("country", 100)]
)
def test_a_line_of_the_label_is_short_and_one(name, most):
    assert problems(person=Person(address={name: "x" * most})) == []
    (problem,) = problems(person=Person(address={name: "x" * (most + 1)}))
    assert (problem.fields, str(most) in problem.message, bool(problem.hint)) == ((name,), True, True)
    (problem,) = problems(person=Person(address={name: "one\nline"}))
    assert (problem.fields, bool(problem.hint)) == ((name,), True)


def test_a_patients_code_is_short():
    assert problems(person=Person("x" * 80)) == []
    assert fields(person=Person("x" * 81)) == [("patient",)]


def test_the_line_breaks_of_a_prescription_count_as_one_and_the_space_around_it_not_at_all():
    assert problems(person=Person("", "\r\n" + "x\r\n" * (PRESCRIPTION.max_length // 2))) == []
    assert fields(person=Person("", "x" * (PRESCRIPTION.max_length + 1))) == [("prescription",)]


def test_what_could_not_be_read_is_not_said_to_be_missing():
    lacking = {"items": (), "pick_up": ""}
    assert fields(**lacking) == [("items",), ("deliver_to",)]
    assert fields(**lacking, problems=(warning("It is doubtful."),)) == [("items",), ("deliver_to",)]
    assert fields(**lacking, problems=(refusal("The town is unknown.", "city"),)) == []
