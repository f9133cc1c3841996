"""Asked against made, and the files to download: the part is made for real, examined and measured."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template, request

from configurator import catalogue
from configurator.domain.offers import OFFERS
from configurator.domain.problems import refusals
from configurator.services.files import make_files
from web.configurations import read_configuration
from web.desk import desk
from web.links import file_url
from web.turns import turn

blueprint = Blueprint("made", __name__, url_prefix="/parts")
# Format -> what it is for, in the order of the page.
KINDS: Final = {
    "step": "STEP, the exact solid for CAD and milling",
    "stl": "STL, a mesh for any slicer",
    "3mf": "3MF, a mesh with its unit and name",
    "glb": "GLB, a model for viewers",
    "png": "PNG, the picture",
    "report": "Report, all that was measured, as JSON",
}


@blueprint.get("/<name>/made")
def show(name: str) -> str:
    """Make the configuration that the address holds, or say why it cannot be."""
    found = read_configuration(catalogue.find(name), request.args)
    if found.design is None:
        return render_template("made/refused.html", found=found, problems=refusals(found.problems))
    design, formats = found.design, tuple(kind for kind in KINDS if kind != "report")
    with turn():
        kept = make_files(desk().office, desk().pool, desk().scratch, design, formats)
    files = {kind: (file_url(design, kind, kept.files[kind][0]), kept.files[kind][1]) for kind in KINDS}
    return render_template(
        "made/show.html",
        found=found,
        design=design,
        report=kept.report,
        files=files,
        kinds=KINDS,
        doubts=found.problems,
        offers=OFFERS,
        size=[high - low for low, high in zip(*kept.report["bounds_mm"], strict=True)],
    )
