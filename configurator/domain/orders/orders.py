"""Orders and their items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from configurator.domain.offers.installation import UNSAID, Installation
from configurator.domain.orders.device_types import DeviceType
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.orders.wishes import Wish
from configurator.domain.parts.designs import Design
from configurator.domain.places import Place

# They came later: what is ordered without them has the digest that it always had.
UNASKED: Mapping[str, Any] = {"device_type": "", "clinic": "", "replaces": "", "wish": Wish.NEAREST}


@dataclass(frozen=True)
class Person:
    """The person an order is for: all its personal data.

    `patient` is a code that only the clinic can read; `prescription` is a number or a text with line breaks;
    `address` has the lines of a label, `email` is for whoever wants word of the order, empty for nobody.
    """

    patient: str = ""
    prescription: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    email: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As it counts in the digest of an order: an address for e-mail only where somebody wants word."""
        return {name: value for name, value in asdict(self).items() if name != "email" or value}


@dataclass(frozen=True)
class NewItem:
    """One item to store; `sheet` has each value as it was entered, and its source."""

    design: Design
    offer: str
    quantity: int = 1
    sheet: Mapping[str, Any] = field(default_factory=dict)
    installation: Installation = UNSAID

    def as_dict(self) -> dict[str, Any]:
        """As it counts in the digest of an order: an installation only where something is said of it."""
        record = {**asdict(self), "installation": self.installation.as_dict()}
        return {name: value for name, value in record.items() if name != "installation" or value}


@dataclass(frozen=True)
class NewOrder:
    """An order to store: delivered near a place, or picked up at a factory.

    `clinic` is the id of the clinic that somebody outside asks for a part for a person, empty for none; `replaces` that
    of the order, so asked for, in whose place a clinic orders this.

    The digest by which an order that is sent again is recognised holds exactly these fields, and those of the items.
    """

    items: tuple[NewItem, ...]
    person: Person = Person()
    place: Place | None = None
    pick_up: str = ""
    device_type: DeviceType = ""
    clinic: str = ""
    replaces: str = ""
    wish: Wish = Wish.NEAREST

    def as_dict(self) -> dict[str, Any]:
        """As it counts in its digest: the type of device, a clinic and a wish only where somebody has said them."""
        record = {**asdict(self), "items": [each.as_dict() for each in self.items], "person": self.person.as_dict()}
        return {name: value for name, value in record.items() if name not in UNASKED or value != UNASKED[name]}


@dataclass(frozen=True)
class Item:
    """One item of an order. `files` has the SHA-256 of each artefact by format, once it is made.

    So with `size_mm` and the `volume_mm3` of a piece; the latter is None of what an earlier version made.
    """

    id: str
    order: str
    design: Design
    offer: str
    quantity: int
    state: ItemState
    reason: str = ""
    starts: int = 0
    crashes: int = 0
    sheet: Mapping[str, Any] = field(default_factory=dict)
    installation: Installation = UNSAID
    files: Mapping[str, str] = field(default_factory=dict)
    size_mm: tuple[float, ...] = ()
    volume_mm3: float | None = None


@dataclass(frozen=True)
class Order:
    """One order; `person` is the code of the separate record of all personal data.

    `token` is for whoever placed it: it opens the order's page, and appears in no list, event or log. It belongs to the
    clinic of this id or, where that is empty, to the account; to neither where it was ordered without accounts. What is
    `requested` was asked of the clinic by somebody outside, who goes on seeing it; `replaced_by` is the id of the order
    that the clinic has placed for it instead.
    """

    id: str
    state: OrderState
    placed_at: str
    placed_by: str
    person: str
    place: Place | None
    pick_up: str
    reason: str
    items: tuple[Item, ...]
    token: str = field(default="", repr=False)
    device_type: DeviceType = ""
    organisation: str = ""
    account: str = ""
    requested: bool = False
    replaced_by: str = ""
    wish: Wish = Wish.NEAREST
