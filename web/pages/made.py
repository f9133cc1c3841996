"""The made part, examined and measured: nominal against measured, and the files to download."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import Drafting, today
from configurator.domain.parts.formats import REPORT, can_hold
from configurator.domain.parts.templates import Template
from configurator.formats import offered
from configurator.services.designs.drafting import drafting_for
from configurator.services.making.files import StoredFiles, StoredFileSizes, find_sizes, find_whole_files
from web.configurations import Configuration, read_configuration
from web.context import web_context
from web.kernel_turns import files_in_turn
from web.links import file_url
from web.notices import FILES_MADE, with_notice

blueprint = Blueprint("made", __name__, url_prefix="/parts")
REPORT_DESCRIPTION: Final = "Report, all that was measured, as JSON"
# The files that the page shows itself: the picture, and the model with the places of findings.
PICTURE, PLACES = "png", "findings"


@blueprint.get("/<name>/made")
def show(name: str) -> str | tuple[str, int]:
    """What was made of the configuration that the address holds, or a button that has it made: 404."""
    configuration = read_configuration(catalogue.find(name), request.args)
    if configuration.design is None:
        return _refusal_page(configuration)
    design, drafting = configuration.design, _drafting(configuration, configuration.design)
    part_files = find_whole_files(web_context(), design, _page_formats(), drafting)
    if part_files is None:
        return render_template("made/missing.html", found=configuration), 404
    on_request = find_sizes(web_context(), design, tuple(_on_request(configuration.template)), drafting)
    return render_template("made/show.html", **_page_values(configuration, design, part_files, on_request))


@blueprint.post("/<name>/made")
def make(name: str) -> Response | str:
    """Make what the page of the made part shows, and lead there."""
    return _make_and_show(name, _page_formats())


@blueprint.post("/<name>/made/<kind>")
def make_file(name: str, kind: str) -> Response | str:
    """Make one more file of the part, and lead to the page, which then has it."""
    if kind not in _on_request(catalogue.find(name)):
        abort(404)
    return _make_and_show(name, (kind,))


def _make_and_show(name: str, formats: tuple[str, ...]) -> Response | str:
    configuration = read_configuration(catalogue.find(name), request.form)
    if configuration.design is None:
        return _refusal_page(configuration)
    files_in_turn(configuration.design, formats, _drafting(configuration, configuration.design))
    return with_notice(redirect(f"/parts/{name}/made?{configuration.query}", 303), FILES_MADE)


def _page_values(
    configuration: Configuration, design: Design, part_files: StoredFiles, on_request: StoredFileSizes
) -> dict[str, Any]:
    stored = {**part_files.files, **on_request}
    has_places = any(finding.place for each in part_files.report.making for finding in each.findings)
    return {
        "found": configuration,
        "design": design,
        "report": part_files.report,
        "files": {kind: (file_url(design, kind, sha256), size) for kind, (sha256, size) in stored.items()},
        "kinds": {**_descriptions(), REPORT: REPORT_DESCRIPTION},
        "later": _on_request(configuration.template),
        "picture": file_url(design, PICTURE, stored[PICTURE][0]),
        "places": file_url(design, PLACES, stored[PLACES][0]) if has_places else "",
        "offers": OFFERS,
    }


def _page_formats() -> tuple[str, ...]:
    """What the page offers at once and what it shows itself."""
    return (*_descriptions(), PICTURE, PLACES)


def _descriptions() -> dict[str, str]:
    return {each.name: each.description for each in offered("part page")}


def _on_request(template: Template[Any]) -> dict[str, str]:
    each_offered = offered("part page, on request")
    return {each.name: each.description for each in each_offered if can_hold(each, template)}


def _refusal_page(configuration: Configuration) -> str:
    return render_template("made/refused.html", found=configuration)


def _drafting(configuration: Configuration, design: Design) -> Drafting:
    """A drawing has the unit of the page and today's date."""
    return drafting_for(design, today(), Drafting(unit=configuration.unit))
