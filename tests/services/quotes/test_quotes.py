from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text, update
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
    CLINIC,
    LYON,
    NETWORK,
    OPERATOR,
    add_factories,
    approved_order,
    event_kinds,
    job_in_state,
    load_order,
    made_order,
    order_request,
    placed_order,
)

from configurator.domain.errors import Refused
from configurator.domain.offers.offers import find_offer
from configurator.domain.places import Place
from configurator.domain.production import capacity, scheduling
from configurator.domain.production.factory_files import factory_facts, read_factory
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.quotes import QuoteRequest
from configurator.services.factories.factories import add_factory, known_network
from configurator.services.orders.approve import approve_order
from configurator.services.production.availability import set_factory_state
from configurator.services.production.board import read_board
from configurator.services.quotes.promises import AskedPart, ask_nearest
from configurator.services.quotes.quotes import (
    item_request,
    keep_order_quotes,
    order_requests,
    quote_both_ways,
    quote_order,
    quote_part,
)
from configurator.services.quotes.renewals import renew_quotes
from configurator.store import tables
from configurator.store.database import read_transaction, write_transaction

CARD = {
    "currency": "EUR", "tax": "without VAT", "materials": {"TPU": {"per_g": 0.5}, "PA12": {"per_g": 0.4}},
    "machine_hours": {"jet": 20}, "labour_hour": 40, "set_up": 5, "post_processing": 1,
    "shipping": [{"up_to_km": 2000, "days": 2, "price": 10}], "minimum": 30,
}  # fmt: skip
TIMES = {"unattended": True, "set_up_h": 0.5, "post_processing_h": 0.1, "rate": {"piece_h": 5}}


def priced(factory, **prices):
    """The factory with machines' times and a rate card."""
    facts = factory_facts(factory)
    machines = [{**each, **TIMES} for each in facts["machines"]]
    return read_factory({**facts, "machines": machines, "rate_card": {**CARD, **prices}})


SHOP = priced(BERLIN)


def only(quotes_by_item):
    (found,) = quotes_by_item.values()
    return found


def set_clock(context, days):
    """Have the quotes of the store end so many days from now."""
    moment = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with write_transaction(context.engine) as connection:
        for row in connection.execute(text("SELECT id, quotes FROM mtm_quotes")).all():
            kept = connection.scalar(tables.quotes.select().with_only_columns(tables.quotes.c.quotes))
            changed = [{**each, "expires_at": moment} for each in kept]
            connection.execute(update(tables.quotes).where(tables.quotes.c.id == row.id).values(quotes=changed))


@ON_BOTH
def test_an_order_is_quoted_with_its_last_part_and_keeps_that(context):
    add_factories(context, SHOP, LYON)
    order = made_order(context)
    berlin, lyon = only(quote_order(context, order.id))
    assert (berlin.factory, berlin.basis, berlin.machine_h, berlin.total > 30) == ("berlin", "made", 5, True)
    assert (lyon.factory, lyon.total, lyon.price_reasons) == ("lyon", None, ("it has no rate card",))
    assert berlin.ships_at < berlin.arrives_at < berlin.expires_at
    # Another card changes what is asked from now on, not what was quoted.
    add_factory(context, NETWORK, priced(BERLIN, labour_hour=60))
    assert only(quote_order(context, order.id))[0] == berlin
    renewed = only(renew_quotes(context, CLINIC, order.id))[0]
    assert renewed.total == berlin.total + Decimal("0.6") * 20 and renewed.rate_card != berlin.rate_card
    assert only(quote_order(context, order.id))[0] == renewed


def test_what_is_not_made_is_not_quoted_yet(context):
    add_factories(context, SHOP)
    order = placed_order(context)
    assert quote_order(context, order.id) == {}
    with pytest.raises(Refused, match="Nothing of order"):
        renew_quotes(context, CLINIC, order.id)


def test_an_expired_quote_is_told_quoted_anew_and_then_approved(context):
    add_factories(context, SHOP)
    order = made_order(context)
    set_clock(context, -1)
    with pytest.raises(Refused) as error:
        approve_order(context, CLINIC, order.id)
    (problem,) = error.value.problems
    assert problem.fields == ("quote",) and "held until" in problem.message and "quoted anew" in problem.hint
    assert load_order(context, order.id).state == "made"
    assert only(quote_order(context, order.id))[0].expires_at > datetime.now(UTC).isoformat()
    assert approve_order(context, CLINIC, order.id).state == "approved"
    assert event_kinds(context).count("order_quoted") == 1


def test_an_order_of_before_there_were_quotes_is_approved_as_ever(context):
    add_factories(context, BERLIN)
    order = made_order(context)
    with write_transaction(context.engine) as connection:
        connection.execute(text("DELETE FROM mtm_quotes"))
    assert quote_order(context, order.id) == {}
    assert approve_order(context, CLINIC, order.id).state == "approved"


def test_where_nothing_was_promised_nothing_runs_out(context):
    add_factories(context, LYON)
    order = made_order(context)
    set_clock(context, -1)
    assert approve_order(context, CLINIC, order.id).state == "approved"


