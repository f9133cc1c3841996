"""The report of a made part: what was specified, what was measured, and how it can be made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from configurator.domain.errors import Failed, failed
from configurator.domain.offers.manufacturability import Manufacturability
from configurator.domain.parts.bodies import MadeBody
from configurator.domain.parts.dimensions import Point
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.inserts import MadeInsert
from configurator.domain.parts.measured_dimensions import MeasuredDimension
from configurator.domain.parts.mesh_analysis import Pose
from configurator.domain.parts.reductions import Reduction

LISTS = ("dimensions", "findings", "making", "reductions")
# Lists that stand only in the reports of parts that have such things.
LISTS_IF_ANY = ("bodies", "inserts")
FACTS_IF_ANY = ("hole_compensation_mm", "installation")


@dataclass(frozen=True)
class Report:
    """One made part. `version` is the template's, `digests` are the SHA-256 of its design and files by name.

    `valid` is the CAD kernel's verdict on the solid; solids, sizes and `triangles` are those of the mesh, `bounds_mm`
    its least and greatest corner; `bodies` are the named ones and `inserts` what is put in, of a part that has some.
    Holes are drawn `hole_compensation_mm` wider in diameter than asked. `installation` says where it sits and what
    touches it, of one for an order that says it.
    Reports of earlier versions lack what has a default. `stored` is all that a report was read from: passed on, it
    loses nothing that only a later version knows.
    """

    template: str
    version: str
    code: str
    parameters: Mapping[str, Any]
    valid: bool | None
    solids: int
    watertight: bool
    self_intersecting: bool
    volume_mm3: float
    area_mm2: float
    bounds_mm: tuple[Point, Point]
    centre_of_gravity_mm: Point
    triangles: int
    dimensions: tuple[MeasuredDimension, ...] = ()
    findings: tuple[Finding, ...] = ()
    making: tuple[Annotated[Manufacturability, BeforeValidator(_with_pose)], ...] = ()
    reductions: tuple[Reduction, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[MadeBody, ...] = ()
    inserts: tuple[MadeInsert, ...] = ()
    hole_compensation_mm: float = 0.0
    installation: str = ""
    stored: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size_mm(self) -> Point:
        """Along x, y and z."""
        low, high = self.bounds_mm
        return (high[0] - low[0], high[1] - low[1], high[2] - low[2])

    def pose(self, offer: str) -> Pose | None:
        """How the part best lies in an offer; None where no pose was chosen."""
        orientation = next((each.orientation for each in self.making if each.offer == offer), None)
        return orientation.pose if orientation else None

    def pose_mm(self, offer: str) -> Point | None:
        """The size of the part as it best lies in an offer, z up; None where no pose was chosen."""
        pose = self.pose(offer)
        return pose.size_mm if pose else None

    @property
    def deviations(self) -> tuple[MeasuredDimension, ...]:
        """The dimensions that are out of tolerance."""
        return tuple(each for each in self.dimensions if not each.ok)

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: every field but `stored`, in this order; what few parts have only where they do."""
        left_out = {"stored", *(name for name in (*LISTS_IF_ANY, *FACTS_IF_ANY) if not getattr(self, name))}
        shape = {name: value for name, value in vars(self).items() if name not in left_out}
        lists = {name: [each.as_dict() for each in shape[name]] for name in (*LISTS, *LISTS_IF_ANY) if name in shape}
        return {**shape, "parameters": dict(self.parameters), **lists}


def parse_report(text: str | bytes) -> Report:
    """The report in a file. Raises Failed where it is none, or damaged."""
    try:
        return read_report(json.loads(text))
    except ValueError:
        raise _unreadable("it is no JSON") from None


def read_report(content: Mapping[str, Any]) -> Report:
    """The report from its JSON. Raises Failed for what is no report, and names the first field that is not right."""
    try:
        return replace(_reader().validate_python(content), stored=content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise _unreadable(f"{place}: {first['msg']}" if place else first["msg"]) from None


def _with_pose(content: Any) -> Any:
    """As JSON has it, the fields of a pose stand among those of the orientation."""
    orientation = content.get("orientation") if isinstance(content, dict) else None
    if not isinstance(orientation, dict):
        return content
    pose = {**orientation, "rotation": orientation.get("matrix")}
    return {**content, "orientation": {**orientation, "pose": pose}}


@cache
def _reader() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def _unreadable(reason: str) -> Failed:
    return failed(f"The report cannot be read: {reason}.", "report", hint="Make the part again, or restore the file.")
