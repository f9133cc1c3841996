"""What stands of machines' times and of prices in a factory's file."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from configurator.domain.production.machine_rates import Rate, rate_from_dict
from configurator.domain.production.rate_cards import QUOTE_VALID_DAYS
from configurator.domain.validation import StrictModel, validation_error

RATE_HINT = (
    'Give {"mm3_per_h": 12000}, {"piece_h": 0.75}, or of a powder bed {"layer_mm": 0.08, "layer_s": 9, '
    '"cycle_h": 20, "packing": 0.08}.'
)
RATE_FIELDS = ({"mm3_per_h"}, {"piece_h"}, {"layer_mm", "layer_s", "cycle_h", "packing"})
Share = Annotated[float, Field(ge=0.001, le=1)]
Hours = Annotated[float, Field(ge=0, le=1000)]
Price = Annotated[float, Field(ge=0, le=1e9)]
Percent = Annotated[float, Field(ge=0, le=1000)]
PRICE_HINT = "A price of 0 or more in the card's currency, or leave it out: then it is on request."
OptionalPrice = Annotated[Price | None, Field(description=PRICE_HINT)]


class RateEntry(StrictModel):
    """The rate of a machine, of one of three kinds."""

    mm3_per_h: Annotated[Annotated[float, Field(ge=1, le=1e9)] | None, Field(description=RATE_HINT)] = None
    piece_h: Annotated[Annotated[float, Field(gt=0, le=1000)] | None, Field(description=RATE_HINT)] = None
    layer_mm: Annotated[Annotated[float, Field(ge=0.001, le=10)] | None, Field(description=RATE_HINT)] = None
    layer_s: Annotated[Annotated[float, Field(gt=0, le=3600)] | None, Field(description=RATE_HINT)] = None
    cycle_h: Annotated[Annotated[float, Field(ge=0, le=1000)] | None, Field(description=RATE_HINT)] = None
    packing: Annotated[Share | None, Field(description="The share of it that parts fill, 0.001 to 1.")] = None

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> RateEntry:
        if set(self.stated()) not in RATE_FIELDS:
            raise validation_error("It is none of the three kinds of rate.", RATE_HINT)
        return self

    def stated(self) -> dict[str, float]:
        """The numbers that are given."""
        return self.model_dump(exclude_none=True)

    def rate(self) -> Rate:
        """The rate that it states."""
        return rate_from_dict(self.stated())


class MaterialEntry(StrictModel):
    """The price of a material, by mass or by volume."""

    per_g: OptionalPrice = None
    per_cm3: OptionalPrice = None

    @model_validator(mode="after")
    def _is_one(self) -> MaterialEntry:
        if (self.per_g is None) == (self.per_cm3 is None):
            raise validation_error("A material has one price.", 'Give either {"per_g": 0.25} or {"per_cm3": 0.25}.')
        return self


class ShippingEntry(StrictModel):
    """A band of distances, and what a parcel costs there."""

    up_to_km: Annotated[float, Field(gt=0, le=20100, description="The greatest distance of this band in km.")]
    days: Annotated[float, Field(ge=0, le=365, description="How many days a parcel takes.")]
    price: Annotated[Price, Field(description="What a parcel costs, 0 or more, in the card's currency.")]


class RateCardEntry(StrictModel):
    """A factory's rate card."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="Three capitals by ISO 4217, such as EUR.")]
    tax: Annotated[
        str, Field(min_length=1, max_length=200, description="What prices hold of tax, such as: without VAT.")
    ]
    materials: Annotated[dict[str, MaterialEntry], Field(default_factory=dict, description="Prices by material.")]
    machine_hours: Annotated[
        dict[str, Price], Field(default_factory=dict, description="The price of an hour by the machine's id.")
    ]
    labour_hour: OptionalPrice = None
    set_up: OptionalPrice = None
    post_processing: OptionalPrice = None
    shipping: Annotated[list[ShippingEntry], Field(default_factory=list, description="Bands: up_to_km, days, price.")]
    minimum: Annotated[Price | None, Field(description="The least that a job costs, or leave it out for none.")] = None
    rush_percent: Annotated[Percent | None, Field(description="What a rush adds, 0 to 1000 percent.")] = None
    valid_days: Annotated[int, Field(ge=1, le=366, description="How long a quote holds, 1 to 366 days.")] = (
        QUOTE_VALID_DAYS
    )
    version: Annotated[str, Field(max_length=40, description="Your own name for it, at most 40 letters.")] = ""

    @field_validator("shipping")
    @classmethod
    def _are_apart(cls, shipping: list[ShippingEntry]) -> list[ShippingEntry]:
        if len({each.up_to_km for each in shipping}) < len(shipping):
            raise validation_error("Two bands end at the same distance.", "Give each band an up_to_km of its own.")
        return shipping

    def facts(self) -> dict[str, Any]:
        """What it states, as `rate_card_from_dict` reads it."""
        return self.model_dump(exclude_none=True)
