"""STEP: the B-rep, brought to mm by the kernel, and a mesh of it like that of our own parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import chain

import cadquery as cq
import numpy as np
from OCP.IFSelect import IFSelect_ReturnStatus
from OCP.Interface import Interface_Static
from OCP.Message import Message
from OCP.STEPControl import STEPControl_Controller, STEPControl_Reader
from OCP.TColStd import TColStd_SequenceOfAsciiString
from OCP.TopAbs import TopAbs_ShapeEnum

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.build.brep_mesh import CHORD_MM
from configurator.kernel.inspect.reading.geometry import Geometry, unreadable_file
from configurator.kernel.inspect.reading.limits import MAX_COORDINATE_MM
from configurator.kernel.inspect.reading.step_shape import count_distinct, has_facets_alone, mesh_every_face, sewn_solid
from configurator.kernel.inspect.reading.step_text import NamedShapes, read_names

# mm up to which the chord is that of our own parts; it grows with what is larger.
LARGE_PART_MM = 1000.0
# The kernel's number for reading facets only of what has no B-rep.
TESSELLATED_WITHOUT_BREP = 2
# How often a file with cones is read, until its solid is valid.
MAX_READINGS = 3
# Names of files that a message lists.
MAX_LISTED_FILES = 10


def read_step(content: bytes) -> Geometry:
    """Its solids and surfaces, in mm. Raises Refused for what is no STEP, cut short, or holds neither."""
    names = read_names(content)
    reader = _parse(content)
    unit = _unit_of(reader)
    shape = _transfer(reader)
    if shape is None:
        raise _no_shape(names)
    shape = _best_reading(content, names, shape)
    sewn = sewn_solid(shape)
    remarks = (*_missing_shapes(names, shape), *_sewn_remark(shape, sewn), *_elsewhere_remark(names))
    geometry = mesh_brep(sewn or shape, unit)
    return replace(geometry, remarks=(*remarks, *geometry.remarks))


def _transfer(reader: STEPControl_Reader) -> cq.Shape | None:
    """The reader's solids and surfaces, None where it has neither."""
    reader.TransferRoots()
    shape = None if reader.OneShape().IsNull() else cq.Shape.cast(reader.OneShape())
    return shape if shape is not None and shape.Faces() else None


def _best_reading(content: bytes, names: NamedShapes, shape: cq.Shape) -> cq.Shape:
    """The shape, or a later reading of it with which nothing is wrong.

    Where the seam of a cone has noise in its direction, the kernel makes another solid in three of a hundred
    readings of the same bytes: one that is not valid, reaches to infinity, or none at all (seen in OCCT 7.9).
    """
    if not _has_cone(shape):
        return shape
    readings = chain([shape], (_transfer(_parse(content)) for _ in range(MAX_READINGS - 1)))
    return next((each for each in readings if each is not None and _is_plausible(each, names)), shape)


def _is_plausible(shape: cq.Shape, names: NamedShapes) -> bool:
    arrived = count_distinct(shape, TopAbs_ShapeEnum.TopAbs_SOLID)
    return arrived >= names.solids and _farthest(shape.BoundingBox()) <= MAX_COORDINATE_MM and bool(shape.isValid())


def _has_cone(shape: cq.Shape) -> bool:
    return any(face.geomType() == "CONE" for face in shape.Faces())


def mesh_brep(shape: cq.Shape, unit: str, fineness: float = 1.0) -> Geometry:
    """A B-rep in mm with its mesh; a mesh alone where faces have no surface.

    Raises Refused for one that is too far from its origin.
    """
    box = shape.BoundingBox()
    farthest = _farthest(box)
    if not farthest <= MAX_COORDINATE_MM:
        raise unreadable_file(
            f"It reaches {farthest / 1000:,.4g} m from its origin.", "Move it there, or check its unit."
        )
    chord = CHORD_MM * fineness * max(1.0, box.DiagonalLength / LARGE_PART_MM)
    mesh, unmeshed = mesh_every_face(shape, chord)
    brep = None if has_facets_alone(shape) else shape
    vertices, faces = np.asarray(mesh.vertices), np.asarray(mesh.faces)
    return Geometry(vertices, faces, unit, brep, is_in_mm=True, remarks=unmeshed)


def _farthest(box: cq.BoundBox) -> float:
    """How far it reaches from the origin along an axis."""
    return float(np.abs([box.xmin, box.xmax, box.ymin, box.ymax, box.zmin, box.zmax]).max())


def _no_shape(names: NamedShapes) -> Exception:
    if names.other_files:
        return unreadable_file(
            f"It holds no shape itself; its parts lie in other files: {_list_files(names)}.",
            "Examine these, or export the assembly as one file.",
        )
    if names.solids or names.faces:
        return unreadable_file(
            f"The CAD kernel takes over none of its {names.solids:,} solids and {names.faces:,} faces.",
            "Export it as solids with boundaries (AP214 or AP242), or as a mesh.",
        )
    return unreadable_file("It holds no solid and no surface.", "Export solids, not drawings or lines.")


def _missing_shapes(names: NamedShapes, shape: cq.Shape) -> Iterator[Finding]:
    """A refusal where the kernel has taken over fewer solids or faces than the file names."""
    for what, named, kind in (
        ("solids", names.solids, TopAbs_ShapeEnum.TopAbs_SOLID),
        ("faces", names.faces, TopAbs_ShapeEnum.TopAbs_FACE),
    ):
        arrived = count_distinct(shape, kind)
        if arrived < named:
            yield soundness.LEFT_OUT.finding(named=named, arrived=arrived, what=what)


def _sewn_remark(shape: cq.Shape, sewn: cq.Shape | None) -> Iterator[Finding]:
    if sewn is not None:
        yield soundness.LOOSE_FACES.finding(count=len(shape.Faces()))


def _elsewhere_remark(names: NamedShapes) -> Iterator[Finding]:
    if names.other_files:
        yield soundness.ELSEWHERE.finding(files=_list_files(names))


def _list_files(names: NamedShapes) -> str:
    more = len(names.other_files) - MAX_LISTED_FILES
    return ", ".join(names.other_files[:MAX_LISTED_FILES]) + (f" and {more:,} more" if more > 0 else "")


def _parse(content: bytes) -> STEPControl_Reader:
    # What it prints goes to the terminal past everything, in colours.
    Message.DefaultMessenger_s().ChangePrinters().Clear()
    STEPControl_Controller.Init_s()
    Interface_Static.SetCVal_s("xstep.cascade.unit", "MM")
    # Facets beside a solid show it once more.
    Interface_Static.SetIVal_s("read.step.tessellated", TESSELLATED_WITHOUT_BREP)
    reader = STEPControl_Reader()
    if reader.ReadStream("file", BytesIO(content)) != IFSelect_ReturnStatus.IFSelect_RetDone:
        raise unreadable_file("The CAD kernel cannot read it as STEP: it is damaged, or in a form that is not known.")
    return reader


def _unit_of(reader: STEPControl_Reader) -> str:
    """The unit of length that the file states. Raises Refused where it states none."""
    lengths = TColStd_SequenceOfAsciiString()
    reader.FileUnits(lengths, TColStd_SequenceOfAsciiString(), TColStd_SequenceOfAsciiString())
    unit = next((each.ToCString().lower() for each in lengths), "")
    if not unit:
        raise unreadable_file("It does not state its unit of length, as a STEP file must.")
    return unit
