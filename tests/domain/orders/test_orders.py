from dataclasses import FrozenInstanceError

import pytest

from configurator.domain.orders.orders import Item, NewItem, NewOrder, Person
from configurator.domain.parts.designs import Design

DESIGN = Design("grommet", "1", {})


def test_what_is_not_said_is_one_piece_without_a_sheet_for_nobody_by_name():
    wanted = NewItem(DESIGN, "mjf-tpu")
    assert (wanted.quantity, wanted.sheet) == (1, {})
    ask = NewOrder((wanted,))
    assert (ask.person, ask.place, ask.pick_up) == (Person("", "", {}), None, "")


def test_two_that_ask_for_the_same_are_equal():
    one, other = (NewOrder((NewItem(DESIGN, "mjf-tpu"),), Person("K-1", address={"city": "Bonn"})) for _ in range(2))
    assert one == other
    assert one != NewOrder((NewItem(DESIGN, "mjf-tpu", 2),), one.person)


def test_an_item_is_not_changed_in_passing():
    item = Item("I", "O", DESIGN, "mjf-tpu", 1, "waiting")
    with pytest.raises(FrozenInstanceError):
        item.state = "made"
