"""The parts there are, and all that each says of itself."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from flask import Response, current_app, request
from pydantic import Field

from configurator import catalogue
from configurator.domain.orders.prescriptions import PRESCRIBED_HINT
from configurator.domain.parts.parameters import Parameters, json_schema
from configurator.domain.parts.templates import Template
from configurator.services.designs.configure import build_design
from configurator.services.designs.measuring_sheets import make_measuring_sheet, measuring_sheet_name
from configurator.services.previews.shapes import shape_of
from web.api.operations import Answer, Operation
from web.api.schemas import Query, Shape
from web.links import form_url, picture_url

PDF = "application/pdf"
Prescribed = Annotated[bool, Field(description=f"Whether it is for a person. {PRESCRIBED_HINT}")]


class Summary(Shape):
    """A part in a list."""

    id: str
    version: str
    title: str
    group: str
    summary: str
    prescribed: Prescribed
    presets: list[str]
    picture: Annotated[str, Field(description="The address of a picture of its first preset.")]


class SheetWishes(Query):
    """How a sheet is to be printed."""

    paper: Annotated[Literal["A4", "Letter"], Field(description="Of the sheet.")] = "A4"
    unit: Annotated[Literal["mm", "in"], Field(description="The unit printed behind each place to write.")] = "mm"


class Templates(Shape):
    """Every part that can be used, and the modules that hold one which cannot."""

    templates: list[Summary]
    broken: list[str]


class Whole(Shape):
    """All that a part says of itself."""

    id: str
    version: str
    title: str
    group: str
    summary: str
    prescribed: Prescribed
    presets: Annotated[dict[str, dict[str, Any]], Field(description="Every parameter's value, by the preset's name.")]
    sources: list[str]
    parameters: Annotated[
        dict[str, Any],
        Field(
            description="JSON Schema 2020-12: each property with title, description (how to measure it), unit,"
            " group, ansur, measured and its limits."
        ),
    ]
    zone: Annotated[str, Field(description="Where it is used, or empty.")]
    offers: Annotated[list[str], Field(description="Ids of the offers that its author has judged fit, best first.")]
    picture: str


def list_templates() -> Templates:
    """List the parts."""
    broken = [entry.module for entry in catalogue.entries() if entry.value is None]
    return Templates(templates=[_summary_shape(each) for each in catalogue.templates().values()], broken=broken)


def show_template(template: str) -> Whole:
    """Show a part: its parameters as a JSON Schema, its presets, and where its numbers come from.

    Of the presets' values those that are measured are only examples.
    """
    part = catalogue.find(template)
    return Whole(
        **_common_fields(part),
        presets={name: preset.model_dump() for name, preset in part.presets.items()},
        sources=list(part.sources),
        parameters=json_schema(part.parameters),
        zone=part.zone or "",
        offers=list(part.offers),
    )


def _summary_shape(template: Template[Any]) -> Summary:
    return Summary(**_common_fields(template), presets=list(template.presets))


def _common_fields(template: Template[Any]) -> dict[str, Any]:
    fields = {name: getattr(template, name) for name in ("id", "version", "title", "group", "summary", "prescribed")}
    return {**fields, "picture": picture_url(shape_of(build_design(template, first_preset(template))), "thumbnail")}


def first_preset(template: Template[Any]) -> Parameters:
    """The first preset of a template, or its defaults where it has none."""
    preset: Parameters = next(iter(template.presets.values()), None) or template.parameters()
    return preset


def read_measuring_sheet(template: str, query: SheetWishes) -> Response:
    """Download the sheet to print: where each size of a part is measured, drawn, with room to write it down.

    Its QR code leads to the form of this part.
    """
    # What a request says of the host, whoever sent it chose.
    site = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    address = site + form_url(catalogue.find(template))
    pdf = make_measuring_sheet(template, address, query.unit, query.paper)
    return Response(
        pdf, content_type=PDF, headers={"Content-Disposition": f'inline; filename="{measuring_sheet_name(template)}"'}
    )


OPERATIONS = (
    Operation("GET", "/templates", list_templates, (Answer(200, "The parts.", Templates),)),
    Operation("GET", "/templates/{template}", show_template, (Answer(200, "The part.", Whole),)),
    Operation(
        "GET",
        "/templates/{template}/measuring-sheet",
        read_measuring_sheet,
        (Answer(200, "The sheet.", media=(PDF,)),),
        query=SheetWishes,
    ),
)
