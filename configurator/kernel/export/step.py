"""STEP AP242: the exact B-rep in mm, with a header that says what it is and where it comes from."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import cadquery as cq
from OCP.APIHeaderSection import APIHeaderSection_MakeHeader
from OCP.IFSelect import IFSelect_ReturnStatus
from OCP.Interface import Interface_HArray1OfHAsciiString, Interface_Static
from OCP.STEPCAFControl import STEPCAFControl_Writer
from OCP.STEPControl import STEPControl_Controller, STEPControl_StepModelType
from OCP.StepRepr import StepRepr_NextAssemblyUsageOccurrence
from OCP.TCollection import TCollection_ExtendedString, TCollection_HAsciiString
from OCP.TDataStd import TDataStd_Name
from OCP.TDF import TDF_Label
from OCP.TDocStd import TDocStd_Document
from OCP.TopLoc import TopLoc_Location
from OCP.XCAFDoc import XCAFDoc_DocumentTool

from configurator.domain.errors import failed
from configurator.kernel.export.identity import PROGRAM, part_name
from configurator.kernel.part import Part

SETTINGS = {"write.step.schema": "AP242DIS", "write.step.unit": "MM", "write.surfacecurve.mode": "0"}
# The header must hold a time; a true one would change the bytes of an unchanged design.
NO_TIME = "1970-01-01T00:00:00"


def write_step(part: Part, path: Path) -> None:
    """The part's B-rep as STEP AP242, in mm, as one product named after the part.

    Its named bodies are products too, and components of it. Raises Failed when not every solid could be translated,
    OSError when the file cannot be written.
    """
    _choose_schema()
    writer = STEPCAFControl_Writer()
    translated = writer.Transfer(_document(part), STEPControl_StepModelType.STEPControl_AsIs)
    _number_components(writer)
    _fill_header(writer, part)
    content = BytesIO()
    status = writer.WriteStream(content)
    if (
        not translated
        or status != IFSelect_ReturnStatus.IFSelect_RetDone
        or not _has_all_solids(content.getvalue(), part)
    ):
        raise failed("The CAD kernel could not translate the whole part to STEP.", hint="Choose another format.")
    path.write_bytes(content.getvalue())


def _choose_schema() -> None:
    """AP242 in mm, for the whole process: the kernel keeps such settings in one place.

    Without curves in the parameters of surfaces, which every reader computes from those in space: a file
    is a third smaller.
    """
    # Without this the kernel forgets the schema that is set before its first export.
    STEPControl_Controller.Init_s()
    for setting, value in SETTINGS.items():
        if not Interface_Static.SetCVal_s(setting, value):
            raise failed(
                f"The CAD kernel does not know {setting} = {value}.", hint="Install the version this program asks for."
            )


def _has_all_solids(content: bytes, part: Part) -> bool:
    """The kernel reports success even if solids are missing, so they are counted: full ones and hollow ones."""
    solids = content.count(b" = MANIFOLD_SOLID_BREP(") + content.count(b" = BREP_WITH_VOIDS(")
    return solids == len(part.shape.Solids()) > 0


def _document(part: Part) -> TDocStd_Document:
    """The shape under its name. The plainer writer would number its products over the life of the process."""
    document = TDocStd_Document(TCollection_ExtendedString("BinXCAF"))
    tool = XCAFDoc_DocumentTool.ShapeTool_s(document.Main())
    root = tool.NewShape() if part.bodies else tool.AddShape(part.shape.wrapped, False)
    _name(root, part_name(part))
    for body in part.bodies:
        label = tool.AddShape(_one_shape(body.shape).wrapped, False)
        for each in (label, tool.AddComponent(root, label, TopLoc_Location())):
            _name(each, body.name)
    tool.UpdateAssemblies()
    return document


def _one_shape(body: cq.Shape) -> cq.Shape:
    """A single solid as such: some programs take a compound for an assembly of its own."""
    solids = body.Solids()
    return solids[0] if len(solids) == 1 else body


def _name(label: TDF_Label, name: str) -> None:
    TDataStd_Name.Set_s(label, TCollection_ExtendedString(name))


def _number_components(writer: STEPCAFControl_Writer) -> None:
    """From 1 in each file: the kernel counts them over the life of the process."""
    model, number = writer.ChangeWriter().Model(), 0
    for place in range(1, model.NbEntities() + 1):
        entity = model.Value(place)
        if isinstance(entity, StepRepr_NextAssemblyUsageOccurrence):
            number += 1
            entity.SetId(_text(str(number)))


def _fill_header(writer: STEPCAFControl_Writer, part: Part) -> None:
    header = APIHeaderSection_MakeHeader(writer.ChangeWriter().Model())
    design = part.design
    header.SetName(_text(part_name(part)))
    # The digest stands alone: the kernel breaks longer strings over two lines, within their quotes.
    header.SetDescription(_texts(f"template {design.template} version {design.version}, design digest:", design.digest))
    header.SetAuthor(_texts(PROGRAM))
    header.SetOrganization(_texts(""))
    header.SetAuthorisation(_text(""))
    header.SetOriginatingSystem(_text(PROGRAM))
    header.SetTimeStamp(_text(NO_TIME))


def _text(words: str) -> TCollection_HAsciiString:
    return TCollection_HAsciiString(words)


def _texts(*lines: str) -> Interface_HArray1OfHAsciiString:
    array = Interface_HArray1OfHAsciiString(1, len(lines))
    for number, line in enumerate(lines, 1):
        array.SetValue(number, _text(line))
    return array
