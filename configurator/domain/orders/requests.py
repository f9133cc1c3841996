"""What a customer requests, whichever way it comes in, and how much of it there may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass, field

from configurator.domain.accounts.accounts import read_email
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet
from configurator.domain.offers.installation import UNSAID, Installation
from configurator.domain.orders.orders import Person
from configurator.domain.orders.wishes import WISH_HINT, Wish
from configurator.domain.parts.designs import Configured
from configurator.domain.places import Place
from configurator.domain.problems import Problem, refusal, refusals
from configurator.domain.text_bounds import ADDRESS_LINE, PATIENT, POSTCODE, PRESCRIPTION, TextBound

MAX_ITEMS = 100
MAX_QUANTITY = 1000
MAX_KEY_LENGTH = 200


@dataclass(frozen=True)
class ItemRequest:
    """One part that a customer requests, configured with every measured size required.

    `offer` is empty for the first that fits where it sits, as `installation` says. `problems` has what could not be
    read of that. `name` is what the sender calls the item, such as items.0, if anything.
    """

    template: str
    sheet: Sheet
    configured: Configured
    offer: str = ""
    quantity: int = 1
    name: str = ""
    installation: Installation = UNSAID
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class OrderRequest:
    """The order that a customer requests: delivered near a place, or picked up at a factory.

    `problems` has what could not be read of it, and is not to be asked for again. `device_type` is what a part for a
    person is in law, as `configurator.domain.orders.device_types` has it; empty where nobody has said it. `wish` is one
    of `configurator.domain.orders.wishes`; empty for the nearest.
    `clinic` and `replaces` are those of `NewOrder`.
    """

    key: str
    items: tuple[ItemRequest, ...]
    person: Person = field(default_factory=Person)
    place: Place | None = None
    pick_up: str = ""
    _: KW_ONLY
    problems: tuple[Problem, ...] = ()
    device_type: str = ""
    wish: str = ""
    clinic: str = ""
    replaces: str = ""


def tidy_text(text: str) -> str:
    """A text of several lines without space around it, its line breaks as LF.

    Browsers send CRLF for each, but count it as one character.
    """
    return text.replace("\r\n", "\n").strip()


def request_problems(request: OrderRequest) -> Iterator[Problem]:
    """A refusal for all that the request lacks, has too much of or says twice; designs and offers aside."""
    if not refusals(request.problems):
        yield from _missing_problems(request)
    if len(request.items) > MAX_ITEMS:
        yield refusal(f"The order has {len(request.items)} items.", "items", hint=f"Ask for 1 to {MAX_ITEMS} parts.")
    if request.wish and request.wish not in [*Wish]:
        yield refusal(f"{request.wish[:20]!r} is nothing that a factory is chosen by.", "wish", hint=WISH_HINT)
    yield from _person_problems(request.person)
    for item in request.items:
        yield from (each.within(item.name) for each in _quantity_problems(item.quantity))


def _missing_problems(request: OrderRequest) -> Iterator[Problem]:
    if not request.items:
        yield refusal("The order has no items.", "items", hint="Ask for at least one part.")
    if (request.place is None) == (not request.pick_up):
        yield refusal(
            "Where the parts go must be said once.", "deliver_to", hint="Give deliver_to with a place, or pick_up."
        )


def _person_problems(person: Person) -> Iterator[Problem]:
    if person.email:
        yield from _email_problems(person.email)
    yield from _length_problems("patient", person.patient, PATIENT)
    yield from _length_problems("prescription", tidy_text(person.prescription), PRESCRIPTION)
    for name, text in person.address.items():
        bound = POSTCODE if name == "postcode" else ADDRESS_LINE
        yield from _length_problems(name, text, bound)
        if len(text.splitlines()) > 1:
            yield refusal("It has more than one line.", name, hint=ADDRESS_LINE.hint)


def _email_problems(email: str) -> Iterator[Problem]:
    try:
        read_email(email)
    except Refused as error:
        yield from error.problems


def _length_problems(field: str, text: str, bound: TextBound) -> Iterator[Problem]:
    if len(text) > bound.max_length:
        yield refusal(f"String should have at most {bound.max_length} characters.", field, hint=bound.hint)


def _quantity_problems(quantity: int) -> Iterator[Problem]:
    if not 1 <= quantity <= MAX_QUANTITY:
        yield refusal(f"{quantity} pieces are asked for.", "quantity", hint=f"Ask for 1 to {MAX_QUANTITY}.")
