"""Quotes an order once it is made, after its factories' slicers were asked, and again later where that is blocked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from configurator.domain.errors import Blocked, ConfiguratorError
from configurator.domain.orders.orders import Order
from configurator.services.common.context import Context, MakingContext
from configurator.services.common.workflows import MAX_QUOTE_ATTEMPTS, quote_order_work
from configurator.services.quotes.quotes import keep_order_quotes, order_requests
from configurator.services.quotes.slicing import slice_order, waits_for_slicer
from configurator.store import orders, quotes
from configurator.store.database import read_transaction, write_transaction

log = logging.getLogger("configurator.services.quotes")


def quote_made_order(context: Context, item_id: str) -> None:
    """Quote an order once the last of its items is made, unless a slicer is to be asked first: then it is queued.

    That it cannot be quoted hinders nothing.
    """
    with read_transaction(context.engine) as connection:
        order_id = orders.get_item(connection, item_id).order
    with _tried_again(context, order_id, 1):
        if (order := _order_to_quote(context, order_id)) is None:
            return
        requests = order_requests(context, order)
        with read_transaction(context.engine) as connection:
            waits = waits_for_slicer(connection, requests.values())
        if waits:
            _enqueue(context, order_id, 1)
        else:
            keep_order_quotes(context, order, requests)


def quote_sliced_order(context: MakingContext, order_id: str, attempt: int) -> None:
    """Ask the slicers for an order's items, then quote it, unless it is quoted: what was quoted stays as it was."""
    with _tried_again(context, order_id, attempt):
        with read_transaction(context.engine) as connection:
            order = orders.get_order(connection, order_id)
        slice_order(context, order)
        if (unquoted := _order_to_quote(context, order_id)) is not None:
            keep_order_quotes(context, unquoted, order_requests(context, unquoted))


def _order_to_quote(context: Context, order_id: str) -> Order | None:
    """The order, if it is made and not quoted."""
    with read_transaction(context.engine) as connection:
        order = orders.get_order(connection, order_id)
        is_quoted = bool(quotes.quotes_of_order(connection, order_id))
    return order if order.state.can_be_approved and not is_quoted else None


@contextmanager
def _tried_again(context: Context, order_id: str, attempt: int) -> Iterator[None]:
    """Enqueue what is blocked for later, so many times; of what fails the log tells."""
    try:
        yield
    except Blocked as error:
        if attempt >= MAX_QUOTE_ATTEMPTS:
            log.error("order %s is not quoted, see: configurator quote renew %s: %s", order_id, order_id, error)
            return
        log.warning("order %s is quoted later: %s", order_id, error)
        _enqueue(context, order_id, attempt + 1)
    except ConfiguratorError as error:
        log.warning("order %s is not quoted: %s", order_id, error)


def _enqueue(context: Context, order_id: str, attempt: int) -> None:
    with write_transaction(context.engine) as connection:
        context.enqueue(connection, quote_order_work(order_id, attempt))
