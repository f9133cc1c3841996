"""The page of a part: its form, problems, dimensions and picture."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import nearest_hint, refused
from configurator.domain.naming import display_title
from configurator.domain.parts.conditions import unused_names
from configurator.domain.parts.dimensions import Dimension
from configurator.domain.parts.templates import Template
from configurator.services.previews.shapes import shape_of
from web.asking import asks_clinic
from web.configurations import FILLED_FROM, OWN_FIELDS, Configuration, preset_query, preset_values, read_configuration
from web.fields import fields_by_group, fields_of
from web.forms import in_unit, unit_in
from web.links import PICTURES, picture_url, preview_url
from web.messages import field_messages, general_messages
from web.notices import PRESET_FILLED, with_notice
from web.part_quotes import estimate_part
from web.swaps import swap_texts

blueprint = Blueprint("part", __name__, url_prefix="/parts")
# What asks for price and date where no script does.
PRICED = "priced"


@blueprint.get("/<name>")
def configure(name: str) -> str | Response:
    """The form with the configuration that the address holds, its problems, and its picture."""
    template = catalogue.find(name)
    preset = request.args.get("preset", "")
    if preset:
        query = preset_query(template, _known_preset(template, preset), request.args)
        return with_notice(redirect(f"/parts/{name}?{query}"), PRESET_FILLED)
    if "swap" in request.args:
        swapped = swap_texts(request.args, request.args["swap"])
        return redirect(f"/parts/{name}?{read_configuration(template, swapped).query}")
    configuration = read_configuration(template, request.args, preview=True)
    display_unit = unit_in(request.args, "show") if "show" in request.args else configuration.unit
    if display_unit != configuration.unit:
        return redirect(f"/parts/{name}?{configuration.switched(display_unit)}")
    estimate = estimate_part(configuration) if PRICED in request.args else None
    return render_template("part/configure.html", estimate=estimate, **_page_values(configuration))


@blueprint.get("/<name>/quote")
def quote(name: str) -> str:
    """What the configuration that the address holds would cost, and when it would come: a piece of the page."""
    configuration = read_configuration(catalogue.find(name), request.args, preview=True)
    return render_template("part/_quote.html", estimate=estimate_part(configuration, waits=True))


@blueprint.post("/<name>/judge")
def judge(name: str) -> dict[str, Any]:
    """What comes of a form that is being filled in, for the page's script: what to say of each field, and the shape.

    `messages` are pieces of the page by the id of where they stand, `refused` the fields that cannot stay,
    `taken` what is worked out for fields left empty, in their own unit, `unused` the fields that do not matter now.
    """
    configuration = read_configuration(catalogue.find(name), request.form, preview=True)
    told = configuration.told_beside_fields()
    shape = shape_of(configuration.design) if configuration.design else None
    return {
        "parameters": dict(configuration.design.parameters) if configuration.design else None,
        "preview": preview_url(shape) if shape else None,
        "picture": picture_url(shape, PICTURES[configuration.unit]) if shape else None,
        "messages": field_messages(told) | {"general-problems": general_messages(told)},
        "refused": told.refused,
        "taken": configuration.taken_values(),
        "unused": unused_names(configuration.template.parameters, configuration.sheet.values()),
    }


def _origin(configuration: Configuration, dimension: Dimension) -> str:
    """The title of the field that a size comes from; empty where it comes from none, or has its name."""
    field = configuration.template.parameters.model_fields.get(dimension.field)
    title = str(field.title) if field else ""
    return "" if title == display_title(dimension.name) else title


def _page_values(configuration: Configuration) -> dict[str, Any]:
    template, unit = configuration.template, configuration.unit
    texts = in_unit(template, configuration.sheet, request.args, unit)
    fields = fields_of(template, texts, unit, configuration.taken_texts())
    shape = shape_of(configuration.design) if configuration.design else None
    return {
        "template": template,
        "asks_clinic": asks_clinic(template),
        "found": configuration,
        "unit": unit,
        "groups": fields_by_group(fields),
        "first_measured": next((each for each in fields if each.measured), fields[0]).name,
        "told": configuration.told_beside_fields(),
        "dimensions": configuration.dimensions,
        "origins": {each.name: _origin(configuration, each) for each in configuration.dimensions},
        "picture": picture_url(shape, PICTURES[unit]) if shape else "",
        "preview": preview_url(shape) if shape else "",
        "origin": {name: request.args[name] for name in (FILLED_FROM, OWN_FIELDS) if request.args.get(name)},
        "presets": [_preset_option(template, name) for name in template.presets],
    }


def _preset_option(template: Template[Any], name: str) -> dict[str, str]:
    """A preset by the name that people know, with the values for the page's script."""
    values = json.dumps(preset_values(template, template.presets[name]))
    return {"name": name, "title": template.preset_titles.get(name, name), "values": values}


def _known_preset(template: Template[Any], name: str) -> str:
    if name not in template.presets:
        raise refused(f"There is no preset {name!r}.", "preset", hint=nearest_hint(name, list(template.presets)))
    return name
