"""Baskets: filled and emptied by whoever has the token, and forgotten after some weeks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from configurator.domain.errors import refused
from configurator.domain.identifiers import is_token, new_id, new_token
from configurator.domain.orders.baskets import MAX_BASKET_LINES, MAX_LINE_CHARACTERS, BasketLine
from configurator.services.common.context import Context
from configurator.store import baskets, events
from configurator.store.database import read_transaction, write_transaction

# As long as a browser keeps the token.
BASKET_AGE = timedelta(days=30)
Lines = Sequence[BasketLine]


def read_basket(context: Context, token: str) -> Lines:
    """What a basket holds, in the order in which it was put in; nothing where there is none."""
    if not is_token(token):
        return ()
    with read_transaction(context.engine) as connection:
        return [BasketLine(**each) for each in baskets.select_lines(connection, token)]


def add_to_basket(context: Context, token: str, template: str, entries: Mapping[str, str]) -> str:
    """Put one part more into a basket, or into a new one; returns its token. Raises Refused where it is full."""
    if sum(len(name) + len(text) for name, text in entries.items()) > MAX_LINE_CHARACTERS:
        raise refused("The part has too much text for the basket.", "basket", hint="Order it by itself.")
    token = token if is_token(token) else new_token()
    _change(context, token, lambda lines: [*lines, BasketLine(new_id(), template, dict(entries))])
    return token


def take_from_basket(context: Context, token: str, line: str) -> None:
    """Take a part out of a basket; one that is not in it is out of it."""
    _change(context, token, lambda lines: [each for each in lines if each.id != line])


def change_entries(context: Context, token: str, name: str, texts: Mapping[str, str]) -> None:
    """Enter another text under a name, such as a quantity, for each line by its id."""
    _change(
        context,
        token,
        lambda lines: [
            BasketLine(each.id, each.template, {**each.entries, name: texts.get(each.id, each.entries.get(name, ""))})
            for each in lines
        ],
    )


def _change(context: Context, token: str, change: Callable[[Lines], Lines]) -> None:
    if not is_token(token):
        return
    with write_transaction(context.engine) as connection:
        baskets.delete_baskets(connection, events.moment_in(-BASKET_AGE.total_seconds()))
        before = [BasketLine(**each) for each in baskets.select_lines(connection, token, hold=True)]
        after = change(before)
        if len(after) > max(len(before), MAX_BASKET_LINES):
            hint = "Order what is in it, or take something out."
            raise refused(f"The basket holds {MAX_BASKET_LINES} parts at most.", "basket", hint=hint)
        if after != before:
            baskets.save_lines(connection, token, [vars(each) for each in after])
