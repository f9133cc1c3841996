"""3MF: objects and their placements, in a unit that the file states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile

from configurator.kernel.inspect.reading.assembly import Body, PlacedObject, assemble
from configurator.kernel.inspect.reading.geometry import Geometry, check_counts, unreadable_file
from configurator.kernel.inspect.reading.package import open_entry, open_package
from configurator.kernel.inspect.reading.xml import parse_xml

ROOT = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"
PRODUCTION = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06"
# These extensions do not change a shape; any other that a file requires may.
SUPPORTED_EXTENSIONS = ("/3dmanufacturing/core/", "/3dmanufacturing/material/", "/3dmanufacturing/production/")
# The specification's names of the units, and its default.
THREEMF_UNITS = {"micron": "micron", "millimeter": "mm", "centimeter": "cm", "meter": "m", "inch": "in", "foot": "ft"}
DEFAULT_UNIT = "millimeter"


@dataclass
class Model:
    """One of the package's documents."""

    name: str
    unit: str = DEFAULT_UNIT
    required: str = ""
    bodies: dict[str, Body] = field(default_factory=dict)
    items: list[PlacedObject] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)


def read_3mf(content: bytes) -> Geometry:
    """All that the file builds, in mm. Raises Refused for what is no 3MF, or is too large."""
    with open_package(content) as package:
        root = _model(package, _root(package))
        models, pending = {root.name: root}, set(root.paths)
        while pending - models.keys():
            name = min(pending - models.keys())
            models[name] = _model(package, name)
            pending |= models[name].paths
    bodies = {(name, id): body for name, model in models.items() for id, body in model.bodies.items()}
    check_counts(
        sum(len(body.points) // 3 for body in bodies.values()), sum(len(body.faces) // 3 for body in bodies.values())
    )
    points, faces = assemble(bodies, root.items)
    return Geometry(points, faces, root.unit)


def _root(package: ZipFile) -> str:
    """The document that the package begins with."""
    targets: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag.endswith(" Relationship") and attributes["Type"] == ROOT:
            targets.append(attributes["Target"])

    with open_entry(package, "_rels/.rels") as stream:
        parse_xml(stream, "_rels/.rels", start)
    if not targets:
        raise unreadable_file("The package names no 3D model.", "It may be another kind of package: export it as 3MF.")
    return _strip_root(targets[0])


def _model(package: ZipFile, name: str) -> Model:
    with open_entry(package, name) as stream:
        return _Reader(Model(name)).read(stream)


class _Reader:
    """Parses one document, element by element."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.body = Body()
        self.tags = {each: getattr(self, f"_{each}") for each in _TAGS}

    def read(self, stream: IO[bytes]) -> Model:
        spaces = parse_xml(stream, self.model.name, self._start)
        for prefix in self.model.required.split():
            if not any(each in spaces.get(prefix, "") for each in SUPPORTED_EXTENSIONS):
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
        space, _, name = tag.rpartition(" ")
        if name in self.tags and "/3dmanufacturing/core/" in space:
            self.tags[name](attributes)

    def _model(self, attributes: Mapping[str, str]) -> None:
        self.model.unit = attributes.get("unit", DEFAULT_UNIT)
        self.model.required = attributes.get("requiredextensions", "")

    def _object(self, attributes: Mapping[str, str]) -> None:
        self.body = self.model.bodies[attributes["id"]] = Body()

    def _vertex(self, attributes: Mapping[str, str]) -> None:
        self.body.points.extend((float(attributes["x"]), float(attributes["y"]), float(attributes["z"])))

    def _triangle(self, attributes: Mapping[str, str]) -> None:
        self.body.faces.extend((int(attributes["v1"]), int(attributes["v2"]), int(attributes["v3"])))

    def _component(self, attributes: Mapping[str, str]) -> None:
        self.body.components.append(self._placed_object(attributes))

    def _item(self, attributes: Mapping[str, str]) -> None:
        self.model.items.append(self._placed_object(attributes))

    def _placed_object(self, attributes: Mapping[str, str]) -> PlacedObject:
        path = _strip_root(attributes.get(f"{PRODUCTION} path", self.model.name))
        self.model.paths.add(path)
        return PlacedObject((path, attributes["objectid"]), attributes.get("transform", ""))


_TAGS = ("model", "object", "vertex", "triangle", "component", "item")


def _strip_root(path: str) -> str:
    return path.lstrip("/")
