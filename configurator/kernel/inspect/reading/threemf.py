"""3MF: objects and their placements, in a unit that the file states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from zipfile import ZipFile

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.inspect.reading.assembly import Bodies, assemble
from configurator.kernel.inspect.reading.geometry import Geometry, check_counts, unreadable_file
from configurator.kernel.inspect.reading.package import has_entry, open_entry, open_package
from configurator.kernel.inspect.reading.part_names import part_name
from configurator.kernel.inspect.reading.printed_objects import printed_objects
from configurator.kernel.inspect.reading.slicer_settings import apply_slicer_settings
from configurator.kernel.inspect.reading.threemf_model import Model, read_model
from configurator.kernel.inspect.reading.xml import parse_xml

ROOT = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"


def read_3mf(content: bytes) -> Geometry:
    """All that the file builds as a part, in its unit. Raises Refused for what is no 3MF, or is too large."""
    with open_package(content) as package:
        root = _read_document(package, _root_name(package))
        models = {root.name: root}
        while missing := sorted(_needed_documents(package, models) - models.keys()):
            models[missing[0]] = _read_document(package, missing[0])
        apply_slicer_settings(package, root)
    bodies = {(name, number): body for name, model in models.items() for number, body in model.bodies.items()}
    check_counts(
        sum(len(body.points) // 3 for body in bodies.values()), sum(len(body.faces) // 3 for body in bodies.values())
    )
    _check_build(bodies, root)
    printed, items, left = printed_objects(bodies, root.items)
    points, faces = assemble(printed, items)
    return Geometry(points, faces, root.unit, remarks=(*_left_remarks(left), *_unit_remarks(models, root)))


def _root_name(package: ZipFile) -> str:
    """The document that the package begins with."""
    targets: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag.endswith(" Relationship") and attributes["Type"] == ROOT:
            targets.append(part_name(attributes["Target"]))

    with open_entry(package, "_rels/.rels") as stream:
        parse_xml(stream, "_rels/.rels", start)
    if not targets:
        raise unreadable_file("The package names no 3D model.", "It may be another kind of package: export it as 3MF.")
    if len(set(targets)) > 1:
        raise unreadable_file(f"The package names {len(set(targets))} 3D models to begin with, and 3MF allows one.")
    return targets[0]


def _read_document(package: ZipFile, name: str) -> Model:
    with open_entry(package, name) as stream:
        return read_model(stream, name)


def _needed_documents(package: ZipFile, models: Mapping[str, Model]) -> set[str]:
    """The names of all documents that those read so far need, and of those that they may use and that are there."""
    needed = set().union(*(model.paths for model in models.values()))
    optional = set().union(*(model.optional_paths for model in models.values()))
    return needed | {name for name in optional if has_entry(package, name)}


def _check_build(bodies: Bodies, root: Model) -> None:
    if not root.items:
        triangles = sum(len(body.faces) // 3 for body in bodies.values())
        raise unreadable_file(
            f"It builds nothing: its {triangles:,} triangles are in no build item.",
            "Place the part on the plate in the program that made it, and export it again.",
        )


def _left_remarks(left: Counter[str]) -> Iterator[Finding]:
    if left:
        what = ", ".join(f"{number:,} {name}" for name, number in sorted(left.items()))
        yield soundness.LEFT_ASIDE.finding(what=what)


def _unit_remarks(models: Mapping[str, Model], root: Model) -> Iterator[Finding]:
    """Documents in another unit than the root, by whose unit all of them are taken, as lib3mf does."""
    for name, model in sorted(models.items()):
        if model.unit != root.unit:
            yield soundness.OTHER_UNIT.finding(name=name, unit=model.unit, root=root.unit)
