"""What stands in the data files of this package."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from configurator.domain.offers.sourced import Sourced, SourcedIfAny
from configurator.domain.parts.templates import Zone
from configurator.domain.validation import StrictModel, validation_error

Room = Annotated[tuple[float, float, float], Field(strict=False)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class OfferEntry(StrictModel):
    """An offer in `offers.toml`."""

    title: str
    process: str
    material: str
    family: Literal["plastic", "metal"]
    grade: Sourced[str]
    finish: Sourced[str]
    least_wall: Sourced[float]
    tolerance: Sourced[float]
    tolerance_per_mm: Sourced[float] | None = None
    density: Sourced[float]
    colour: Sourced[Colour]
    heat: SourcedIfAny[float] | None = None
    too_hot: Sourced[list[Zone]] | None = None
    refused: dict[Zone, Sourced[str]] = Field(default_factory=dict)

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
    """A zone in `zones.toml`."""

    plastic: Sourced[str]


class ZonesFile(StrictModel):
    """All of `zones.toml`."""

    sources: dict[str, str]
    zones: dict[Zone, ZoneEntry]


class WeightsEntry(StrictModel):
    """The weights of a process."""

    overhang: float
    support: float
    height: float
    bed: float


class ProcessEntry(StrictModel):
    """A process in `processes.toml`."""

    title: str
    finest: Sourced[float]
    pin: Sourced[float]
    slit: Sourced[float]
    clearance: Sourced[float]
    hole: Sourced[float]
    bed: Sourced[Room]
    largest: Sourced[Room]
    supports: Sourced[bool] | None = None
    bridge: Sourced[float] | None = None
    escape: Sourced[float] | None = None
    hollow: Sourced[bool] | None = None
    weights: Sourced[WeightsEntry] | None = None


class ProcessesFile(StrictModel):
    """All of `processes.toml`."""

    sources: dict[str, str]
    processes: dict[str, ProcessEntry]
