"""A part's page: its measurements, what is wrong with them, and what comes of them."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import nearest, refused
from configurator.domain.parts.dimensions import Dimension, mirrored
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from web.configurations import Configuration, preset_query, preset_values, read_configuration
from web.fields import fields_of, general, grouped
from web.forms import in_unit, unit_in
from web.links import picture_url, preview_url

blueprint = Blueprint("part", __name__, url_prefix="/parts")


@blueprint.get("/<name>")
def configure(name: str) -> str | Response:
    """The form with the configuration that the address holds, its problems, and its picture."""
    template = catalogue.find(name)
    preset = request.args.get("preset", "")
    if preset:
        return redirect(f"/parts/{name}?{preset_query(template, _preset(template, preset), request.args)}")
    found = read_configuration(template, request.args)
    shown = unit_in(request.args, "show") if "show" in request.args else found.unit
    if shown != found.unit:
        return redirect(f"/parts/{name}?{found.switched(shown)}")
    return render_template("part/configure.html", **_view(found))


def _view(found: Configuration) -> dict[str, Any]:
    template, unit = found.template, found.unit
    fields = fields_of(template, in_unit(template, found.sheet, request.args, unit), found.problems, unit)
    return {
        "template": template,
        "found": found,
        "unit": unit,
        "groups": grouped(fields),
        "general": general(template, found.problems),
        "dimensions": asked(template, found.parameters),
        "picture": picture_url(found.design, "picture") if found.design else "",
        "preview": preview_url(found.design) if found.design else "",
        "presets": {each: json.dumps(preset_values(template, preset)) for each, preset in template.presets.items()},
    }


def asked(template: Template[Any], parameters: Parameters | None) -> list[Dimension]:
    """The sizes that the part is to have, nothing measured; empty without a design."""
    if parameters is None:
        return []
    dimensions = list(template.dimensions(parameters))
    return [mirrored(each) for each in dimensions] if template.mirror(parameters) else dimensions


def _preset(template: Template[Any], name: str) -> Parameters:
    found: Parameters | None = template.presets.get(name)
    if found is None:
        raise refused(f"There is no preset {name!r}.", "preset", hint=nearest(name, list(template.presets)))
    return found
