import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from configurator.domain.offers.offers import find_offer
from configurator.domain.production.capacity import able_machines, stated_time
from configurator.domain.production.factory_files import read_factory
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.pricing import NO_CARD, PricedJob, Shipment, price_job

DOCS = Path(__file__).parents[3] / "docs"
SECTIONS = (DOCS / "quotes.md").read_text("utf-8").split("\n### ")[1:]
ASKED = re.compile(
    r"`([a-z]+), ([a-z0-9-]+), (\d+) of ([\d.]+) cm³, ([\d.]+) x ([\d.]+) x ([\d.]+) mm, ([^,`]+|[\d,]+ km)(, rush)?`"
)


def factory(name):
    return read_factory(json.loads((DOCS / "samples" / "factories" / f"{name}.json").read_text("utf-8")))


def bill(shop, offer_name, cm3, size, quantity, shipment, rush=False):
    offer, piece = find_offer(offer_name), Piece(cm3 * 1000, size, quantity)
    machine = able_machines(shop, offer, piece)[0]
    return price_job(shop.rate_card, PricedJob(machine, offer, piece, stated_time(machine, piece), shipment, rush))


def reckoned(section):
    """The price of what a section asks for, by the sample factory that it names."""
    shop, offer, quantity, cm3, x, y, z, way, rush = ASKED.search(section).groups()
    km = None if way == "collected" else float(way.removesuffix(" km").replace(",", ""))
    size = (float(x), float(y), float(z))
    return bill(factory(shop), offer, float(cm3), size, int(quantity), Shipment(km, km is None), bool(rush))


def rows(section):
    return re.findall(r"^\| (\S+) \| (.+?) \| ([\d.]+) \|$", section, re.MULTILINE)


def test_there_are_ten_quotes_by_hand():
    assert [int(each.partition(".")[0]) for each in SECTIONS] == list(range(1, 11))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.partition("\n")[0])
def test_a_quote_by_hand_is_the_quote_that_is_reckoned(section):
    pricing = reckoned(section)
    *lines, total = rows(section) or [("", "", "")]
    assert [(each.name, each.words, str(each.price)) for each in pricing.lines] == lines
    assert total[2] == ("" if pricing.total is None else str(pricing.total))
    assert ("On request: " + "; ".join(pricing.reasons) + "." in section) == bool(pricing.reasons)


@pytest.mark.parametrize("section", [each for each in SECTIONS if rows(each)], ids=lambda each: each.partition("\n")[0])
def test_the_sums_by_hand_are_right(section):
    *lines, total = rows(section)
    assert sum(Decimal(price) for _, _, price in lines) == Decimal(total[2])
    products = [(words, Decimal(price)) for _, words, price in lines if " at " in words]
    assert len(products) >= 5
    for words, price in products:
        quantity, unit_price = Decimal(words.split()[0]), Decimal(words.split()[-1])
        assert (quantity * unit_price).quantize(Decimal("0.01"), ROUND_HALF_UP) == price


SIZE = (40.0, 40.0, 20.0)
MISSING = {
    "labour_hour": "an hour of work",
    "set_up": "setting up",
    "post_processing": "post-processing",
    "materials": "PA12",
    "machine_hours": "an hour of jet-1",
    "shipping": "a parcel over 120 km",
}


@pytest.mark.parametrize("name", MISSING)
def test_a_price_that_is_not_stated_is_on_request_with_its_reason(name):
    content = json.loads((DOCS / "samples" / "factories" / "berlin.json").read_text("utf-8"))
    del content["rate_card"][name]
    pricing = bill(read_factory(content), "mjf-pa12", 12, SIZE, 1, Shipment(120))
    assert pricing.total is None and pricing.lines == ()
    assert pricing.reasons == (f"its rate card has no price for {MISSING[name]}",)


def test_without_a_card_all_is_on_request():
    assert bill(factory("lyon"), "mjf-pa12", 12, SIZE, 1, Shipment(120)).reasons == (NO_CARD,)


def test_a_rush_that_a_factory_does_not_take_is_on_request():
    assert bill(factory("gdansk"), "fdm-pp", 12, SIZE, 1, Shipment(120), rush=True).reasons == (
        "it takes no rush by its rate card",
    )


def test_as_long_as_nobody_has_said_where_to_the_price_is_without_the_parcel():
    pricing, collected = (
        bill(factory("berlin"), "mjf-pa12", 12, SIZE, 1, each) for each in (Shipment(), Shipment(is_collected=True))
    )
    assert pricing.lacks_shipping and not collected.lacks_shipping
    assert pricing.total == collected.total == Decimal("43.92")
