"""Looks at a patient's data, and refusals of rights, as events: who saw what, and who tried to."""

from __future__ import annotations

from configurator.domain.errors import Limited
from configurator.services.accounts import rate_limits
from configurator.services.common.context import Context
from configurator.store import events
from configurator.store.database import write_transaction


def record_look(context: Context, order_id: str) -> None:
    """Record that the context's actor, signed in, has looked at whom an order is for."""
    if context.actor.account:
        with write_transaction(context.engine) as connection:
            events.append_event(connection, context.actor, "patient_seen", {}, order_id=order_id)


def record_refusal(context: Context, what: str) -> None:
    """Record that the context's actor, signed in, was refused something; of one who goes on trying not every time."""
    if not context.actor.account:
        return
    try:
        rate_limits.use(context, rate_limits.REFUSALS, context.actor.account)
    except Limited:
        return
    with write_transaction(context.engine) as connection:
        events.append_event(connection, context.actor, "right_refused", {"what": what})
