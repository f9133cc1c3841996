from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import run_concurrently

from configurator.domain.errors import Refused
from configurator.domain.orders.baskets import MAX_BASKET_LINES, MAX_LINE_CHARACTERS
from configurator.services.orders.baskets import add_to_basket, change_entries, read_basket, take_from_basket
from configurator.store import baskets
from configurator.store.database import write_transaction


@ON_BOTH
def test_what_is_put_in_is_changed_and_taken_out_again(context):
    token = add_to_basket(context, "", "grommet", {"hole_diameter": "14", "quantity": "1"})
    assert add_to_basket(context, token, "badge", {"quantity": "2"}) == token
    first, second = read_basket(context, token)
    change_entries(context, token, "quantity", {first.id: "5"})
    assert [each.entries["quantity"] for each in read_basket(context, token)] == ["5", "2"]
    take_from_basket(context, token, first.id)
    assert [(each.id, each.template) for each in read_basket(context, token)] == [(second.id, "badge")]


@ON_BOTH
def test_of_two_that_are_put_in_at_once_none_is_lost(context):
    token = add_to_basket(context, "", "grommet", {})
    run_concurrently(*[partial(add_to_basket, context, token, "badge", {"number": str(each)}) for each in range(4)])
    assert len(read_basket(context, token)) == 5


def test_a_full_basket_takes_nothing_more_but_can_be_emptied(context):
    token = ""
    for _ in range(MAX_BASKET_LINES):
        token = add_to_basket(context, token, "grommet", {})
    with pytest.raises(Refused) as caught:
        add_to_basket(context, token, "grommet", {})
    assert caught.value.problems[0].fields == ("basket",)
    take_from_basket(context, token, read_basket(context, token)[0].id)
    add_to_basket(context, token, "grommet", {})


def test_a_part_with_too_much_text_is_refused(context):
    with pytest.raises(Refused, match="too much text"):
        add_to_basket(context, "", "flat_gasket", {"outline": "x" * MAX_LINE_CHARACTERS})


def test_a_basket_that_nobody_has_touched_for_long_is_forgotten(context, monkeypatch):
    old = add_to_basket(context, "", "grommet", {})
    lines = [vars(each) for each in read_basket(context, old)]
    monkeypatch.setattr(baskets.events, "now", lambda: "2020-01-01T00:00:00.000Z")
    with write_transaction(context.engine) as connection:
        baskets.save_lines(connection, old, lines)
    monkeypatch.undo()
    assert read_basket(context, old)
    new = add_to_basket(context, "", "grommet", {})
    with write_transaction(context.engine) as connection:
        assert not baskets.select_lines(connection, old) and baskets.select_lines(connection, new)


@pytest.mark.parametrize("token", ["", "x", "'; DROP TABLE", "é" * 32])
def test_a_token_that_is_none_leads_to_nothing_and_gets_a_new_basket(context, token):
    assert read_basket(context, token) == ()
    take_from_basket(context, token, "none")
    assert add_to_basket(context, token, "grommet", {}) != token
