"""Finds the templates: every module of every package named under the entry point group.

The parts that come with this program are discovered by the same entry point as anybody else's.
A template that cannot be loaded is listed with its error and stops nothing else.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from configurator.domain.errors import failed, nearest_hint, refused
from configurator.domain.parts.parameters import choices_of, is_bounded
from configurator.domain.parts.templates import Template

ENTRY_POINT_GROUP = "configurator.templates"
# Names of form fields and query arguments that are not a part's parameters.
RESERVED_NAMES = (
    "template", "size", "unit", "show", "preset", "quantity", "offer", "to", "key", "act", "sure",
    "name", "street", "postcode", "city", "country", "near", "patient", "prescription", "clinician",
)  # fmt: skip


@dataclass(frozen=True)
class CatalogueEntry:
    """One module that should hold a template: the template, or why there is none."""

    module: str
    template: Template[Any] | None
    error: str = ""


@cache
def entries() -> tuple[CatalogueEntry, ...]:
    """Every template, in order of entry point and module; one whose id is taken already counts as broken."""
    modules_by_id: dict[str, str] = {}
    # Two entry points may lead to the same module.
    by_module = {entry.module: entry for point in _entry_points() for entry in _load_entries(point)}
    return tuple(_reject_duplicate_id(entry, modules_by_id) for entry in by_module.values())


def templates() -> dict[str, Template[Any]]:
    """Id -> template, for those that can be used."""
    return {entry.template.id: entry.template for entry in entries() if entry.template is not None}


def find(template_id: str) -> Template[Any]:
    """The template of that id. Raises Refused with the nearest id, or Failed if it is broken."""
    template = templates().get(template_id)
    if template is not None:
        return template
    for entry in entries():
        if entry.template is None and entry.module.rpartition(".")[2] == template_id:
            hint = f"Mend the module {entry.module}, or remove it."
            raise failed(f"The template {template_id!r} is broken: {entry.error}", "template", hint=hint)
    raise refused(
        f"There is no template {template_id!r}.", "template", hint=nearest_hint(template_id, list(templates()))
    )


def _entry_points() -> list[EntryPoint]:
    return sorted(
        entry_points(group=ENTRY_POINT_GROUP), key=lambda point: (point.value != "templates_cad", point.value)
    )


def _load_entries(point: EntryPoint) -> Iterator[CatalogueEntry]:
    try:
        module = point.load()
    # A third party's module may raise anything; the other templates must still load.
    except (Exception, SystemExit) as error:
        yield CatalogueEntry(point.value, None, f"{type(error).__name__}: {error}")
        return
    if not hasattr(module, "__path__"):
        yield _read_entry(point.value, module)
        return
    for submodule in pkgutil.iter_modules(module.__path__, module.__name__ + "."):
        if not submodule.name.rpartition(".")[2].startswith("_"):
            yield _import_entry(submodule.name)


def _import_entry(name: str) -> CatalogueEntry:
    try:
        return _read_entry(name, importlib.import_module(name))
    except (Exception, SystemExit) as error:
        return CatalogueEntry(name, None, f"{type(error).__name__}: {error}")


def _read_entry(name: str, module: object) -> CatalogueEntry:
    template = getattr(module, "TEMPLATE", None)
    if not isinstance(template, Template):
        return CatalogueEntry(name, None, "The module has no TEMPLATE of type Template.")
    error = _template_fault(template)
    return CatalogueEntry(name, None if error else template, error)


def _template_fault(template: Template[Any]) -> str:
    """Why no form, table or command can name it or ask for its parameters; empty if they can."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", template.id):
        return f"Its id {template.id!r} is not made of small letters, digits and underscores."
    for name, field in template.parameters.model_fields.items():
        if name in RESERVED_NAMES:
            return f"Its parameter {name!r} has a name that pages use for something else: call it otherwise."
        if not choices_of(field) and not is_bounded(field):
            return f"Its parameter {name!r} has no limits: declare it by length, angle, mass, number or choice."
    return ""


def _reject_duplicate_id(entry: CatalogueEntry, modules_by_id: dict[str, str]) -> CatalogueEntry:
    if entry.template is None:
        return entry
    first = modules_by_id.setdefault(entry.template.id, entry.module)
    if first == entry.module:
        return entry
    return CatalogueEntry(entry.module, None, f"Its id {entry.template.id!r} is taken by {first}.")
