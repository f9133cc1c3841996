"""What is taken out, as events: personal data, the whole record of an order, a batch's table, all that is kept."""

from __future__ import annotations

from typing import Any

from configurator.domain.actors import Actor
from configurator.domain.errors import Limited
from configurator.services.accounts import rate_limits
from configurator.services.accounts.rate_limits import HOUR_S, RateLimit
from configurator.services.common.context import Context
from configurator.store import events
from configurator.store.database import write_transaction

# A program that follows an order asks again and again: of these one in an hour is told.
EXPORTS = RateLimit("exports", 1, HOUR_S, "exporting the same")


def record_export(
    context: Context, actor: Actor, what: str, data: dict[str, Any] | None = None, **subject: str
) -> None:
    """Record that the actor has taken something out: `person`, `order`, `batch`, `backup` or `database`."""
    with write_transaction(context.engine) as connection:
        events.append_event(connection, actor, f"{what}_exported", data, **subject)


def record_followed(context: Context, what: str, name: str) -> None:
    """Record the same of what a program of an account follows, an order or a batch by its id: once in an hour."""
    actor = context.actor
    if not actor.account:
        return
    try:
        rate_limits.use(context, EXPORTS, f"{actor.id}:{what}:{name}")
    except Limited:
        return
    subject = {"order_id": name} if what == "order" else {}
    record_export(context, actor, what, {} if subject else {what: name}, **subject)
