"""The report of a part, nominal against measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from configurator.domain.offers.manufacturability import Manufacturability
from configurator.domain.offers.reports import Report
from configurator.domain.parts.bodies import MadeBody
from configurator.domain.parts.measured_dimensions import MeasuredDimension
from configurator.domain.parts.size_symbols import SIGNS, size_designation, size_sign
from configurator.domain.parts.versions import versions
from configurator.kernel.build.bodies import body_mesh
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect import Examination
from configurator.kernel.inspect.mass import volume_of
from configurator.kernel.part import Measurement, Part

FACTS = (
    "valid", "solids", "watertight", "self_intersecting", "volume_mm3", "area_mm2", "bounds_mm",
    "centre_of_gravity_mm", "triangles",
)  # fmt: skip


def make_report(
    part: Part,
    examination: Examination,
    assessments: Iterable[Manufacturability],
    digests: Mapping[str, str],
    installation: str = "",
) -> Report:
    """The report of a part; `digests` are the SHA-256 of its files by format, `installation` is that of `Drafting`."""
    return Report(
        template=part.template.id,
        version=part.template.version,
        code=part.design.code,
        parameters=part.design.parameters,
        **{name: getattr(examination, name) for name in FACTS},
        dimensions=tuple(measured_dimension(each) for each in part.measurements),
        findings=examination.findings,
        making=tuple(assessments),
        reductions=part.reductions,
        versions=versions(),
        digests={"design": part.design.digest, **digests},
        bodies=tuple(made_bodies(part)),
        inserts=part.inserts,
        hole_compensation_mm=part.hole_compensation_mm,
        installation=installation,
    )


def made_bodies(part: Part) -> Iterator[MadeBody]:
    """The named bodies of a part, each with its volume in mm3."""
    for each in part.bodies:
        volume = volume_of(facets_of(body_mesh(each, part.mesh)))
        yield MadeBody(each.name, len(each.shape.Solids()), volume, each.engraved)


def measured_dimension(measurement: Measurement) -> MeasuredDimension:
    """The nominal and the measured size, in mm or degrees to 0.0001."""
    dimension, sign = measurement.dimension, size_sign(measurement.dimension)
    return MeasuredDimension(
        name=dimension.name,
        kind=dimension.kind,
        nominal=round(dimension.nominal, 4),
        measured=round(measurement.measured, 4),
        uncertainty=round(measurement.uncertainty, 4),
        tolerance=round(dimension.tolerance, 4),
        ok=measurement.ok,
        inscribed=_rounded(measurement.inscribed),
        sign=None if sign == SIGNS.get(dimension.kind, "") else sign,
        designation=size_designation(dimension) or None,
        drawn=_rounded(measurement.drawn),
        expected=_rounded(measurement.expected),
    )


def _rounded(size: float | None) -> float | None:
    return None if size is None else round(size, 4)
