"""From an order form to the order that it requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from configurator.domain.errors import Refused, refused
from configurator.domain.offers.fluids import FLUIDS
from configurator.domain.offers.installation import NO_FLUID
from configurator.domain.orders.order_files import ADDRESS_LINES
from configurator.domain.orders.orders import Person
from configurator.domain.orders.requests import MAX_QUANTITY, ItemRequest, OrderRequest
from configurator.domain.places import Place
from configurator.domain.problems import Problem, refusal
from configurator.services.orders.order_items import with_installation
from configurator.services.orders.town_choice import candidate_towns, town_labels, town_place
from configurator.services.orders.town_lookup import list_countries
from web.page_problems import FieldPlace, FieldPlaces

V = TypeVar("V")
Form = Mapping[str, str]
PICK_UP = "pick_up:"
NOBODY = Person()
OPTIONAL_LINES = ("postcode", "region")
MAX_QUOTED_LENGTH = 20
LABELS: Mapping[str, str] = {
    "quantity": "Pieces",
    "zone": "Where it sits",
    "fluids": "What touches it",
    "offer": "Material",
    "to": "Where to",
    "wish": "What matters most",
    "name": "Name",
    "street": "Street and number",
    "postcode": "Postcode",
    "city": "Town",
    "region": "State or region, if towns share the name",
    "country": "Country",
    "near": "Nearest larger town, if yours is not known",
    "email": "E-mail address",
}
# The title of each box for a fluid; the last says that none touches the part.
FLUID_TITLES: Mapping[str, str] = {**{str(fluid): title for fluid, title in FLUIDS.items()}, NO_FLUID: "None of these"}
# The name of each box -> its fluid.
FLUID_INPUTS: Mapping[str, str] = {f"fluid_{fluid.replace(' ', '_')}": fluid for fluid in FLUID_TITLES}
# What the form asks for, in its order; two names that an order has for where it goes are one field.
ORDER_PLACES: FieldPlaces = {name: FieldPlace(label, f"#{name}") for name, label in LABELS.items()} | {
    name: FieldPlace(LABELS["to"], "#to") for name in ("deliver_to", "pick_up")
}


@dataclass(frozen=True)
class Destination:
    """The lines of a label and their place, or the id of the factory to collect at."""

    address: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    pick_up: str = ""


def read_order_form(
    form: Form,
    parts: Iterable[ItemRequest],
    person: Person = NOBODY,
    problems: Iterable[Problem] = (),
    device_type: str = "",
    clinic: str = "",
) -> OrderRequest:
    """The order that a form requests of the parts that its page has configured, for a person without an address.

    What cannot be read is among its problems, after those of the page; each names a field of the form.
    """
    destination, destination_problems = _read(destination_of, form, Destination())
    quantity, quantity_problems = _read(quantity_of, form, 1)
    zone, fluids = installation_texts(form)
    chosen = (replace(each, offer=form.get("offer", ""), quantity=quantity) for each in parts)
    return OrderRequest(
        form.get("key", ""),
        tuple(with_installation(each, zone, fluids) for each in chosen),
        replace(person, address=destination.address, email=form.get("email", "").strip()),
        destination.place,
        destination.pick_up,
        problems=(*problems, *destination_problems, *quantity_problems),
        device_type=device_type,
        wish=form.get("wish", ""),
        clinic=clinic,
    )


def read_own_choices(part: ItemRequest, form: Form) -> tuple[ItemRequest, tuple[Problem, ...]]:
    """A part in the material, quantity and place that a form chooses for it alone, and what cannot be read of that."""
    quantity, problems = _read(quantity_of, form, 1)
    chosen = replace(part, offer=form.get("offer", ""), quantity=quantity)
    return with_installation(chosen, *installation_texts(form)), tuple(each.within(part.name) for each in problems)


def read_basket_form(form: Form, items: Iterable[tuple[ItemRequest, tuple[Problem, ...]]]) -> OrderRequest:
    """The order of parts that have made their own choices, for the destination of the form."""
    destination, destination_problems = _read(destination_of, form, Destination())
    chosen = tuple(items)
    return OrderRequest(
        form.get("key", ""),
        tuple(part for part, _ in chosen),
        replace(NOBODY, address=destination.address),
        destination.place,
        destination.pick_up,
        problems=(*destination_problems, *(problem for _, problems in chosen for problem in problems)),
        wish=form.get("wish", ""),
    )


def installation_texts(form: Form) -> tuple[str, tuple[str, ...] | None]:
    """The zone and the fluids that are chosen; None without a fluid, as then nobody has said it."""
    fluids = tuple(fluid for name, fluid in FLUID_INPUTS.items() if form.get(name))
    return form.get("zone", ""), fluids or None


def quantity_of(form: Form) -> int:
    """How many pieces of each part. Raises Refused for what is no number."""
    text = form.get("quantity", "1").strip()
    if not (text.isascii() and text.isdigit()):
        hint = f"Give a whole number, 1 to {MAX_QUANTITY}."
        raise refused(f"“{shortened(text)}” is not a number of pieces.", "quantity", hint=hint)
    return int(text[:9])


def shortened(text: str) -> str:
    """The beginning of a long text, with dots where it is cut."""
    return text if len(text) <= MAX_QUOTED_LENGTH else f"{text[:MAX_QUOTED_LENGTH]}…"


def destination_of(form: Form) -> Destination:
    """Where the parts go, with the place of the town. Raises Refused."""
    choice = form.get("to", "")
    if choice.startswith(PICK_UP):
        return Destination(pick_up=choice.removeprefix(PICK_UP))
    if choice != "address":
        raise refused("Where the parts go is not said.", "to", hint="Choose an address, or a factory to collect at.")
    lines = {line: form.get(line, "").strip() for line in ADDRESS_LINES}
    missing = [line for line in ADDRESS_LINES if line not in OPTIONAL_LINES and not lines[line]]
    if missing:
        raise Refused(*(refusal("It is missing.", line, hint="Whoever sends the parts needs it.") for line in missing))
    place = _town_place(form)
    country = next((each.name for each in list_countries() if each.code == lines["country"]), lines["country"])
    label = {line: text for line, text in (lines | {"country": country}).items() if text}
    return Destination(label, place)


def _town_place(form: Form) -> Place:
    """Where the town lies. Raises Refused; towns to choose from stand on the page itself."""
    try:
        return town_place(*_town_texts(form), form.get("town", ""))
    except Refused as error:
        if not town_options(form):
            raise
        hint = "Choose yours below, or give the state or region."
        raise Refused(*(replace(each, hint=hint) for each in error.problems)) from None


def town_options(form: Form) -> Mapping[str, str]:
    """The towns to choose from where several bear the name, each by its id; none where only one is meant."""
    if form.get("to") != "address":
        return {}
    try:
        towns = candidate_towns(*_town_texts(form))
    except Refused:
        return {}
    return town_labels(towns) if len(towns) > 1 else {}


def _town_texts(form: Form) -> tuple[str, str, str, str]:
    """Country, town, region and postcode, as the lookup of towns takes them."""
    country, city, region, postcode = (form.get(name, "").strip() for name in ("country", "city", "region", "postcode"))
    return country, form.get("near", "").strip() or city, region, postcode


def _read(reader: Callable[[Form], V], form: Form, default: V) -> tuple[V, tuple[Problem, ...]]:
    """What is read of the form; the default and the refusals where it cannot be."""
    try:
        return reader(form), ()
    except Refused as error:
        return default, error.problems
