"""The drawing that somebody sends for an outline: read, and back to the part's page with what was in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import nearest_hint, refused
from configurator.domain.parts.kinds import outline_names
from configurator.domain.parts.templates import Template
from web.drawings import outline_in_turn
from web.forms import texts, unit_in
from web.notices import DRAWING_READ, with_notice

blueprint = Blueprint("drawing", __name__, url_prefix="/parts")


@blueprint.post("/<name>/drawing/<field>")
def send(name: str, field: str) -> Response | str:
    """Read the drawing that the form has for a field, and lead to the page with its outline.

    What the other fields hold comes along. Where anything is doubtful in the drawing or was left out, a page tells it
    first. Raises Refused where no outline can be read.
    """
    template = catalogue.find(name)
    _check_field(template, field)
    file = request.files.get(f"file-{field}")
    content = file.read() if file else b""
    if not content:
        raise refused("There is no drawing.", "file", hint="Choose a DXF or SVG file first.")
    drawing = outline_in_turn(content, (file.filename if file else "") or "", request.form.get(f"unit-{field}", ""))
    entered = texts(template, request.form) | {field: drawing.text}
    address = f"/parts/{name}?{urlencode({'unit': unit_in(request.form), **entered})}#field-{field}"
    if drawing.warnings or drawing.left_out:
        return render_template("part/drawing.html", template=template, drawing=drawing, address=address)
    return with_notice(redirect(address, 303), DRAWING_READ)


def _check_field(template: Template[Any], field: str) -> None:
    names = outline_names(template.parameters)
    if field not in names:
        raise refused(f"There is no outline {field!r}.", "field", hint=nearest_hint(field, names))
