"""Orders: placed, followed, approved, cancelled, by whoever knows an order's token."""

from __future__ import annotations

from typing import Annotated, Any, Final

from flask import Response
from pydantic import Field

from configurator.domain.orders.device_types import DEVICE_TYPE_HINT, DeviceType
from configurator.domain.orders.order_files import WORD_HINT, AddressFile, ItemFile, PatientText, PrescriptionText
from configurator.domain.orders.orders import Order, Person
from configurator.domain.orders.requests import MAX_ITEMS, MAX_KEY_LENGTH, ItemRequest, OrderRequest
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.orders.wishes import WISH_HINT, Wish, WishName
from configurator.domain.text_bounds import DEVIATION, REASON
from configurator.domain.validation import StrictModel
from configurator.services.accounts.exports import record_followed
from configurator.services.designs.sheets import combine_sheet, with_side
from configurator.services.orders.address_places import address_place
from configurator.services.orders.approve import approve_order as approve
from configurator.services.orders.cancel import cancel_order as cancel
from configurator.services.orders.json_shapes import order_details_json, order_json, parcels_json
from configurator.services.orders.order_items import configure_item
from configurator.services.orders.place_order import place_order as place
from configurator.services.orders.views import find_order
from configurator.services.orders.views import show_order as read_details
from configurator.services.production.order_parcels import expected_parcels
from web.api.jobs import By
from web.api.operations import Answer, Operation, as_response
from web.api.problems import Told, problem_shapes
from web.api.records import Coordinates, Event, RoutedJob
from web.api.schemas import (
    EXAMPLE,
    PLAIN_TEXT,
    ActorName,
    DesignShown,
    FluidTexts,
    Shape,
    StatusNames,
    TemplateId,
    Text,
    Values,
    ZoneText,
    sheet_values,
    with_example,
)
from web.context import web_context
from web.links import file_urls, order_url
from web.signing_in import acting_actor

CLINIC_HINT: Final = (
    "Of parts for a person, where you are no member of a clinic: the id of one that takes requests. A prescriber of it "
    "approves them, changes them or refuses them; nothing is produced before."
)
EXAMPLE_ORDER: Final = {
    "items": [{"template": "grommet", "sheet": {"measurements": EXAMPLE}, "quantity": 2}],
    "deliver_to": {
        "name": "Workshop",
        "street": "12 Harbour Lane",
        "city": "Bristol",
        "country": "UK",
        "latitude": 51.45,
        "longitude": -2.59,
    },
    "actor": "workshop",
}


class InlineSheet(StrictModel):
    """What was measured and what was decided, by name; names that only `measurements` has may be unknown."""

    measurements: Values = Field(default_factory=dict)
    prescription: Values = Field(default_factory=dict)


class OrderedItem(ItemFile):
    """One part. A path instead of a sheet is refused: it would be one of this machine's."""

    template: TemplateId
    sheet: Annotated[InlineSheet, Field(description="An object with measurements and prescription.")] = Field(
        default_factory=InlineSheet
    )
    side: Annotated[Text, Field(description="left or right; else the sheet says it.")] = ""
    offer: Annotated[Text, Field(description="The id of an offer, or leave it out for the first that fits.")] = ""
    zone: ZoneText = ""
    fluids: FluidTexts = None


class Asked(StrictModel):
    """What an order would hold, to be told how it would come."""

    model_config = with_example(EXAMPLE_ORDER)

    items: Annotated[
        list[OrderedItem], Field(min_length=1, max_length=MAX_ITEMS, description=f"1 to {MAX_ITEMS} parts.")
    ]
    patient: Annotated[PatientText, Field(pattern=PLAIN_TEXT)] = ""
    prescription: Annotated[PrescriptionText, Field(pattern=PLAIN_TEXT)] = ""
    device_type: Annotated[DeviceType, Field(description=f"Of parts for a person. {DEVICE_TYPE_HINT}")] = ""
    deliver_to: Annotated[AddressFile | None, Field(description="Where it goes, unless it is collected.")] = None
    pick_up: Annotated[Text, Field(description="The id of the factory where it is collected.")] = ""
    email: Annotated[Text, Field(description=WORD_HINT)] = ""
    wish: Annotated[WishName, Field(description=f"By what factories are chosen. {WISH_HINT}")] = "nearest"
    clinic: Annotated[Text, Field(description=CLINIC_HINT)] = ""
    key: Annotated[str, Field(max_length=MAX_KEY_LENGTH, pattern=PLAIN_TEXT)] = ""
    actor: ActorName = ""


