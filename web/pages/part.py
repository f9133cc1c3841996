"""The page of a part: its form, problems, dimensions and picture."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import nearest_hint, refused
from configurator.domain.parts.delivered import delivered_dimensions
from configurator.domain.parts.dimensions import Dimension
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.services.previews.shapes import shape_of
from web.configurations import Configuration, preset_query, preset_values, read_configuration
from web.fields import fields_by_group, fields_of, problems_without_field
from web.forms import in_unit, unit_in
from web.links import picture_url, preview_url

blueprint = Blueprint("part", __name__, url_prefix="/parts")


@blueprint.get("/<name>")
def configure(name: str) -> str | Response:
    """The form with the configuration that the address holds, its problems, and its picture."""
    template = catalogue.find(name)
    preset = request.args.get("preset", "")
    if preset:
        return redirect(f"/parts/{name}?{preset_query(template, _find_preset(template, preset), request.args)}")
    configuration = read_configuration(template, request.args, preview=True)
    display_unit = unit_in(request.args, "show") if "show" in request.args else configuration.unit
    if display_unit != configuration.unit:
        return redirect(f"/parts/{name}?{configuration.switched(display_unit)}")
    return render_template("part/configure.html", **_page_values(configuration))


def _page_values(configuration: Configuration) -> dict[str, Any]:
    template, unit = configuration.template, configuration.unit
    fields = fields_of(
        template, in_unit(template, configuration.sheet, request.args, unit), configuration.problems, unit
    )
    shape = shape_of(configuration.design) if configuration.design else None
    return {
        "template": template,
        "found": configuration,
        "unit": unit,
        "groups": fields_by_group(fields),
        "general": problems_without_field(template, configuration.problems),
        "dimensions": _dimensions(configuration),
        "picture": picture_url(shape, "picture") if shape else "",
        "preview": preview_url(shape) if shape else "",
        "presets": {each: json.dumps(preset_values(template, preset)) for each, preset in template.presets.items()},
    }


def _dimensions(configuration: Configuration) -> tuple[Dimension, ...]:
    """The nominal dimensions of the part; none without a design."""
    parameters = configuration.parameters
    return delivered_dimensions(configuration.template, parameters) if parameters else ()


def _find_preset(template: Template[Any], name: str) -> Parameters:
    preset: Parameters | None = template.presets.get(name)
    if preset is None:
        raise refused(f"There is no preset {name!r}.", "preset", hint=nearest_hint(name, list(template.presets)))
    return preset
