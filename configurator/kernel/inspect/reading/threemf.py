"""3MF: objects and where they stand, in a unit that the file states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile

from configurator.kernel.inspect.reading.assembly import Body, PlacedObject, assemble
from configurator.kernel.inspect.reading.geometry import Geometry, check_counts, unreadable_file
from configurator.kernel.inspect.reading.package import entry, open_package
from configurator.kernel.inspect.reading.units import MM
from configurator.kernel.inspect.reading.xml import walk

ROOT = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"
PRODUCTION = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06"
# Without these a shape is what it is; any other that a file requires may change it.
HARMLESS = ("/3dmanufacturing/core/", "/3dmanufacturing/material/", "/3dmanufacturing/production/")
# The specification's words for the units, and what it takes where there is none.
THREEMF_UNITS = {"micron": "micron", "millimeter": "mm", "centimeter": "cm", "meter": "m", "inch": "in", "foot": "ft"}
TAKEN = "millimeter"


@dataclass
class Model:
    """One of the package's documents."""

    name: str
    unit: str = TAKEN
    required: str = ""
    bodies: dict[str, Body] = field(default_factory=dict)
    items: list[PlacedObject] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)


def read_3mf(content: bytes) -> Geometry:
    """All that the file builds, in mm. Raises Refused for what is no 3MF, or grows beyond measure."""
    with open_package(content) as package:
        root = _model(package, _root(package))
        models, waiting = {root.name: root}, set(root.paths)
        while waiting - models.keys():
            name = min(waiting - models.keys())
            models[name] = _model(package, name)
            waiting |= models[name].paths
    bodies = {(name, id): body for name, model in models.items() for id, body in model.bodies.items()}
    check_counts(
        sum(len(body.points) // 3 for body in bodies.values()), sum(len(body.faces) // 3 for body in bodies.values())
    )
    unit = THREEMF_UNITS[root.unit]
    points, faces = assemble(bodies, root.items)
    return Geometry(points * MM[unit], faces, unit)


def _root(package: ZipFile) -> str:
    """The document that the package begins with."""
    found: list[str] = []

    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag.endswith(" Relationship") and given["Type"] == ROOT:
            found.append(given["Target"])

    with entry(package, "_rels/.rels") as stream:
        walk(stream, "_rels/.rels", start)
    if not found:
        raise unreadable_file("The package names no 3D model.", "It may be another kind of package: export it as 3MF.")
    return _clean(found[0])


def _model(package: ZipFile, name: str) -> Model:
    with entry(package, name) as stream:
        return _Reader(Model(name)).read(stream)


class _Reader:
    """Takes one document apart as its elements come by."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.body = Body()
        self.tags = {each: getattr(self, f"_{each}") for each in _TAGS}

    def read(self, stream: IO[bytes]) -> Model:
        spaces = walk(stream, self.model.name, self._start)
        for prefix in self.model.required.split():
            if not any(each in spaces.get(prefix, "") for each in HARMLESS):
                raise unreadable_file(
                    f"It requires an extension of 3MF that is not known here: {spaces.get(prefix, prefix)}.",
                    "Export it as plain triangles.",
                )
        if self.model.unit not in THREEMF_UNITS:
            raise unreadable_file(
                f"It counts in {self.model.unit[:20]!r}, which 3MF does not know.", "Export it in mm."
            )
        return self.model

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if name in self.tags and "/3dmanufacturing/core/" in space:
            self.tags[name](given)

    def _model(self, given: Mapping[str, str]) -> None:
        self.model.unit = given.get("unit", TAKEN)
        self.model.required = given.get("requiredextensions", "")

    def _object(self, given: Mapping[str, str]) -> None:
        self.body = self.model.bodies[given["id"]] = Body()

    def _vertex(self, given: Mapping[str, str]) -> None:
        self.body.points.extend((float(given["x"]), float(given["y"]), float(given["z"])))

    def _triangle(self, given: Mapping[str, str]) -> None:
        self.body.faces.extend((int(given["v1"]), int(given["v2"]), int(given["v3"])))

    def _component(self, given: Mapping[str, str]) -> None:
        self.body.components.append(self._placed(given))

    def _item(self, given: Mapping[str, str]) -> None:
        self.model.items.append(self._placed(given))

    def _placed(self, given: Mapping[str, str]) -> PlacedObject:
        path = _clean(given.get(f"{PRODUCTION} path", self.model.name))
        self.model.paths.add(path)
        return PlacedObject((path, given["objectid"]), given.get("transform", ""))


_TAGS = ("model", "object", "vertex", "triangle", "component", "item")


def _clean(path: str) -> str:
    return path.lstrip("/")
