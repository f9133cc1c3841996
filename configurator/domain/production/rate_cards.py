"""What a factory asks for: prices by which a job is reckoned line by line; what is not stated is on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import rfc8785

from configurator.domain.sha256 import sha256

# How long a quote holds whose rate card does not say it.
QUOTE_VALID_DAYS = 14
DIGEST_LENGTH = 12
PRICES = ("labour_hour", "set_up", "post_processing", "minimum", "rush_percent")


@dataclass(frozen=True)
class MaterialPrice:
    """The price of a gram or a cm3 of the part."""

    price: Decimal
    per: Literal["g", "cm3"]


@dataclass(frozen=True)
class ShippingBand:
    """What a parcel costs, and how many days it takes, up to a distance in km, by great circle."""

    up_to_km: float
    days: float
    price: Decimal


@dataclass(frozen=True)
class RateCard:
    """The prices of one factory, in its currency; `tax` says in its own words what they hold of it.

    Materials by name, machine hours by the machine's id. `set_up` is for a job, `post_processing` for a piece, both
    beside the hours of labour that they take. A job of less than `minimum` is charged that much. `version` is the
    factory's own name for it, if it has one.
    """

    currency: str
    tax: str
    materials: Mapping[str, MaterialPrice] = field(default_factory=dict, hash=False)
    machine_hours: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    labour_hour: Decimal | None = None
    set_up: Decimal | None = None
    post_processing: Decimal | None = None
    shipping: tuple[ShippingBand, ...] = ()
    minimum: Decimal | None = None
    rush_percent: Decimal | None = None
    valid_days: int = QUOTE_VALID_DAYS
    version: str = ""

    @property
    def digest(self) -> str:
        """The beginning of the SHA-256 of all that it states: another one is another card."""
        return sha256(rfc8785.dumps(self.as_dict()))[:DIGEST_LENGTH]

    def band(self, distance_km: float) -> ShippingBand | None:
        """The nearest band that reaches so far."""
        return next((each for each in self.shipping if distance_km <= each.up_to_km), None)

    def as_dict(self) -> dict[str, Any]:
        """As it stands in a factory's file."""
        prices = {name: float(price) for name in PRICES if (price := getattr(self, name)) is not None}
        return {
            "currency": self.currency,
            "tax": self.tax,
            "materials": {name: {f"per_{each.per}": float(each.price)} for name, each in self.materials.items()},
            "machine_hours": {name: float(price) for name, price in self.machine_hours.items()},
            **prices,
            "shipping": [
                {"up_to_km": each.up_to_km, "days": each.days, "price": float(each.price)} for each in self.shipping
            ],
            "valid_days": self.valid_days,
            "version": self.version,
        }


def rate_card_from_dict(facts: Mapping[str, Any]) -> RateCard:
    """The rate card of that shape; what it does not state may be missing."""
    prices: dict[str, Any] = {name: _decimal(facts[name]) for name in PRICES if name in facts}
    rest: dict[str, Any] = {name: facts[name] for name in ("valid_days", "version") if name in facts}
    bands = (ShippingBand(each["up_to_km"], each["days"], _decimal(each["price"])) for each in facts["shipping"])
    return RateCard(
        facts["currency"],
        facts["tax"],
        {name: _material(each) for name, each in facts["materials"].items()},
        {name: _decimal(each) for name, each in facts["machine_hours"].items()},
        shipping=tuple(sorted(bands, key=lambda band: band.up_to_km)),
        **prices,
        **rest,
    )


def _material(facts: Mapping[str, float]) -> MaterialPrice:
    ((name, price),) = facts.items()
    return MaterialPrice(_decimal(price), "g" if name == "per_g" else "cm3")


def _decimal(number: float) -> Decimal:
    """As a person writes it: 0.1 is a tenth."""
    return Decimal(str(number))
