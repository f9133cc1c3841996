"""The catalogue of parts, by group, with a search."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request
from pydantic.fields import FieldInfo

from configurator import catalogue
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.kinds import schema_extra
from configurator.domain.parts.templates import Template
from configurator.services.designs.configure import build_design
from configurator.services.previews.shapes import shape_of
from web.links import picture_url

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/")
def browse() -> str:
    """Every part, or those that hold all the words looked for."""
    words = request.args.get("q", "").strip()[:100]
    matches = [each for each in catalogue.templates().values() if _matches(each, words)]
    return render_template(
        "catalogue/browse.html", groups=_by_group(matches), words=words, picture=picture, measured=measured_titles
    )


def picture(template: Template[Any]) -> str:
    """The address of a picture of the first preset."""
    preset = next(iter(template.presets.values()), None) or template.parameters()
    return picture_url(shape_of(build_design(template, preset)), "thumbnail")


def materials(template: Template[Any]) -> list[str]:
    """What its author has judged fit, best first."""
    return [OFFERS[each].title for each in template.offers if each in OFFERS]


def measured_titles(template: Template[Any]) -> list[str]:
    """What is measured on the person or vehicle, by name."""
    fields = template.parameters.model_fields.values()
    return [str(field.title).lower() for field in fields if _is_measured(field)]


def _is_measured(field: FieldInfo) -> bool:
    """Whether nobody may choose it: also what is known of the person, such as the body's mass."""
    return bool(schema_extra(field, "measured") or schema_extra(field, "ansur"))


def _matches(template: Template[Any], words: str) -> bool:
    fields = [str(field.title) for field in template.parameters.model_fields.values()]
    texts = (template.title, template.summary, template.group, template.id, template.zone or "")
    text = " ".join((*texts, *template.keywords, *template.presets, *fields, *materials(template))).casefold()
    return all(word in text for word in words.casefold().split())


def _by_group(templates: Iterable[Template[Any]]) -> list[tuple[str, list[Template[Any]]]]:
    ordered = sorted(templates, key=lambda each: (each.group, each.title))
    return [(group, list(members)) for group, members in groupby(ordered, key=lambda each: each.group)]
