"""Build an order request of one part from the options of the command line."""

from __future__ import annotations

from pathlib import Path

from configurator import catalogue
from configurator.cli.commands.sheet_options import sheet_options
from configurator.domain.errors import refused
from configurator.domain.orders.orders import OrderRequest
from configurator.domain.places import Place
from configurator.services.orders.order_files import OrderFileRequest
from configurator.services.orders.order_items import build_item


def single_item_request(
    template: str,
    settings: dict[str, str],
    sheet: Path | None,
    offer: str,
    quantity: int,
    near: tuple[float, float] | None,
    pick_up: str,
) -> OrderFileRequest:
    """The order request of one item, as from a file. Raises Refused."""
    part_template = catalogue.find(template)
    item = build_item(part_template, sheet_options(part_template, settings, sheet), offer, quantity)
    order = OrderRequest((item.request,), place=Place(*near) if near else None, pick_up=pick_up)
    return OrderFileRequest(order, "", item.problems, item.notes)


def require_order_key(request: OrderFileRequest, key: str) -> str:
    """The key of the option, or else the file's. Raises Refused without one."""
    order_key = key.strip() or request.key.strip()
    if not order_key:
        raise refused(
            "The order has no key: with one, it is placed once however often it is sent.",
            "key",
            hint='Give --key, or "key" in the file: any text of yours that no other order has.',
        )
    return order_key
