"""The templates of parts, of every package that brings some."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from configurator.domain.errors import failed, nearest_hint, refused
from configurator.domain.parts.conditions import condition_fault
from configurator.domain.parts.kinds import find_kind, words_of
from configurator.domain.parts.templates import Template
from configurator.extensions import Door, Extension, find_extensions, usable

# Names of form fields and query arguments that are not a part's parameters.
RESERVED_NAMES = (
    "template", "size", "unit", "show", "preset", "quantity", "offer", "to", "key", "act", "sure",
    "name", "street", "postcode", "city", "region", "town", "country", "near", "wish", "basket",
    "patient", "prescription", "clinician",
)  # fmt: skip


@cache
def entries() -> tuple[Extension[Template[Any]], ...]:
    """Every template, and what is wrong with those that cannot be used."""
    return find_extensions(TEMPLATES)


def templates() -> dict[str, Template[Any]]:
    """Id -> template, for those that can be used."""
    return {template.id: template for template in usable(entries())}


def modules() -> frozenset[str]:
    """The names of the modules that declare templates."""
    return frozenset(each.module for each in templates().values())


def find(template_id: str) -> Template[Any]:
    """The template of that id. Raises Refused with the nearest id, or Failed if it is broken."""
    template = templates().get(template_id)
    if template is not None:
        return template
    for entry in entries():
        if entry.value is None and entry.module.rpartition(".")[2] == template_id:
            hint = f"Mend the module {entry.module}, or remove it."
            raise failed(f"The template {template_id!r} is broken: {entry.error}", "template", hint=hint)
    raise refused(
        f"There is no template {template_id!r}.", "template", hint=nearest_hint(template_id, list(templates()))
    )


def _template_fault(template: Template[Any]) -> str:
    """Why no form, table or command can name it or ask for its parameters; empty if they can."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", template.id):
        return f"Its id {template.id!r} is not made of small letters, digits and underscores."
    for name, field in template.parameters.model_fields.items():
        if name in RESERVED_NAMES:
            return f"Its parameter {name!r} has a name that pages use for something else: call it otherwise."
        if find_kind(field) is None:
            return f"Its parameter {name!r} has no limits: declare it by length, angle, count, choice, pick, text ..."
        if fault := condition_fault(template.parameters, name):
            return f"Its parameter {name!r} is declared wrongly. {fault}"
        if len({word.casefold() for word in words_of(field)}) < len(words_of(field)):
            return f"Two words of its parameter {name!r} differ by capitals only: call one otherwise."
    return ""


TEMPLATES: Door[Template[Any]] = Door(
    "configurator.templates", "TEMPLATE", Template, lambda template: template.id, _template_fault
)
