"""Quotes, as the command line prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from configurator.cli.output import print_json, print_line, print_message
from configurator.domain.offers.offers import Offer
from configurator.domain.production.quotes import Quote

NOBODY = "No factory that takes jobs now can make it."


def show_estimate(offer: Offer, quotes: Sequence[Quote], as_json: bool) -> None:
    """Print the quotes for a part that is not made yet."""
    if as_json:
        print_json({"offer": offer.id, "quotes": [each.as_dict() for each in quotes]})
        return
    print_message(f"An estimate in {offer.title}, by the volume and the box of a draft.")
    _print_quotes(quotes)


def show_kept(quotes: Mapping[str, Sequence[Quote]], as_json: bool) -> None:
    """Print what is kept with an order, by item."""
    if as_json:
        items = [{"item": item, "quotes": [each.as_dict() for each in kept]} for item, kept in quotes.items()]
        print_json({"items": items})
        return
    if not quotes:
        print_message("Nothing is quoted for it yet.")
    for item, kept in quotes.items():
        print_line(f"Item {item}")
        _print_quotes(kept)


def _print_quotes(quotes: Sequence[Quote]) -> None:
    if not quotes:
        print_message(NOBODY)
    for each in quotes:
        for line in _lines(each):
            print_line(line)


def _lines(quote: Quote) -> Iterator[str]:
    yield f"{quote.factory} ({quote.title}): {quote.quantity} x, {quote.grams} g{_hours(quote)}"
    for words, at in (("ships by", quote.ships_at), ("arrives by", quote.arrives_at)):
        if at:
            yield f"  {words:<16}{at}"
    yield from (f"  {'date':<16}on request: {each}" for each in quote.date_reasons)
    yield from (f"  {each.name:<16}{each.price:>10}  {each.words}" for each in quote.lines)
    yield from (f"  {'price':<16}on request: {each}" for each in quote.price_reasons)
    if quote.total is not None:
        open_words = ", without the parcel" if quote.lacks_shipping else ""
        yield f"  {'total':<16}{quote.total:>10}  {quote.currency}, {quote.tax}{open_words}"
    if quote.total is not None or quote.ships_at:
        card = f", rate card {quote.rate_card_version or quote.rate_card}" if quote.rate_card else ""
        yield f"  {'holds until':<16}{quote.expires_at}{card}"


def _hours(quote: Quote) -> str:
    if quote.machine_h is None:
        return f", {quote.hours_by}" if quote.hours_by else ""
    return f", {quote.hours_text} h of {quote.machine}" + (f" ({quote.hours_by})" if quote.hours_by else "")
