"""Where the parts of a table sit and what touches them: two columns of a table of parts for vehicles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from configurator.domain.orders.requests import ItemRequest
from configurator.domain.parts.designs import Configured
from configurator.domain.parts.templates import Template
from configurator.services.orders.order_items import judge_item, with_installation

ZONE_COLUMN, FLUIDS_COLUMN = "zone", "fluids"


def installation_columns(template: Template[Any]) -> tuple[str, ...]:
    """The names of both columns; none for what is no part of a vehicle, or has parameters of these names."""
    own = template.parameters.model_fields
    columns = (ZONE_COLUMN, FLUIDS_COLUMN)
    return columns if template.is_for_vehicle and not own.keys() & set(columns) else ()


def own_cells(template: Template[Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of a row that are for its parameters."""
    return {name: value for name, value in row.items() if name not in installation_columns(template)}


def installed_row(template: Template[Any], row: Mapping[str, Any], request: ItemRequest) -> ItemRequest:
    """The request of the row's part where the row says that it sits; fluids stand between semicolons, or it is "none".

    Without a design where that cannot be read, or no offer fits it there; its problems then say why.
    """
    said = {name: str(row.get(name) or "") for name in installation_columns(template)}
    fluids = [each for each in re.split("[;,]", said.get(FLUIDS_COLUMN, "")) if each.strip()]
    installed = with_installation(request, said.get(ZONE_COLUMN, ""), fluids or None)
    if not (installed.installation.is_said or installed.problems):
        return installed
    judgement = judge_item(installed)
    design = judgement.item.design if judgement.item else None
    return replace(installed, configured=Configured(design, judgement.problems))
