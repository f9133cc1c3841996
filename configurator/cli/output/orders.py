"""Orders, as the command line prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from configurator.cli.output import print_json, print_line, print_message, print_table
from configurator.cli.output.events import event_line
from configurator.cli.output.jobs import item_line, print_job
from configurator.cli.output.parts import dimension_lines
from configurator.domain.offers.installation_record import installation_sentence
from configurator.domain.orders.orders import Item, NewOrder, Order, Person
from configurator.domain.orders.wishes import Wish
from configurator.domain.production.jobs import Job
from configurator.domain.production.parcels import Parcels
from configurator.services.orders.json_shapes import item_json, job_json, order_details_json, order_json, parcels_json
from configurator.services.orders.place_order import PlacedOrder
from configurator.services.orders.views import OrderDetails


def show_placed(placed: PlacedOrder, as_json: bool) -> None:
    """Print the order's id on stdout; problems and notes on stderr."""
    for line in [*placed.notes, *(f"{problem.severity}: {problem}" for problem in placed.problems)]:
        print_message(line)
    if as_json:
        problems = [each.as_dict() for each in placed.problems]
        print_json({**_order_with_items(placed.order), "new": placed.new, "problems": problems})
        return
    print_message(_sentence(placed.order) if placed.new else f"Placed before. {_sentence(placed.order)}")
    print_line(placed.order.id)


def show_orders(orders: Sequence[Order], as_json: bool) -> None:
    """Print one line per order, the newest first."""
    if as_json:
        print_json({"orders": [order_json(order) for order in orders]})
        return
    rows = [(each.id, each.state, each.placed_at, each.placed_by, _destination(each), each.reason) for each in orders]
    print_table(["order", "state", "placed", "by", "goes to", "reason"], rows)


def show_changed(order: Order, jobs: Sequence[Job], as_json: bool) -> None:
    """Print the new state of an order; the ids of its jobs on stdout."""
    if as_json:
        print_json({**_order_with_items(order), "jobs": [job_json(job) for job in jobs]})
        return
    print_message(_sentence(order))
    for job in jobs:
        print_line(job.id)


def show_parcels(order: NewOrder, plan: Parcels, as_json: bool) -> None:
    """A line for each parcel, with what is in it; why there are several, and what nobody can make."""
    if as_json:
        print_json(parcels_json(plan))
        return
    names = {
        str(number): f"{item.quantity} x {item.design.template} in {item.offer}"
        for number, item in enumerate(order.items)
    }
    for each in plan.parcels:
        distance = "" if each.distance_km is None else f", {each.distance_km:.0f} km away"
        print_line(f"{each.factory}{distance}: {'; '.join(names[item] for item in each.items)}")
        days = {"ships by": each.dates.ships_at, "arrives by": each.dates.arrives_at}
        for words, at in days.items():
            if at:
                print_line(f"  {words} {at}")
        for reason in each.dates.reasons:
            print_line(f"  when it comes is not known: {reason}")
    for item, reasons in plan.lacks.items():
        print_line(f"  {names[item]} is not made at {plan.parcels[0].factory}: {'; '.join(reasons)}")
    for item in plan.unplaced:
        print_line(f"No factory can make {names[item]} now.")


def show_details(details: OrderDetails, person: Person | None, as_json: bool) -> None:
    """Print everything about an order; the person only if one is passed."""
    if as_json:
        personal = {"person": vars(person)} if person else {}
        print_json({**order_details_json(details), **personal})
        return
    order = details.order
    print_line(_sentence(order))
    print_line(f"Placed {order.placed_at} by {order.placed_by}, to {_destination(order)}.")
    if order.wish is not Wish.NEAREST:
        print_line(f"To be {order.wish.words}.")
    if order.device_type:
        print_line(f"For one person, {order.device_type}.")
    if person:
        _print_person(person)
    for number, item in enumerate(order.items, start=1):
        _print_item(details, number, item)
    print_line("")
    print_line("Record")
    for event in details.events:
        print_line(f"  {event_line(event, 'item_id', 'job_id', 'factory')}")


def _print_item(details: OrderDetails, number: int, item: Item) -> None:
    because = f": {item.reason}" if item.reason else ""
    print_line("")
    print_line(f"Item {number}: {item_line(item)}, {item.state}{because}")
    if words := installation_sentence(item.installation):
        print_line(f"  {words}")
    if item.id in details.report_faults:
        print_line(f"  {details.report_faults[item.id]}")
    if item.id in details.reports:
        for line in dimension_lines(details.reports[item.id].dimensions):
            print_line(line)
    for job in details.jobs:
        if job.job.item == item.id:
            print_job(job)


def show_erased(order: str, erased: bool, as_json: bool) -> None:
    """Print whether the person was erased now or before."""
    if as_json:
        print_json({"order": order, "erased": erased})
        return
    print_message(
        f"Whom order {order} was for is {'now forgotten' if erased else 'forgotten already'}; its record stands."
    )


def _order_with_items(order: Order) -> dict[str, Any]:
    return {"order": {**order_json(order), "items": [item_json(item) for item in order.items]}}


def _sentence(order: Order) -> str:
    because = f": {order.reason.rstrip('.')}" if order.reason else ""
    count = f" ({len(order.items)} item{'' if len(order.items) == 1 else 's'})" if order.items else ""
    return f"Order {order.id}{count} is {order.state}{because}."


def _destination(order: Order) -> str:
    if order.place is None:
        return order.pick_up
    return f"{order.place.latitude:g},{order.place.longitude:g}"


def _print_person(person: Person) -> None:
    known = {"patient": person.patient, "prescription": person.prescription, **person.address, "email": person.email}
    lines = [f"{name}: {value}" for name, value in known.items() if value] or ["forgotten"]
    for first, *others in (line.split("\n") for line in lines):
        print_line(f"  {first}")
        # Indented further, so that no text can pass for another field.
        for other in others:
            print_line(f"    {other}")