PART = QuoteRequest(find_offer("mjf-tpu"), Piece(3000, (30.0, 30.0, 10.0)), "estimate", Place(52.4, 13.1))


def test_jobs_that_a_factory_has_put_off_the_next(context):
    add_factories(context, SHOP)
    (free,) = quote_part(context, PART)
    job = job_in_state(context, "handed_over")
    (behind,) = quote_part(context, PART)
    assert behind.ships_at > free.ships_at and behind.total == free.total
    with write_transaction(context.engine) as connection:
        connection.execute(text("UPDATE mtm_items SET volume_mm3 = NULL"))
    # Of an item that an earlier version made, its report says how much it holds.
    assert quote_part(context, PART)[0].date_reasons == ()
    assert job.factory == "berlin"


def test_a_factory_that_takes_no_jobs_is_not_asked_and_one_to_collect_at_is_asked_alone(context):
    add_factories(context, SHOP, priced(LYON))
    assert [each.factory for each in quote_part(context, PART)] == ["berlin", "lyon"]
    collected = replace(PART, place=None, pick_up="lyon")
    assert [each.factory for each in quote_part(context, collected)] == ["lyon"]
    set_factory_state(context, OPERATOR, "lyon", "paused")
    assert [each.factory for each in quote_part(context, PART)] == ["berlin"]
    with pytest.raises(Refused, match="There is no factory 'paris'"):
        quote_part(context, replace(collected, pick_up="paris"))


def ask_again(context, part):
    with read_transaction(context.engine) as connection:
        return ask_nearest(context, connection, known_network(connection), part)


def test_what_factories_promise_for_an_item_is_by_their_id(context):
    add_factories(context, SHOP, LYON)
    order = made_order(context)
    part = ask_again(context, AskedPart(item_request(context, order, order.items[0])))
    (quoted, _) = only(quote_order(context, order.id))
    assert list(part.promises) == ["berlin"]
    assert (part.promises["berlin"].price, part.promises["berlin"].currency) == (quoted.total, "EUR")


def test_of_what_was_said_only_that_is_asked_again_which_has_changed(context, monkeypatch):
    add_factories(context, SHOP, replace(priced(LYON), machines=priced(BERLIN).machines))
    part = ask_again(context, AskedPart(PART))
    plans = []
    monkeypatch.setattr(capacity, "schedule", lambda *given: plans.append(given) or scheduling.schedule(*given))
    assert ask_again(context, part) is part and plans == []
    job = job_in_state(context, "routed")
    assert job.factory == "berlin"
    plans.clear()
    behind = ask_again(context, part)
    assert len(plans) == 1
    assert behind.promises["berlin"].ships_at > part.promises["berlin"].ships_at
    assert behind.promises["lyon"] is not None and behind.quotes[1] is part.quotes[1]
    # Another rate card is another network: all are asked.
    add_factory(context, NETWORK, priced(BERLIN, labour_hour=60))
    assert ask_again(context, behind).quotes[0].rate_card != behind.quotes[0].rate_card


def test_a_rush_is_quoted_as_one_and_those_that_wait_are_put_off_by_it(context):
    add_factories(context, priced(BERLIN, rush_percent=50))
    job_in_state(context, "handed_over")
    usual, rush = (only(each)[0] for each in map(quotes_of, [context] * 2, ("", "rush"), "34"))
    assert rush.is_rush and rush.ships_at < usual.ships_at and rush.total > usual.total
    order = placed_order(context, "5")
    assert not order.wish.is_rush
    (asked,), (other,) = quote_both_ways(context, PART)
    assert asked.ships_at > other.ships_at and (asked.is_rush, other.is_rush) == (False, True)
    request = replace(order_request(), wish="rush")
    before = only(quotes_of(context, "", "6"))[0]
    assert job_in_state(context, "handed_over", "7", request).factory == "berlin"
    assert only(quotes_of(context, "", "8"))[0].ships_at > before.ships_at
    rushes = [each.is_rush for each in read_board(context, "berlin").cards["handed_over"]]
    assert rushes == [True, False]


def test_what_nobody_takes_as_a_rush_is_asked_once(context, monkeypatch):
    add_factories(context, SHOP, priced(LYON, rush_percent=20))
    asked, compared = quote_both_ways(context, PART)
    assert [each.factory for each in asked] == ["berlin", "lyon"] and [each.factory for each in compared] == ["lyon"]
    add_factory(context, NETWORK, LYON)
    plans = []
    monkeypatch.setattr(capacity, "schedule", lambda *given: plans.append(given) or scheduling.schedule(*given))
    (berlin, _), compared = quote_both_ways(context, PART)
    assert compared == () and len(plans) == 1
    # Who asks for a rush where nobody takes one sees what it is without.
    asked, compared = quote_both_ways(context, replace(PART, is_rush=True))
    assert asked[0].total is None and compared[0].total == berlin.total


def quotes_of(context, wish, key):
    return quote_order(context, made_order(context, key, replace(order_request(), wish=wish)).id)


def test_an_approved_order_can_be_quoted_for_the_record(context):
    add_factories(context, SHOP)
    order = approved_order(context, request=order_request("firewall", "smallest"))
    assert len(keep_order_quotes(context, order, order_requests(context, order))) == 2
