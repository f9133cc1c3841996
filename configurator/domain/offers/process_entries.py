"""What stands in the data file of the processes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from configurator.domain.offers.sourced import Sourced
from configurator.domain.validation import StrictModel

# What a process can make: anything, bodies of revolution about one axis, or flat parts of even thickness.
Form = Literal["any", "revolved", "flat"]
Room = Annotated[tuple[float, float, float], Field(strict=False)]


class WeightsEntry(StrictModel):
    """The weights of a process."""

    overhang: float
    support: float
    height: float
    bed: float


class ProcessEntry(StrictModel):
    """A process in `processes.toml`."""

    title: str
    form: Sourced[Form] | None = None
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
