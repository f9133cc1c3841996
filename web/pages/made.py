"""Asked against made, and the files to download: the part is made for real, examined and measured."""

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
from configurator.services.making.files import KeptFiles, make_files
from web.build_slots import build_slot
from web.configurations import Configuration, read_configuration
from web.context import web_context
from web.links import file_url

blueprint = Blueprint("made", __name__, url_prefix="/parts")
# Format -> what it is for, in the order of the page: made with the page, and made when asked for.
DOWNLOADS: Final = {
    "step": "STEP, the exact solid for CAD and milling",
    "stl": "STL, a mesh for any slicer",
    "3mf": "3MF, a mesh with its unit and name",
    "report": "Report, all that was measured, as JSON",
}
LATER: Final = {
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
    found = read_configuration(catalogue.find(name), request.args)
    if found.design is None:
        return _refused(found)
    design = found.design
    kept = _make(found, design, tuple(kind for kind in DOWNLOADS if kind != "report"))
    files = {kind: (file_url(design, kind, kept.files[kind][0]), kept.files[kind][1]) for kind in DOWNLOADS}
    return render_template(
        "made/show.html",
        found=found,
        design=design,
        report=kept.report,
        files=files,
        kinds=DOWNLOADS,
        later=LATER,
        findings=any(finding["place"] for each in kept.report["making"] for finding in each["findings"]),
        doubts=found.problems,
        offers=OFFERS,
        size=[high - low for low, high in zip(*kept.report["bounds_mm"], strict=True)],
    )


@blueprint.get("/<name>/made/<kind>")
def file(name: str, kind: str) -> Response | str:
    """Make one more file of it, and lead there."""
    if kind not in (*LATER, "findings"):
        abort(404)
    found = read_configuration(catalogue.find(name), request.args)
    if found.design is None:
        return _refused(found)
    kept = _make(found, found.design, (kind,))
    return redirect(file_url(found.design, kind, kept.files[kind][0]))


def _refused(found: Configuration) -> str:
    return render_template("made/refused.html", found=found, problems=refusals(found.problems))


def _make(found: Configuration, design: Design, formats: tuple[str, ...]) -> KeptFiles:
    """Drawn in the unit of the page, as of today."""
    drafting = drafting_for(design, today(), Drafting(unit=found.unit))
    with build_slot():
        return make_files(web_context(), design, formats, drafting)
