"""One document of a 3MF: its objects, and what it builds of them.

3MF Core Specification 1.3; 3MF Production Extension 1.1, with the alternatives of its chapter 4.2.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Final, get_args

from configurator.kernel.inspect.reading.assembly import Body, ObjectType, PlacedObject, Resolution
from configurator.kernel.inspect.reading.geometry import unreadable_file
from configurator.kernel.inspect.reading.part_names import part_name
from configurator.kernel.inspect.reading.xml import parse_xml

SPACE = "http://schemas.microsoft.com/3dmanufacturing"
# The first is that of version 0.93, which writes shapes alike.
CORE = (f"{SPACE}/2013/01", f"{SPACE}/core/2015/02")
MATERIAL, PRODUCTION = f"{SPACE}/material/2015/02", f"{SPACE}/production/2015/06"
ALTERNATIVES = f"{SPACE}/production/alternatives/2021/04"
# These do not change a shape, or are followed here; any other that a file requires may change it.
SUPPORTED_EXTENSIONS = (*CORE, MATERIAL, PRODUCTION, ALTERNATIVES, f"{SPACE}/trianglesets/2021/07")
# Shapes that are no triangles, whether or not the file requires their extension.
OTHER_SHAPES = ("beamlattice", "displacementmesh", "levelset", "implicitfunction")
# No two of a document may have the same number.
RESOURCES = (
    "object", "basematerials", "texture2d", "colorgroup", "texture2dgroup", "compositematerials", "multiproperties",
)  # fmt: skip
OBJECT_TYPES: Final = get_args(ObjectType)
RESOLUTIONS: Final = get_args(Resolution)
THREEMF_UNITS = ("micron", "millimeter", "centimeter", "meter", "inch", "foot")
DEFAULT_UNIT = "millimeter"


@dataclass
class Model:
    """One of the package's documents; of others it needs those at `paths`, and may use those at `optional_paths`."""

    name: str
    unit: str = DEFAULT_UNIT
    required: str = ""
    bodies: dict[str, Body] = field(default_factory=dict)
    items: list[PlacedObject] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    optional_paths: set[str] = field(default_factory=set)


def read_model(stream: IO[bytes], name: str) -> Model:
    """The document called `name`. Raises Refused for what 3MF forbids, and for extensions that are not known."""
    return _Reader(Model(name)).read(stream)


class _Reader:
    """Parses one document, element by element."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.body = Body()
        self.ids: set[str] = set()
        self.tags = {f"{space} {each}": getattr(self, f"_{each}") for space in CORE for each in _TAGS}
        self.tags[f"{ALTERNATIVES} alternative"] = self._alternative

    def read(self, stream: IO[bytes]) -> Model:
        spaces = parse_xml(stream, self.model.name, self._start)
        for prefix in self.model.required.split():
            if spaces.get(prefix, "") not in SUPPORTED_EXTENSIONS:
                raise unreadable_file(
                    f"It requires an extension of 3MF that is not known here: {spaces.get(prefix, prefix)}.",
                    "Export it as plain triangles.",
                )
        if self.model.unit not in THREEMF_UNITS:
            raise unreadable_file(
                f"It counts in {self.model.unit[:20]!r}, which 3MF does not know.", "Export it in mm."
            )
        return self.model

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name in RESOURCES:
            self._check_id(name, attributes["id"])
        if name in OTHER_SHAPES:
            self.body.left_roles.append(name)
        if tag in self.tags:
            self.tags[tag](attributes)

    def _check_id(self, name: str, number: str) -> None:
        if number in self.ids:
            raise unreadable_file(
                f"Two resources in {self.model.name} have the id {number[:20]}, the second {name!r}: 3MF forbids that,"
                " and which is meant cannot be known."
            )
        self.ids.add(number)

    def _model(self, attributes: Mapping[str, str]) -> None:
        self.model.unit = attributes.get("unit", DEFAULT_UNIT)
        self.model.required = attributes.get("requiredextensions", "")

    def _object(self, attributes: Mapping[str, str]) -> None:
        self.body = self.model.bodies[attributes["id"]] = Body(
            type=_one_of(OBJECT_TYPES, attributes.get("type", "model"), "type of object"),
            resolution=_one_of(RESOLUTIONS, attributes.get(f"{ALTERNATIVES} modelresolution", "fullres"), "resolution"),
        )

    def _vertex(self, attributes: Mapping[str, str]) -> None:
        self.body.points.extend((float(attributes["x"]), float(attributes["y"]), float(attributes["z"])))

    def _triangle(self, attributes: Mapping[str, str]) -> None:
        self.body.faces.extend((int(attributes["v1"]), int(attributes["v2"]), int(attributes["v3"])))

    def _component(self, attributes: Mapping[str, str]) -> None:
        self.body.components.append(self._placed_object(attributes))

    def _item(self, attributes: Mapping[str, str]) -> None:
        # Slicers write so of what they leave on the plate and do not print.
        role = "" if attributes.get("printable", "1") != "0" else "unprintable"
        self.model.items.append(self._placed_object(attributes, role))

    def _placed_object(self, attributes: Mapping[str, str], role: str = "") -> PlacedObject:
        path = part_name(attributes.get(f"{PRODUCTION} path", self.model.name))
        self.model.paths.add(path)
        return PlacedObject((path, attributes["objectid"]), attributes.get("transform", ""), role)

    def _alternative(self, attributes: Mapping[str, str]) -> None:
        path = part_name(attributes.get("path", self.model.name))
        self.model.optional_paths.add(path)
        if _one_of(RESOLUTIONS, attributes.get("modelresolution", "fullres"), "resolution") == "fullres":
            self.body.full_alternatives.append((path, attributes["objectid"]))


_TAGS = ("model", "object", "vertex", "triangle", "component", "item")


def _one_of(known: tuple[str, ...], word: str, what: str) -> str:
    if word not in known:
        raise unreadable_file(f"{word[:20]!r} is no {what} that 3MF knows: {', '.join(known)}.")
    return word
