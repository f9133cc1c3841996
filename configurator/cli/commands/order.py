"""Orders: placed, looked at, approved, cancelled, forgotten."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.cli.commands.place import place
from configurator.domain.orders.states import OrderState

_state_option = click.option(
    "--state",
    type=click.Choice([*map(str, OrderState)]),
    metavar="STATE",
    help=f"Only those that are: {', '.join(OrderState)}.",
)


@click.group()
def order() -> None:
    """Order parts: place, look, approve, cancel."""


order.add_command(place)


@order.command()
@options.order
@click.option("--person", is_flag=True, help="Print whom it is for as well; that somebody did is in the record.")
@options.actor
@options.as_json
def show(order: str, person: bool, actor: str, as_json: bool) -> None:
    """Show an order: asked against made, its jobs, where each went and why, and its record."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.orders import show_details
    from configurator.domain.actors import local_actor
    from configurator.services.orders.personal_data import export_person
    from configurator.services.orders.views import show_order

    with read_context(as_json) as context:
        details = show_order(context, order)
        show_details(details, export_person(context, local_actor(actor), order) if person else None, as_json)


@order.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.as_json
def parcels(file: Path, as_json: bool) -> None:
    """Tell where the order in FILE would be made and in how many parcels it would come; places nothing."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.commands.sheet_options import read_drawing
    from configurator.cli.output.orders import show_parcels
    from configurator.services.orders.order_files import read_order_file
    from configurator.services.production.order_parcels import expected_parcels

    with read_context(as_json) as context:
        order, plan = expected_parcels(context, context.actor, read_order_file(file, read_drawing))
        show_parcels(order, plan, as_json)


@order.command("list")
@_state_option
@options.limit
@options.as_json
def list_(state: str | None, limit: int, as_json: bool) -> None:
    """List orders, the newest first."""
    from configurator.cli.commands.context import read_context
    from configurator.cli.output.orders import show_orders
    from configurator.services.orders.views import list_orders

    with read_context(as_json) as context:
        show_orders(list_orders(context, state=state or "", limit=limit), as_json)


@order.command()
@options.order
@click.option("--deviation", default="", help="Why a part that is out of tolerance can be used all the same.")
@options.actor
@options.as_json
def approve(order: str, deviation: str, actor: str, as_json: bool) -> None:
    """Send an order that is made into production; prints the ids of its jobs."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.orders import show_changed
    from configurator.services.orders.approve import approve_order
    from configurator.services.orders.views import list_order_jobs

    with write_context(actor, as_json) as (context, acting):
        show_changed(approve_order(context, acting, order, deviation), list_order_jobs(context, order), as_json)


@order.command()
@options.order
@click.option("--reason", default="", help="Why; it stands in the record, so name nobody.")
@options.actor
@options.as_json
def cancel(order: str, reason: str, actor: str, as_json: bool) -> None:
    """Cancel an order of which nothing is on a machine."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.orders import show_changed
    from configurator.services.orders.cancel import cancel_order

    with write_context(actor, as_json) as (context, acting):
        show_changed(cancel_order(context, acting, order, reason), (), as_json)


@order.command()
@options.order
@options.actor
@options.as_json
def erase(order: str, actor: str, as_json: bool) -> None:
    """Forget whom an order was for; the order and its record stay."""
    from configurator.cli.commands.context import write_context
    from configurator.cli.output.orders import show_erased
    from configurator.services.orders.personal_data import erase_person

    with write_context(actor, as_json) as (context, acting):
        show_erased(order, erase_person(context, acting, order), as_json)
