"""Where a part sits in a vehicle, and which fluids touch it: an order's item says it, a design does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from configurator.domain.errors import Refused, nearest_hint
from configurator.domain.offers.fluid_entries import Fluid
from configurator.domain.offers.fluids import FLUIDS
from configurator.domain.offers.offers import ZONES
from configurator.domain.parts.templates import Template, Zone
from configurator.domain.problems import Problem, refusal

# Says that no fluid touches the part; another word for an empty list.
NO_FLUID = "none"


@dataclass(frozen=True)
class Installation:
    """Where a part sits, and the fluids that touch it; None where nobody has said, as of parts ordered before.

    Where no zone is said the part sits where its template's author means it to.
    """

    zone: Zone | None = None
    fluids: tuple[Fluid, ...] | None = None

    @property
    def is_said(self) -> bool:
        """Whether anybody has said anything."""
        return self != UNSAID

    def zone_of(self, template: Template[Any]) -> Zone | None:
        """Where a part of the template sits; None where neither says it."""
        return self.zone or template.zone

    def fluids_of(self, template: Template[Any]) -> tuple[Fluid, ...]:
        """All that touches a part of the template: what is said, and what fills its zone in any case."""
        zone = self.zone_of(template)
        own = ZONES[zone].fluid if zone and zone in ZONES else None
        said = set(self.fluids or ()) | ({own} if own else set())
        return tuple(each for each in FLUIDS if each in said)

    def as_dict(self) -> dict[str, Any]:
        """As it is stored: zone and fluids, each null where it is not said; empty without either."""
        fluids = None if self.fluids is None else list(self.fluids)
        return {"zone": self.zone, "fluids": fluids} if self.is_said else {}


UNSAID: Final = Installation()


def stored_installation(record: Mapping[str, Any]) -> Installation:
    """From what `Installation.as_dict` gives."""
    fluids = record.get("fluids")
    return Installation(record.get("zone"), None if fluids is None else tuple(fluids))


def read_installation(zone: str = "", fluids: Iterable[str] | None = None) -> Installation:
    """From texts: an empty zone and None are not said; the fluid "none", or an empty list, says that none touches it.

    Raises Refused, with every problem, for what is unknown and "none" beside others; the fields are zone and fluids.
    """
    names = None if fluids is None else [each.strip() for each in fluids]
    problems = (*_zone_problems(zone.strip()), *_fluid_problems(names or []))
    if problems:
        raise Refused(*problems)
    said = None if names is None else tuple(each for each in FLUIDS if each in names)
    return Installation(cast("Zone | None", zone.strip() or None), said)


def installation_problems(template: Template[Any], installation: Installation) -> Iterator[Problem]:
    """A refusal where no part may sit, whatever its material, and for a part that sits in no vehicle."""
    if not template.is_for_vehicle:
        if installation.is_said:
            hint = "Leave out zone and fluids."
            yield refusal(f"{template.title}: it is no part of a vehicle.", "zone", "fluids", hint=hint)
        return
    if rule := ZONES[installation.zone].every if installation.zone else None:
        message = f"No part for {installation.zone} is made here, whatever its material: {rule.value}."
        yield refusal(message, "zone", hint="Buy one that is approved for it.")


def _zone_problems(zone: str) -> Iterator[Problem]:
    if zone and zone not in ZONES:
        yield refusal(f"There is no zone {zone!r}.", "zone", hint=nearest_hint(zone, list(ZONES)))


def _fluid_problems(fluids: list[str]) -> Iterator[Problem]:
    for each in fluids:
        if each not in (*FLUIDS, NO_FLUID):
            yield refusal(f"There is no fluid {each!r}.", "fluids", hint=nearest_hint(each, [*FLUIDS, NO_FLUID]))
    if NO_FLUID in fluids and len(fluids) > 1:
        yield refusal(f"It says {NO_FLUID!r} beside fluids.", "fluids", hint="Take one of the two away.")
