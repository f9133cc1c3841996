"""Build an order request of one part from the options of the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from configurator.cli.commands.sheet_options import sheet_options
from configurator.domain.orders.requests import ItemRequest, OrderRequest
from configurator.domain.problems import refusal
from configurator.services.orders.order_items import configure_item

NO_KEY = refusal(
    "The order has no key: with one, it is placed once however often it is sent.",
    "key",
    hint='Give --key, or "key" in the file: any text of yours that no other order has.',
)


def single_item(template: str, settings: dict[str, str], sheet: Path | None, offer: str, quantity: int) -> ItemRequest:
    """The request of one part, as the options of the command line have it."""
    return configure_item(template, lambda part: sheet_options(part, settings, sheet), offer, quantity)


def with_key(request: OrderRequest, key: str) -> OrderRequest:
    """The request under the key of the option, or else the file's; among its problems that it has neither."""
    order_key = key.strip() or request.key.strip()
    return replace(request, key=order_key, problems=() if order_key else (NO_KEY,))
