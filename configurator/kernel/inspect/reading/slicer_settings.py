"""What slicers note beside a 3MF's objects: which of them, or of their triangles, only modify how others print."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from configurator.kernel.inspect.reading.assembly import Body
from configurator.kernel.inspect.reading.package import has_entry, open_entry
from configurator.kernel.inspect.reading.printed_objects import SUBTRACTED
from configurator.kernel.inspect.reading.threemf_model import Model
from configurator.kernel.inspect.reading.xml import parse_xml

# PrusaSlicer and its kin name ranges of triangles, Bambu Studio and OrcaSlicer components.
PRUSA_SETTINGS, BAMBU_SETTINGS = "Metadata/Slic3r_PE_model.config", "Metadata/model_settings.config"
ROLES = {
    "ParameterModifier": "modifier", "SupportBlocker": "modifier", "SupportEnforcer": "modifier",
    "NegativeVolume": SUBTRACTED, "modifier_part": "modifier", "support_blocker": "modifier",
    "support_enforcer": "modifier", "negative_part": SUBTRACTED,
}  # fmt: skip


@dataclass
class Settings:
    """Roles of components, by the ids of the object and of what it consists of; of triangles, by object and range."""

    components: dict[tuple[str, str], str] = field(default_factory=dict)
    ranges: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)


def apply_slicer_settings(package: ZipFile, root: Model) -> None:
    """Give the root's components their roles, and take triangles that only modify out of its objects."""
    settings = Settings()
    for name in (PRUSA_SETTINGS, BAMBU_SETTINGS):
        if has_entry(package, name):
            with open_entry(package, name) as stream:
                parse_xml(stream, name, _Reader(settings).start)
    for number, body in root.bodies.items():
        roles = {part: role for (owner, part), role in settings.components.items() if owner == number}
        components = [replace(each, role=roles.get(each.key[1], each.role)) for each in body.components]
        root.bodies[number] = _without(replace(body, components=components), settings.ranges.get(number, []))


class _Reader:
    """Notes the roles of one file, element by element."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.object, self.range = "", (0, -1)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take note of an element."""
        match tag:
            case "object":
                self.object = attributes["id"]
            case "volume":
                self.range = int(attributes["firstid"]), int(attributes["lastid"])
            case "metadata" if attributes.get("key") == "volume_type" and attributes.get("value") in ROLES:
                role = ROLES[attributes["value"]]
                self.settings.ranges.setdefault(self.object, []).append((*self.range, role))
            case "part" if attributes.get("subtype") in ROLES:
                self.settings.components[self.object, attributes["id"]] = ROLES[attributes["subtype"]]


def _without(body: Body, ranges: list[tuple[int, int, str]]) -> Body:
    """The body without the triangles of the ranges, each from its first to its last."""
    faces = array("I", body.faces)
    for first, last, _ in sorted(ranges, reverse=True):
        del faces[3 * first : 3 * (last + 1)]
    return replace(body, faces=faces, left_roles=[*body.left_roles, *(role for *_, role in ranges)])
