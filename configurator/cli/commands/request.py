"""Build an order request of one part from the options of the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from configurator.cli.commands.sheet_options import sheet_options
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.places import Place
from configurator.domain.problems import refusal
from configurator.services.orders.order_items import configure_item

NO_KEY = refusal(
    "The order has no key: with one, it is placed once however often it is sent.",
    "key",
    hint='Give --key, or "key" in the file: any text of yours that no other order has.',
)


def single_item_request(
    template: str,
    settings: dict[str, str],
    sheet: Path | None,
    offer: str,
    quantity: int,
    near: tuple[float, float] | None,
    pick_up: str,
) -> OrderRequest:
    """The order request of one item, without a key."""
    item = configure_item(template, lambda part: sheet_options(part, settings, sheet), offer, quantity)
    return OrderRequest("", (item,), place=Place(*near) if near else None, pick_up=pick_up)


def with_key(request: OrderRequest, key: str) -> OrderRequest:
    """The request under the key of the option, or else the file's; among its problems that it has neither."""
    order_key = key.strip() or request.key.strip()
    return replace(request, key=order_key, problems=() if order_key else (NO_KEY,))
