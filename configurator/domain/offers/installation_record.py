"""Where a part sits and what touches it, as data and as words, for whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from configurator.domain.offers.fluids import FLUIDS
from configurator.domain.offers.installation import Installation
from configurator.domain.offers.offers import ZONES
from configurator.domain.parts.templates import Template

_FLUID_TITLES: Mapping[str, str] = {str(fluid): title for fluid, title in FLUIDS.items()}


def installation_record(template: Template[Any] | None, installation: Installation) -> dict[str, Any]:
    """For whoever makes it: zone, whether whoever ordered it has said it (or its author), and fluids (null: not said).

    Empty for what is no part of a vehicle.
    """
    if not installation.is_said and (template is None or not template.is_for_vehicle):
        return {}
    zone = installation.zone or (template.zone if template else None)
    return {"zone": zone, "zone_said": installation.zone is not None, "fluids": installation.as_dict().get("fluids")}


def installation_sentence(installation: Installation) -> str:
    """Where it sits and what touches it, as ordered; empty where nobody has said."""
    record = installation_record(None, installation)
    return f"Sits: {zone_words(record) or 'not said'}. Touched by: {fluid_words(record)}." if record else ""


def zone_words(record: Mapping[str, Any]) -> str:
    """The zone of such a record, as a sheet says it; empty where there is none."""
    zone = record.get("zone") or ""
    title = ZONES[zone].title if zone in ZONES else zone
    return title if record.get("zone_said") or not title else f"{title} (as its author means it)"


def fluid_words(record: Mapping[str, Any]) -> str:
    """The fluids of such a record, as a sheet says them."""
    fluids = record.get("fluids")
    if fluids is None:
        return "not said"
    return "; ".join(_FLUID_TITLES.get(each, each) for each in fluids) or "none"
