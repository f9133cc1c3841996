"""What stands in the data files of offers and zones."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from configurator.domain.errors import nearest_hint
from configurator.domain.offers.fluid_entries import Fluid
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.offers.sourced import Sourced, SourcedIfAny
from configurator.domain.parts.templates import Family, Zone
from configurator.domain.validation import StrictModel, validation_error

Stock = Annotated[tuple[float, ...], Field(strict=False, min_length=1)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class OfferEntry(StrictModel):
    """An offer in `offers.toml`."""

    title: str
    process: str
    material: str
    family: Family
    grade: Sourced[str]
    finish: Sourced[str]
    least_wall: Sourced[float]
    tolerance: Sourced[float]
    tolerance_per_mm: Sourced[float] | None = None
    density: Sourced[float]
    colour: Sourced[Colour]
    heat: SourcedIfAny[float] | None = None
    hole_shrinkage: Sourced[float] | None = None
    stock: Sourced[Stock] | None = None
    strain: Sourced[float] | None = None
    too_hot: Sourced[list[Zone]] | None = None
    refused: dict[Zone, Sourced[str]] = Field(default_factory=dict)

    @field_validator("process")
    @classmethod
    def _is_known(cls, process: str) -> str:
        if process not in PROCESSES:
            raise validation_error(f"There is no process {process!r}.", nearest_hint(process, list(PROCESSES)))
        return process

    @model_validator(mode="after")
    def _has_heat(self) -> OfferEntry:
        if self.too_hot and (self.heat is None or self.heat.value is None):
            raise validation_error("Zones are too hot for it, but its heat is unknown.", "Give heat a value.")
        return self


class OffersFile(StrictModel):
    """All of `offers.toml`."""

    sources: dict[str, str]
    offers: dict[str, OfferEntry]


class ZoneEntry(StrictModel):
    """A zone of a vehicle in `zones.toml`."""

    title: str
    fluid: Fluid | None = None
    every: Sourced[str] | None = None
    plastic: Sourced[str] | None = None
    sheet: Sourced[str] | None = None

    def refusal_of(self, family: Family) -> Sourced[str] | None:
        """Why no offer of that family must be used there, None where some may."""
        own = {"plastic": self.plastic, "sheet": self.sheet, "metal": None}[family]
        return self.every or own


class ZonesFile(StrictModel):
    """All of `zones.toml`."""

    sources: dict[str, str]
    zones: dict[Zone, ZoneEntry]
