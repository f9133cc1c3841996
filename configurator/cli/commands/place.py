"""Place an order: from a file, or of one part from the options of the command line."""

from __future__ import annotations

from pathlib import Path

import click

from configurator.cli.commands import options
from configurator.domain.orders.device_types import TYPES
from configurator.domain.orders.wishes import Wish
from configurator.domain.text_bounds import PATIENT, PRESCRIPTION


def parse_coordinates(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> tuple[float, float] | None:
    """Latitude and longitude of an option, in degrees."""
    if value is None:
        return None
    try:
        latitude, longitude = map(float, value.split(","))
    except ValueError:
        raise click.BadParameter(f"{value!r} is not two numbers, like 52.5,13.4.") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise click.BadParameter("The latitude lies within -90 to 90, the longitude within -180 to 180.")
    return latitude, longitude


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--key", default="", help="Your own text for this order: sent twice with it, it is placed once.")
@click.option("--template", shell_complete=options.template_names, help="Without FILE: the part.")
@options.settings
@options.sheet
@click.option("--offer", default="", help="Without FILE: process and material; the first that fits unless told.")
@click.option(
    "--zone", default="", help="Without FILE: where it sits, such as cabin; else where its author means it to."
)
@click.option(
    "--fluid", "fluids", multiple=True, help="Without FILE: what touches it, such as petrol, or none. May be repeated."
)
@click.option(
    "--quantity", type=click.IntRange(1, 1000), default=1, show_default=True, help="Without FILE: how many pieces."
)
@click.option("--near", callback=parse_coordinates, metavar="LAT,LON", help="Without FILE: where it goes, in degrees.")
@click.option("--pick-up", default="", metavar="FACTORY", help="Without FILE: the factory where it is collected.")
@click.option("--patient", default="", metavar="CODE", help=f"Without FILE: whom it is for. {PATIENT.hint}")
@click.option("--prescription", default="", metavar="TEXT", help=f"Without FILE: what decides it. {PRESCRIPTION.hint}")
@click.option(
    "--device-type",
    type=click.Choice(TYPES),
    help="Without FILE: what a part for a person is in law; the prescriber decides it.",
)
@click.option(
    "--wish", type=click.Choice([*map(str, Wish)]), default=None, help="Without FILE: by what factories are chosen."
)
@options.actor
@options.as_json
def place(
    file: Path | None,
    key: str,
    template: str | None,
    settings: dict[str, str],
    sheet_file: Path | None,
    offer: str,
    zone: str,
    fluids: tuple[str, ...],
    quantity: int,
    near: tuple[float, float] | None,
    pick_up: str,
    patient: str,
    prescription: str,
    device_type: str | None,
    wish: str | None,
    actor: str,
    as_json: bool,
) -> None:
    """Place the order in FILE, or with --template and --near or --pick-up an order of one part.

    Prints the order's id. A worker then makes its files; look at them with `order show`, then `order approve`.
    """
    if (file is None) == (template is None):
        raise click.UsageError("Give either FILE or --template.")
    of_one_part = (settings, sheet_file, offer, zone, fluids, near, pick_up, patient, prescription, device_type, wish)
    if file and (any(of_one_part) or quantity != 1):
        raise click.UsageError("With FILE, what is ordered stands in it.")
    from configurator.cli.commands.context import write_context
    from configurator.cli.commands.request import single_item, with_key
    from configurator.cli.commands.sheet_options import read_drawing
    from configurator.cli.output.orders import show_placed
    from configurator.domain.orders.orders import Person
    from configurator.domain.orders.requests import OrderRequest
    from configurator.domain.places import Place
    from configurator.services.orders.order_files import read_order_file
    from configurator.services.orders.order_items import with_installation
    from configurator.services.orders.place_order import place_order

    with write_context(actor, as_json) as (context, acting):
        if file:
            request = read_order_file(file, read_drawing)
        else:
            item = single_item(template or "", settings, sheet_file, offer, quantity)
            item = with_installation(item, zone, fluids or None)
            person = Person(patient.strip(), prescription)
            goes_to = Place(*near) if near else None
            request = OrderRequest(
                "", (item,), person, goes_to, pick_up, device_type=device_type or "", wish=wish or ""
            )
        show_placed(place_order(context, acting, with_key(request, key)), as_json)
