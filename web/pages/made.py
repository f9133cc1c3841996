"""The made part, examined and measured: nominal against measured, and the files to download."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting, today
from configurator.domain.parts.formats import REPORT, Format
from configurator.domain.problems import refusals
from configurator.formats import offered
from configurator.services.designs.drafting import drafting_for
from configurator.services.making.files import StoredFiles
from web.configurations import Configuration, read_configuration
from web.kernel_turns import files_in_turn
from web.links import file_url

blueprint = Blueprint("made", __name__, url_prefix="/parts")
REPORT_DESCRIPTION: Final = "Report, all that was measured, as JSON"


@blueprint.get("/<name>/made")
def show(name: str) -> str:
    """Make the configuration that the address holds, or say why it cannot be."""
    configuration = read_configuration(catalogue.find(name), request.args)
    if configuration.design is None:
        return _refusal_page(configuration)
    design = configuration.design
    descriptions = {each.name: each.description for each in offered("part page")}
    part_files = _make_part_files(configuration, design, tuple(descriptions))
    descriptions[REPORT] = REPORT_DESCRIPTION
    files = {
        kind: (file_url(design, kind, part_files.files[kind][0]), part_files.files[kind][1]) for kind in descriptions
    }
    return render_template(
        "made/show.html",
        found=configuration,
        design=design,
        report=part_files.report,
        files=files,
        kinds=descriptions,
        later={each.name: each.description for each in _on_request()},
        findings=any(finding.place for each in part_files.report.making for finding in each.findings),
        doubts=configuration.problems,
        offers=OFFERS,
    )


@blueprint.get("/<name>/made/<kind>")
def file(name: str, kind: str) -> Response | str:
    """Make one more file of the part, and redirect to it."""
    if kind not in {each.name for each in (*_on_request(), *offered("part page, with findings"))}:
        abort(404)
    configuration = read_configuration(catalogue.find(name), request.args)
    if configuration.design is None:
        return _refusal_page(configuration)
    part_files = _make_part_files(configuration, configuration.design, (kind,))
    return redirect(file_url(configuration.design, kind, part_files.files[kind][0]))


def _on_request() -> tuple[Format, ...]:
    return offered("part page, on request")


def _refusal_page(configuration: Configuration) -> str:
    return render_template("made/refused.html", found=configuration, problems=refusals(configuration.problems))


def _make_part_files(configuration: Configuration, design: Design, formats: tuple[str, ...]) -> StoredFiles:
    """Make files of the design; a drawing has the unit of the page and today's date."""
    drafting = drafting_for(design, today(), Drafting(unit=configuration.unit))
    return files_in_turn(design, formats, drafting)
