"""What factories would take for a part, and what was quoted for an order."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.cli.commands.place import parse_coordinates


@click.group()
def quote() -> None:
    """Quotes: when a part would ship and arrive, and what it would cost, at each factory."""


@quote.command()
@options.template
@options.settings
@options.sheet
@click.option("--offer", default="", help="Process and material; the first that fits unless told.")
@click.option("--quantity", type=click.IntRange(1, 1000), default=1, show_default=True, help="How many pieces.")
@click.option("--near", callback=parse_coordinates, metavar="LAT,LON", help="Where it goes, in degrees.")
@click.option("--pick-up", default="", metavar="FACTORY", help="The factory where it is collected.")
@click.option("--rush", is_flag=True, help="As a rush: before the jobs that wait, at a higher price.")
@options.as_json
def part(
    template: str,
    settings: dict[str, str],
    sheet_file: Path | None,
    offer: str,
    quantity: int,
    near: tuple[float, float] | None,
    pick_up: str,
    rush: bool,
    as_json: bool,
) -> None:
    """Estimate what a part would cost and when it would come, by its draft; nothing is ordered or kept."""
    if near and pick_up:
        raise click.UsageError("Give --near or --pick-up, not both.")
    from configurator.cli.commands.context import read_context
    from configurator.pool import open_pool

    with read_context(as_json) as context, open_pool() as pool:
        from configurator.cli.commands.request import single_item
        from configurator.cli.output.quotes import show_estimate
        from configurator.domain.errors import Refused
        from configurator.domain.offers.offers import find_offer
        from configurator.domain.places import Place
        from configurator.domain.production.quotes import QuoteRequest
        from configurator.services.orders.order_items import judge_item
        from configurator.services.quotes.draft_pieces import draft_piece, make_draft
        from configurator.services.quotes.quotes import quote_part

        judged = judge_item(single_item(template, settings, sheet_file, offer, quantity))
        if judged.item is None:
            raise Refused(*judged.problems)
        chosen = find_offer(judged.item.offer)
        piece = draft_piece(make_draft(pool, judged.item.design), quantity)
        request = QuoteRequest(chosen, piece, "estimate", Place(*near) if near else None, pick_up, rush)
        show_estimate(chosen, quote_part(context, request), as_json)


@quote.command()
@options.order
@options.as_json
def show(order: str, as_json: bool) -> None:
    """Show what was quoted last for an order, as it is kept with it."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.quotes import show_kept
    from configurator.services.quotes.quotes import quote_order

    with read_context(as_json) as context:
        show_kept(quote_order(context, order), as_json)


@quote.command()
@options.order
@options.actor
@options.as_json
def renew(order: str, actor: str, as_json: bool) -> None:
    """Quote an order anew, by today's rate cards and queues, and keep that with it; what was quoted before stays."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.quotes import show_kept
    from configurator.services.quotes.renewals import renew_quotes

    with write_context(actor, as_json) as (context, acting):
        show_kept(renew_quotes(context, acting, order), as_json)
