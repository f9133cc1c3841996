"""What stands in the data file of fluids."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from configurator.domain.offers.sourced import Source
from configurator.domain.validation import StrictModel, validation_error

# What may touch a part of a vehicle.
Fluid = Literal["engine oil", "petrol", "coolant", "brake fluid", "water"]


class ResistanceEntry(Source):
    """Whether a material stands a fluid, and the source, or why that is unknown."""

    value: Literal["fit", "unfit"] | None = None
    why: str = ""

    @model_validator(mode="after")
    def _has_reason(self) -> ResistanceEntry:
        if (self.value == "unfit") != bool(self.why):
            raise validation_error("What is unfit has a reason, and nothing else has.", "Give why, or leave it out.")
        return self


class FluidsFile(StrictModel):
    """All of `fluids.toml`: the title of each fluid, and by material what it does."""

    sources: dict[str, str]
    fluids: dict[Fluid, str]
    materials: dict[str, dict[Fluid, ResistanceEntry]]
