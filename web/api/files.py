"""A design's files, made while one waits for them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting, LengthUnit, Paper, Projection, today
from configurator.domain.validation import StrictModel
from configurator.services.designs.configure import configure
from configurator.services.designs.drafting import drafting_for
from configurator.services.making.files import StoredFiles
from configurator.services.making.make import tolerance_warnings
from web.api.operations import Answer, Operation
from web.api.problems import Told, problem_shapes
from web.api.schemas import EXAMPLE, DesignShown, Format, Shape, TemplateId, Text, Values, sheet_values, with_example
from web.kernel_turns import files_in_turn
from web.links import file_url


class Wanted(StrictModel):
    """A part, its values, and the files to make."""

    model_config = with_example({"template": "grommet", "values": EXAMPLE, "formats": ["stl", "step"]})

    template: TemplateId
    values: Values
    formats: Annotated[list[Format], Field(min_length=1, max_length=10, description="Such as stl and step.")]
    offer: Annotated[Text, Field(description="Whose tolerances sheets take; else the first offer that fits.")] = ""
    projection: Annotated[Projection, Field(description="How the views of a drawing lie.")] = "first"
    unit: Annotated[LengthUnit, Field(description="Of a drawing.")] = "mm"
    paper: Annotated[Paper | None, Field(description="Of a drawing; else the smallest that shows it well.")] = None


class FileShown(Shape):
    """One file."""

    url: str
    sha256: str
    bytes: int


class FilesMade(Shape):
    """A part's files, and asked against made."""

    design: DesignShown
    report: dict[str, Any]
    files: Annotated[dict[str, FileShown], Field(description="By format, and the report itself.")]
    problems: Annotated[list[Told], Field(description="Doubts, and sizes out of tolerance: look before use.")]
    ignored: Annotated[list[str], Field(description="Names that no parameter answers to.")]
    timings_ms: Annotated[dict[str, float], Field(description="By stage; empty if it was made before.")]


def make_design_files(body: Wanted) -> FilesMade:
    """Make a part's files now.

    Every measured size must be given. The answer takes seconds; for many parts place a batch.
    """
    template = catalogue.find(body.template)
    sheet = read_values(template.parameters, sheet_values(body.values), strict=False)
    configured = configure(template, sheet, complete=True)
    design = configured.require_design()
    drafting = drafting_for(design, today(), Drafting(body.offer, "", body.projection, body.unit, body.paper))
    part_files = files_in_turn(design, tuple(dict.fromkeys(body.formats)), drafting)
    return FilesMade(
        design=DesignShown.model_validate(design.as_dict()),
        report=dict(part_files.report.stored),
        files=_file_shapes(design, part_files),
        problems=problem_shapes((*configured.problems, *tolerance_warnings(part_files.report))),
        ignored=list(sheet.ignored),
        timings_ms=part_files.timings_ms,
    )


def _file_shapes(design: Design, part_files: StoredFiles) -> dict[str, FileShown]:
    return {
        kind: FileShown(url=file_url(design, kind, sha256), sha256=sha256, bytes=size)
        for kind, (sha256, size) in part_files.files.items()
    }


OPERATIONS = (Operation("POST", "/files", make_design_files, (Answer(200, "The files.", FilesMade),), body=Wanted),)
