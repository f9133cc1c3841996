"""The made part, examined and measured: nominal against measured, and the files to download."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting, today
from configurator.domain.problems import refusals
from configurator.services.designs.drafting import drafting_for
from configurator.services.making.files import StoredFiles, make_files
from web.build_slots import build_slot
from web.configurations import Configuration, read_configuration
from web.context import web_context
from web.links import file_url

blueprint = Blueprint("made", __name__, url_prefix="/parts")
# Format -> what it is for, in the order of the page: files made with the page, and files made on request.
DOWNLOADS: Final = {
    "step": "STEP, the exact solid for CAD and milling",
    "stl": "STL, a mesh for any slicer",
    "3mf": "3MF, a mesh with its unit and name",
    "report": "Report, all that was measured, as JSON",
}
ON_REQUEST_FORMATS: Final = {
    "pdf": "PDF, the drawing",
    "dxf": "DXF, the drawing for CAD",
    "quality": "Quality sheet, to inspect the part by",
    "glb": "GLB, a model for viewers",
    "png": "PNG, the picture",
    "turn": "WebP, the part turning",
}


@blueprint.get("/<name>/made")
def show(name: str) -> str:
    """Make the configuration that the address holds, or say why it cannot be."""
    configuration = read_configuration(catalogue.find(name), request.args)
    if configuration.design is None:
        return _refusal_page(configuration)
    design = configuration.design
    part_files = _make_part_files(configuration, design, tuple(kind for kind in DOWNLOADS if kind != "report"))
    files = {kind: (file_url(design, kind, part_files.files[kind][0]), part_files.files[kind][1]) for kind in DOWNLOADS}
    return render_template(
        "made/show.html",
        found=configuration,
        design=design,
        report=part_files.report,
        files=files,
        kinds=DOWNLOADS,
        later=ON_REQUEST_FORMATS,
        findings=any(finding["place"] for each in part_files.report["making"] for finding in each["findings"]),
        doubts=configuration.problems,
        offers=OFFERS,
        size=[high - low for low, high in zip(*part_files.report["bounds_mm"], strict=True)],
    )


@blueprint.get("/<name>/made/<kind>")
def file(name: str, kind: str) -> Response | str:
    """Make one more file of the part, and redirect to it."""
    if kind not in (*ON_REQUEST_FORMATS, "findings"):
        abort(404)
    configuration = read_configuration(catalogue.find(name), request.args)
    if configuration.design is None:
        return _refusal_page(configuration)
    part_files = _make_part_files(configuration, configuration.design, (kind,))
    return redirect(file_url(configuration.design, kind, part_files.files[kind][0]))


def _refusal_page(configuration: Configuration) -> str:
    return render_template("made/refused.html", found=configuration, problems=refusals(configuration.problems))


def _make_part_files(configuration: Configuration, design: Design, formats: tuple[str, ...]) -> StoredFiles:
    """Make files of the design; a drawing has the unit of the page and today's date."""
    drafting = drafting_for(design, today(), Drafting(unit=configuration.unit))
    with build_slot():
        return make_files(web_context(), design, formats, drafting)
