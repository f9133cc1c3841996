"""STEP: the B-rep, brought to mm by the kernel, and a mesh of it like that of our own parts."""

from __future__ import annotations

import re
from io import BytesIO

import cadquery as cq
import numpy as np
from OCP.IFSelect import IFSelect_ReturnStatus
from OCP.Interface import Interface_Static
from OCP.Message import Message
from OCP.STEPControl import STEPControl_Controller, STEPControl_Reader
from OCP.TColStd import TColStd_SequenceOfAsciiString

from configurator.kernel.build.brep_mesh import CHORD_MM, mesh_shape
from configurator.kernel.inspect.reading.geometry import Geometry, unreadable_file
from configurator.kernel.inspect.reading.limits import MAX_COORDINATE_MM

STEP_END = b"END-ISO-10303-21"
# Strings and comments may hold anything.
STRINGS_AND_COMMENTS = re.compile(rb"'[^']*'|/\*.*?\*/", re.DOTALL)
NAMED, DEFINED = re.compile(rb"#(\d{1,18})"), re.compile(rb"#(\d{1,18})\s*=")
UNIT_NAMES = {"millimetre": "mm", "centimetre": "cm", "metre": "m", "inch": "in", "foot": "ft", "micrometre": "micron"}
# mm up to which the chord is that of our own parts; it grows with what is larger.
LARGE_PART_MM = 1000.0


def read_step(content: bytes) -> Geometry:
    """Its solids and surfaces, in mm. Raises Refused for what is no STEP, cut short, or holds neither."""
    if STEP_END not in content:
        raise unreadable_file("The text ends before the STEP file does: it is cut short.")
    _check_whole(content)
    reader = _parse(content)
    unit = _unit_of(reader)
    reader.TransferRoots()
    shape = reader.OneShape()
    if shape.IsNull() or not cq.Shape.cast(shape).Faces():
        raise unreadable_file("It holds no solid and no surface.", "Export solids, not drawings or lines.")
    return mesh_brep(cq.Shape.cast(shape), unit)


def mesh_brep(shape: cq.Shape, unit: str, fineness: float = 1.0) -> Geometry:
    """A B-rep in mm with its mesh. Raises Refused for one that is too far from its origin."""
    box = shape.BoundingBox()
    farthest = float(np.abs([box.xmin, box.xmax, box.ymin, box.ymax, box.zmin, box.zmax]).max())
    if not farthest <= MAX_COORDINATE_MM:
        raise unreadable_file(
            f"It reaches {farthest / 1000:,.4g} m from its origin.", "Move it there, or check its unit."
        )
    mesh = mesh_shape(shape, CHORD_MM * fineness * max(1.0, box.DiagonalLength / LARGE_PART_MM))
    return Geometry(np.asarray(mesh.vertices), np.asarray(mesh.faces), unit, shape, is_in_mm=True)


def _check_whole(content: bytes) -> None:
    """The kernel leaves out what it cannot complete and says nothing: each entity that is named must be there."""
    text = STRINGS_AND_COMMENTS.sub(b"", content)
    missing = set(NAMED.findall(text)) - set(DEFINED.findall(text))
    if missing:
        first = min(missing, key=int).decode("ascii")
        raise unreadable_file(
            f"{len(missing):,} of its entities are named but not there, the first #{first}: it is damaged."
        )


def _parse(content: bytes) -> STEPControl_Reader:
    # What it prints goes to the terminal past everything, in colours.
    Message.DefaultMessenger_s().ChangePrinters().Clear()
    STEPControl_Controller.Init_s()
    Interface_Static.SetCVal_s("xstep.cascade.unit", "MM")
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
    return UNIT_NAMES.get(unit, unit)