class Ordered(Asked):
    """An order; sent again with the same actor and key, it is the same order."""

    model_config = with_example(EXAMPLE_ORDER | {"key": "2026-17"})

    key: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MAX_KEY_LENGTH,
            pattern=PLAIN_TEXT,
            description="Any text of yours that no other order has.",
        ),
    ]


class Approval(By):
    """Who answers for what was made."""

    deviation: Annotated[
        str,
        Field(
            max_length=DEVIATION.max_length,
            pattern=PLAIN_TEXT,
            description="Why a part out of tolerance can be used all the same.",
        ),
    ] = ""


class Cancellation(By):
    """Who cancels."""

    reason: Annotated[
        str, Field(max_length=REASON.max_length, pattern=PLAIN_TEXT, description="Stands in the record: name nobody.")
    ] = ""


class OrderPlaced(Shape):
    """The order, and where to follow it: whoever knows that address may approve and cancel it."""

    id: str
    token: str
    follow: Annotated[str, Field(description="The address of the order's page.")]
    problems: Annotated[list[Told], Field(description="Doubts; the order stands.")]
    notes: Annotated[list[str], Field(description="What was decided for you, and which measurements nothing uses.")]


class ParcelShown(Shape):
    """What one factory would make and send together."""

    factory: str
    distance_km: float | None
    items: Annotated[list[int], Field(description="The numbers of the order's items, from 0.")]
    ships_at: Annotated[str, Field(description="By when it leaves, UTC, ISO 8601; empty where that is not known.")]
    arrives_at: Annotated[str, Field(description="By when it is there; empty where that is not known.")]
    date_reasons: Annotated[list[str], Field(description="Why a day is not known.")]


class ParcelsExpected(Shape):
    """How an order would come; nothing is placed."""

    parcels: Annotated[list[ParcelShown], Field(description="The largest first.")]
    unplaced: Annotated[list[int], Field(description="The numbers of items that no factory can make now.")]
    lacks: Annotated[
        dict[str, list[str]],
        Field(description="Why it is not one parcel: by item, why the factory of the first parcel cannot make it."),
    ]


class ItemShown(Shape):
    """One part of an order."""

    id: str
    design: DesignShown
    offer: str
    quantity: int
    state: Annotated[ItemState, StatusNames()]
    reason: str
    files: Annotated[dict[str, str], Field(description="Addresses by format, once they are made.")]
    installation: Annotated[
        dict[str, Any], Field(description="Its zone and fluids as ordered, null where not said; empty without either.")
    ]
    size_mm: Annotated[list[float], Field(description="Along x, y and z, once it is made.")]
    report: Annotated[dict[str, Any] | None, Field(description="Asked against made, once it is made.")]
    report_fault: Annotated[str, Field(description="Why the report cannot be read; empty where it can.")]


class OrderShown(Shape):
    """An order, without whom it is for."""

    id: str
    state: Annotated[OrderState, StatusNames()]
    placed_at: Annotated[str, Field(description="ISO 8601, in UTC.")]
    placed_by: str
    device_type: Annotated[str, Field(description="What a part for a person is in law; empty where not said.")]
    place: Annotated[Coordinates | None, Field(description="To a tenth of a degree.")]
    pick_up: str
    wish: Annotated[Wish, StatusNames()]
    reason: str


class OrderWithItems(OrderShown):
    """An order and its parts."""

    items: list[ItemShown]


class OrderFollowed(Shape):
    """An order, its jobs and its record."""

    order: OrderWithItems
    jobs: list[RoutedJob]
    events: list[Event]


