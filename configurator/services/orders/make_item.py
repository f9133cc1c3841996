"""Make the items of orders; with its last item an order is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from configurator import catalogue
from configurator.domain.actors import Actor
from configurator.domain.display_units import unit_of_entries
from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.installation_record import installation_sentence
from configurator.domain.offers.reports import Report
from configurator.domain.orders.mails import MailAbout
from configurator.domain.orders.orders import Item, Order
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.formats import can_hold
from configurator.formats import offered
from configurator.queue import Enqueue, Work
from configurator.services.common.context import MakingContext
from configurator.services.common.workflows import make_item_work
from configurator.services.designs.drafting import compensated
from configurator.services.making.retry import PendingBuild, make_durably
from configurator.services.orders.order_mails import announce
from configurator.services.quotes.made_orders import quote_made_order
from configurator.store import events, orders
from configurator.store.state_changes import ITEM_STATES, ORDER_STATES, change_state


def order_formats(design: Design) -> tuple[str, ...]:
    """The formats that an ordered design's files are made in: what its template's parts can be made in."""
    template = catalogue.find(design.template)
    return tuple(each.name for each in offered("order") if can_hold(each, template))


def item_drafting(order: Order, item: Item) -> Drafting:
    """In the unit of the measurements, with the date of the order: made again, sheets are the same.

    The picture goes to a factory, where sizes are in mm. Holes are compensated for the item's offer.
    """
    unit = unit_of_entries(item.sheet.values())
    installation = installation_sentence(item.installation)
    drafting = Drafting(
        item.offer,
        order.placed_at[:10],
        unit=unit,
        picture_unit=None if unit == "mm" else "mm",
        installation=installation,
    )
    return compensated(item.design, drafting)


def make_item(context: MakingContext, actor: Actor, item: str, attempt: int) -> bool:
    """Make and store the files of an item that still waits; True if it must be done again at once.

    With its last item an order is quoted. Another worker, after the death of this one, finds the item made and only
    quotes.
    """
    again = make_durably(context, _Task(actor, item, context.enqueue), attempt)
    quote_made_order(context, item)
    return again


@dataclass(frozen=True)
class _Task:
    """An item to make, on behalf of an actor; see `retry.Task`."""

    actor: Actor
    item: str
    enqueue: Enqueue

    def lock(self, connection: Connection) -> PendingBuild | None:
        orders.lock_order(connection, orders.get_item(connection, self.item).order)
        item = orders.get_item(connection, self.item)
        if item.state is not ItemState.WAITING:
            return None
        order = orders.get_order(connection, item.order)
        is_wanted = order.state is OrderState.PLACED
        drafting = item_drafting(order, item)
        return PendingBuild(item.design, order_formats(item.design), item.starts, item.crashes, is_wanted, drafting)

    def count_attempts(self, connection: Connection, *, starts: int = 0, crashes: int = 0) -> None:
        orders.increment_item_counts(connection, self.item, starts=starts, crashes=crashes)

    def record(self, connection: Connection, kind: str, data: Mapping[str, Any]) -> None:
        order = orders.get_item(connection, self.item).order
        events.append_event(connection, self.actor, f"item_{kind}", dict(data), order_id=order, item_id=self.item)

    def fail(self, connection: Connection, error: ConfiguratorError) -> None:
        item, reason = orders.get_item(connection, self.item), str(error)
        data = {"reason": reason, "starts": item.starts, "crashes": item.crashes}
        self._change_item_state(connection, item, ItemState.FAILED, data, reason=reason)
        if orders.get_order(connection, item.order).state is OrderState.PLACED:
            end, event, order_data = OrderState.FAILED, "order_failed", {"reason": reason}
            change_state(connection, ORDER_STATES, item.order, end, self.actor, event, order_data, reason=reason)

    def finish(self, connection: Connection, files: Mapping[str, str], report: Report, seconds: float) -> None:
        item = orders.get_item(connection, self.item)
        size = [round(side, 3) for side in report.size_mm]
        columns = {"files": dict(files), "size_mm": size, "volume_mm3": round(report.volume_mm3, 3)}
        self._change_item_state(connection, item, ItemState.MADE, {"files": dict(files)}, **columns)
        order = orders.get_order(connection, item.order)
        if order.state is OrderState.PLACED and all(each.state.is_made for each in order.items):
            change_state(connection, ORDER_STATES, item.order, OrderState.MADE, self.actor, "order_made")
            announce(self.enqueue, connection, order, MailAbout.MADE)

    def retry_work(self, attempt: int) -> Work:
        return make_item_work(self.item, attempt)

    def _change_item_state(
        self, connection: Connection, item: Item, state: ItemState, data: Mapping[str, Any], **columns: Any
    ) -> None:
        change_state(
            connection,
            ITEM_STATES,
            item.id,
            state,
            self.actor,
            f"item_{state}",
            data,
            {"order_id": item.order},
            **columns,
        )
