"""An order of one part, as it is given on the command line."""

from __future__ import annotations

from pathlib import Path

from configurator import catalogue
from configurator.cli.commands.sheet_options import sheet_options
from configurator.domain.errors import refused
from configurator.domain.orders.orders import OrderRequest
from configurator.domain.places import Place
from configurator.services.orders.order_files import OrderFileRequest
from configurator.services.orders.order_items import build_item


def one_part(
    template: str,
    settings: dict[str, str],
    sheet: Path | None,
    offer: str,
    quantity: int,
    near: tuple[float, float] | None,
    pick_up: str,
) -> OrderFileRequest:
    """What a file with this one item would say. Raises Refused."""
    found = catalogue.find(template)
    choice = build_item(found, sheet_options(found, settings, sheet), offer, quantity)
    ask = OrderRequest((choice.wanted,), place=Place(*near) if near else None, pick_up=pick_up)
    return OrderFileRequest(ask, "", choice.problems, choice.notes)


def key_of(request: OrderFileRequest, key: str) -> str:
    """The key that was given, or else the file's. Raises Refused without one."""
    found = key.strip() or request.key.strip()
    if not found:
        raise refused(
            "The order has no key: with one, it is placed once however often it is sent.",
            "key",
            hint='Give --key, or "key" in the file: any text of yours that no other order has.',
        )
    return found
