"""job.json: all that a program at the factory needs to know of a job."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from configurator.domain.offers.inspection_limits import dimension_unit, inspection_limits
from configurator.domain.offers.offers import Offer
from configurator.domain.offers.reports import LISTS_IF_ANY, Report
from configurator.domain.parts.measured_dimensions import MeasuredDimension
from configurator.domain.production.handovers import Handover

OFFER_FIELDS = ("id", "title", "process", "material", "grade", "finish")
MEASUREMENT_FIELDS = (
    "name",
    "kind",
    "nominal",
    "tolerance",
    "measured",
    "uncertainty",
    "inscribed",
    "sign",
    "designation",
    "drawn",
    "expected",
    "ok",
)


def job_file(handover: Handover) -> bytes:
    """The bytes of job.json (UTF-8): the same for equal jobs, as nothing in it tells when it was written.

    Dimensions are in their `unit`, limits in mm, parameters in the template's units; `files` has the
    SHA-256 of each artefact. The traveller is not among them: it is only for reading. `bodies` and
    `inserts` stand only in those of parts that have some, `installation` in those of parts for a vehicle.
    """
    text = json.dumps(_job_record(handover), indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def _job_record(handover: Handover) -> dict[str, Any]:
    design = handover.design
    return {
        "ticket": handover.ticket,
        "order": handover.order,
        "remake_of": handover.remake_of,
        "factory": handover.factory,
        "machine": handover.machine,
        "quantity": handover.quantity,
        "template": {"id": design.template, "version": design.version, "title": handover.title},
        "design": {"code": design.code, "digest": design.digest, "parameters": _sort_keys(design.parameters)},
        "offer": {name: getattr(handover.offer, name) for name in OFFER_FIELDS},
        **_installation(handover),
        "approvals": [asdict(approval) for approval in handover.approvals],
        "dimensions": [_dimension_record(each, handover.offer) for each in handover.report.dimensions],
        "files": _sort_keys(handover.files),
        "hole_compensation_mm": handover.report.hole_compensation_mm,
        **_lists_if_any(handover.report),
    }


def _installation(handover: Handover) -> dict[str, Any]:
    """Where it sits and what touches it: only of a part for a vehicle."""
    return {"installation": dict(handover.installation)} if handover.installation else {}


def _lists_if_any(report: Report) -> dict[str, Any]:
    """What the part consists of, and what is put in: only where there is any."""
    return {name: [each.as_dict() for each in getattr(report, name)] for name in LISTS_IF_ANY if getattr(report, name)}


def _sort_keys(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """With its keys sorted: a database may return equal mappings in different orders."""
    return {name: mapping[name] for name in sorted(mapping)}


def _dimension_record(dimension: MeasuredDimension, offer: Offer) -> dict[str, Any]:
    facts = dimension.as_dict()
    limits = inspection_limits(dimension.kind, dimension.nominal, dimension.tolerance, offer)
    return {
        **{name: facts[name] for name in MEASUREMENT_FIELDS if name in facts},
        "unit": dimension_unit(dimension.kind),
        "limits": limits and {"least": limits[0], "greatest": limits[1]},
    }