def place_order(body: Ordered) -> Response:
    """Place an order.

    Every measured size must be given. What is placed is made as files first; nothing is produced before somebody
    has seen asked against made and approves.
    """
    placed = place(web_context(), acting_actor(web_context(), body.actor), _order_request(body))
    shape = OrderPlaced(
        id=placed.order.id,
        token=placed.order.token,
        follow=order_url(placed.order),
        problems=problem_shapes(placed.problems),
        notes=list(placed.notes),
    )
    headers = {"Location": f"/api/v1/orders/{placed.order.token}"}
    return as_response(shape, 201 if placed.new else 200, headers)


def expect_parcels(body: Asked) -> ParcelsExpected:
    """Say where an order would be made, and in how many parcels it would come; places nothing.

    As the factories stand now. A part that was never made has no size yet: one that is too large goes elsewhere.
    """
    _, plan = expected_parcels(web_context(), acting_actor(web_context(), body.actor), _order_request(body))
    return ParcelsExpected.model_validate(parcels_json(plan))


def _order_request(body: Asked) -> OrderRequest:
    items = tuple(_item_request(each, f"items.{number}") for number, each in enumerate(body.items))
    address = body.deliver_to
    person = Person(body.patient, body.prescription, address.label() if address else {}, body.email.strip())
    place, problems = address_place(address)
    said = {"device_type": body.device_type, "wish": body.wish, "clinic": body.clinic}
    return OrderRequest(body.key, items, person, place, body.pick_up, problems=problems, **said)


def _item_request(item: OrderedItem, name: str) -> ItemRequest:
    measurements, prescription = sheet_values(item.sheet.measurements), sheet_values(item.sheet.prescription)
    return configure_item(
        item.template,
        lambda template: with_side(template, combine_sheet(template, measurements, prescription), item.side),
        item.offer,
        item.quantity,
        name,
        item.zone,
        item.fluids,
    )


def show_order(token: str) -> OrderFollowed:
    """Follow an order: asked against made, its files, its jobs, where each went and why, and its record."""
    context = web_context()
    details = read_details(context, find_order(context, token).id)
    record_followed(context, "order", details.order.id)
    shape = order_details_json(details)
    items = zip(details.order.items, shape["order"]["items"], strict=True)
    shape["order"]["items"] = [{**each, "files": file_urls(item.design, item.files)} for item, each in items]
    return OrderFollowed.model_validate(shape)


def approve_order(token: str, body: Approval) -> OrderShown:
    """Approve what was made: its production begins.

    If a size is out of tolerance, `deviation` must say why the part can be used all the same.
    """
    context = web_context()
    actor, order = acting_actor(context, body.actor), find_order(context, token)
    return _order_shape(approve(context, actor, order.id, body.deviation))


def cancel_order(token: str, body: Cancellation) -> OrderShown:
    """Cancel an order of which nothing is on a machine."""
    context = web_context()
    actor, order = acting_actor(context, body.actor), find_order(context, token)
    return _order_shape(cancel(context, actor, order.id, body.reason))


def _order_shape(order: Order) -> OrderShown:
    return OrderShown.model_validate(order_json(order))


_ORDER_PATH = "/orders/{token}"
_ORDER_ANSWERS = (Answer(200, "The order as it is now.", OrderShown),)
_LOCATION_HEADER = {"Location": "Where to follow the order as data."}
OPERATIONS = (
    Operation("POST", "/parcels", expect_parcels, (Answer(200, "How it would come.", ParcelsExpected),), body=Asked),
    Operation(
        "POST",
        "/orders",
        place_order,
        (
            Answer(201, "A new order.", OrderPlaced, headers=_LOCATION_HEADER),
            Answer(200, "The same order, placed before.", OrderPlaced, headers=_LOCATION_HEADER),
        ),
        body=Ordered,
    ),
    Operation("GET", _ORDER_PATH, show_order, (Answer(200, "The order.", OrderFollowed),)),
    Operation("POST", f"{_ORDER_PATH}/approve", approve_order, _ORDER_ANSWERS, body=Approval),
    Operation("POST", f"{_ORDER_PATH}/cancel", cancel_order, _ORDER_ANSWERS, body=Cancellation),
)
