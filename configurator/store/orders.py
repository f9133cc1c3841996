"""Orders and items as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, or_, select, tuple_, update

from configurator.domain.accounts.rights import owning_organisation
from configurator.domain.actors import Actor
from configurator.domain.identifiers import is_token, new_id, new_token
from configurator.domain.offers.installation import stored_installation
from configurator.domain.orders.orders import Item, NewItem, NewOrder, Order
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.orders.wishes import Wish
from configurator.domain.parts.designs import Design
from configurator.domain.places import Place
from configurator.store import events
from configurator.store.designs import save_design
from configurator.store.known_rows import read_rows
from configurator.store.state_changes import unknown_id
from configurator.store.tables import HAS_TOKEN, designs, items, orders


def add_order(connection: Connection, actor: Actor, key: str, new: NewOrder, person: str, request: str = "") -> str:
    """Insert an order with its items, and their events, for the request of this id; returns the order's id.

    One in the place of another stays the affair of whoever asked for that.
    """
    order, at, place = new_id(), events.now(), new.place.coarse() if new.place else None
    row = {"id": order, "state": OrderState.PLACED, "placed_at": at, "placed_by": actor.id, "key": key}
    asked = get_order(connection, new.replaces) if new.replaces else None
    coordinates = {"latitude": place.latitude, "longitude": place.longitude} if place else {}
    connection.execute(
        insert(orders).values(
            **row,
            **coordinates,
            person=person,
            pick_up=new.pick_up,
            token=new_token(),
            device_type=new.device_type,
            organisation=new.clinic or owning_organisation(actor),
            account=asked.account if asked else actor.account,
            requested=int(bool(new.clinic or asked)),
            wish=new.wish,
        )
    )
    told = {"device_type": new.device_type, "request": request, "clinic": new.clinic, "replaces": new.replaces}
    data = {"from": None, "to": OrderState.PLACED, "person": person}
    data |= {name: said for name, said in told.items() if said}
    events.append_event(connection, actor, "order_placed", data, order_id=order)
    # Always in the same order, so that two transactions with the same designs cannot deadlock.
    for design in sorted((item.design for item in new.items), key=lambda design: design.digest):
        save_design(connection, design)
    for position, item in enumerate(new.items, start=1):
        _add_item(connection, actor, order, position, item)
    return order


def _add_item(connection: Connection, actor: Actor, order: str, position: int, new: NewItem) -> None:
    item = new_id()
    content = {"design": new.design.digest, "offer": new.offer, "quantity": new.quantity}
    installation = new.installation.as_dict()
    row = {"id": item, "order_id": order, "position": position, "state": ItemState.WAITING, "files": {}, "size_mm": []}
    connection.execute(insert(items).values(**row, **content, sheet=dict(new.sheet), installation=installation))
    events.append_event(
        connection,
        actor,
        "item_added",
        {"from": None, "to": ItemState.WAITING, **content, **({"installation": installation} if installation else {})},
        order_id=order,
        item_id=item,
    )


def made_before(connection: Connection, design: str, offer: str) -> RowMapping | None:
    """An item of this design (its digest) that was made, with `files` and `size_mm`; of this offer, if there is one."""
    found = select(items.c.files, items.c.size_mm).where(items.c.design == design, items.c.state == ItemState.MADE)
    return connection.execute(found.order_by((items.c.offer == offer).desc()).limit(1)).mappings().first()


def find_order_by_key(connection: Connection, actor: Actor, key: str) -> str | None:
    """The order that this actor placed under this key."""
    return connection.scalar(select(orders.c.id).where(orders.c.placed_by == actor.id, orders.c.key == key))


def find_order_by_token(connection: Connection, token: str) -> str | None:
    """The order that this token leads to."""
    query = select(orders.c.id).where(orders.c.token == token, HAS_TOKEN)
    return connection.scalar(query) if is_token(token) else None


def set_account(connection: Connection, order: str, account: str) -> None:
    """Have an order belong to an account."""
    connection.execute(update(orders).where(orders.c.id == order).values(account=account))


def set_replaced(connection: Connection, order: str, by: str) -> None:
    """Note which order has taken the place of one."""
    connection.execute(update(orders).where(orders.c.id == order).values(replaced_by=by))


def replaced_persons(connection: Connection, order: str) -> Sequence[str]:
    """The codes of the persons of the orders in whose place an order was placed."""
    return connection.scalars(select(orders.c.person).where(orders.c.replaced_by == order)).all()


def lock_order(connection: Connection, order: str) -> None:
    """Lock the order, its items and jobs until the transaction ends. Raises Refused."""
    if connection.scalar(select(orders.c.id).where(orders.c.id == order).with_for_update()) is None:
        raise unknown_id("order", order)


def get_order(connection: Connection, order: str) -> Order:
    """The order with its items. Raises Refused if there is none."""
    row = connection.execute(select(orders).where(orders.c.id == order)).mappings().one_or_none()
    if row is None:
        raise unknown_id("order", order)
    return _order(row, items_of(connection, order))


def select_orders(
    connection: Connection,
    *,
    state: str = "",
    placed_by: str = "",
    organisation: str = "",
    account: str = "",
    waits_for_prescriber: bool = False,
    limit: int = 100,
    before: str = "",
    strict: bool = True,
) -> Sequence[Order]:
    """The newest orders first, without their items; `before` is the id of the last one of the page before.

    Those of an account are those that belong to no organisation, or were asked of one by it. What waits for a
    prescriber was asked for by somebody outside, and not approved yet.

    Unless it is strict, those in an unknown state are left out. Raises Failed.
    """
    query = select(orders).order_by(orders.c.placed_at.desc(), orders.c.id.desc()).limit(limit)
    if state:
        query = query.where(orders.c.state == state)
    if placed_by:
        query = query.where(orders.c.placed_by == placed_by)
    if organisation:
        query = query.where(orders.c.organisation == organisation)
    if account:
        outside = or_(orders.c.organisation == "", orders.c.requested == 1)
        query = query.where(orders.c.account == account, outside)
    if waits_for_prescriber:
        unapproved = [each for each in OrderState if each.is_unapproved]
        query = query.where(orders.c.requested == 1, orders.c.state.in_(unapproved))
    if before:
        last = select(orders.c.placed_at, orders.c.id).where(orders.c.id == before)
        query = query.where(tuple_(orders.c.placed_at, orders.c.id) < last.scalar_subquery())
    return read_rows(connection.execute(query).mappings(), lambda row: _order(row, ()), strict)


def items_of(connection: Connection, order: str) -> tuple[Item, ...]:
    """The items of an order by position."""
    query = _select_with_design().where(items.c.order_id == order).order_by(items.c.position)
    return tuple(_item(row) for row in connection.execute(query).mappings())


def get_item(connection: Connection, item: str) -> Item:
    """One item. Raises Refused if there is none."""
    row = connection.execute(_select_with_design().where(items.c.id == item)).mappings().one_or_none()
    if row is None:
        raise unknown_id("item", item)
    return _item(row)


def pick_up_of(connection: Connection, order: str) -> str:
    """The id of the factory where an order is collected; empty where it is sent."""
    return connection.scalar(select(orders.c.pick_up).where(orders.c.id == order)) or ""


def increment_item_counts(connection: Connection, item: str, *, starts: int = 0, crashes: int = 0) -> None:
    """Add to the counts of how often building an item began and crashed."""
    counts = {"starts": items.c.starts + starts, "crashes": items.c.crashes + crashes}
    connection.execute(update(items).where(items.c.id == item).values(**counts))


def _select_with_design() -> Select[Any]:
    return select(items, designs.c.template, designs.c.version, designs.c.parameters).join(
        designs, designs.c.digest == items.c.design
    )


def _item(row: RowMapping) -> Item:
    design = Design(row["template"], row["version"], row["parameters"])
    names = ("id", "offer", "quantity", "reason", "starts", "crashes", "sheet", "files", "volume_mm3")
    columns = {name: row[name] for name in names}
    state = ItemState.read(row["state"], f"item {row['id']}")
    return Item(
        **columns,
        state=state,
        order=row["order_id"],
        design=design,
        installation=stored_installation(row["installation"]),
        size_mm=tuple(row["size_mm"]),
    )


def _order(row: RowMapping, order_items: tuple[Item, ...]) -> Order:
    place = None if row["latitude"] is None else Place(row["latitude"], row["longitude"])
    names = ("id", "placed_at", "placed_by", "person", "pick_up", "reason", "token", "device_type")
    owner = ("organisation", "account", "replaced_by")
    state = OrderState.read(row["state"], f"order {row['id']}")
    wish, facts = Wish.read(row["wish"], f"order {row['id']}"), {name: row[name] for name in (*names, *owner)}
    requested = bool(row["requested"])
    return Order(**facts, state=state, requested=requested, place=place, items=order_items, wish=wish)
