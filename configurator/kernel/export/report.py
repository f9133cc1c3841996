"""The report of a part, nominal against measured, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from configurator.domain.offers.manufacturability import Manufacturability
from configurator.domain.parts.versions import versions
from configurator.kernel.inspect import Examination
from configurator.kernel.part import Measurement, Part

FACTS = (
    "valid", "solids", "watertight", "self_intersecting", "volume_mm3", "area_mm2", "bounds_mm",
    "centre_of_gravity_mm", "triangles",
)  # fmt: skip


def make_report(
    part: Part, examination: Examination, assessments: Iterable[Manufacturability], digests: Mapping[str, str]
) -> dict[str, Any]:
    """The report of a part; `digests` are the SHA-256 of its files by format."""
    facts = asdict(examination)
    return {
        "template": part.template.id,
        "version": part.template.version,
        "code": part.design.code,
        "parameters": dict(part.design.parameters),
        **{name: facts[name] for name in FACTS},
        "dimensions": [dimension_record(each) for each in part.measurements],
        "findings": [finding.as_dict() for finding in examination.findings],
        "making": [each.as_dict() for each in assessments],
        "reductions": [each.as_dict() for each in part.reductions],
        "versions": versions(),
        "digests": {"design": part.design.digest, **digests},
    }


def dimension_record(measurement: Measurement) -> dict[str, Any]:
    """The nominal and the measured size, in mm or degrees to 0.0001."""
    dimension = measurement.dimension
    inscribed = {} if measurement.inscribed is None else {"inscribed": round(measurement.inscribed, 4)}
    return {
        "name": dimension.name,
        "kind": dimension.kind,
        "nominal": round(dimension.nominal, 4),
        "measured": round(measurement.measured, 4),
        "uncertainty": round(measurement.uncertainty, 4),
        "tolerance": round(dimension.tolerance, 4),
        "ok": measurement.ok,
        **inscribed,
    }
