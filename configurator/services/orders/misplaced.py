"""Where measurements belong that an order file has in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from configurator import catalogue
from configurator.domain.measures.sheets import has_shared
from configurator.domain.parts.parameters import Parameters
from configurator.services.designs.sheets import part_hint


def misplaced_hint(content: Mapping[str, Any], place: str) -> str:
    """Where what stands at a place of an order file, such as items.0.footlength, belongs.

    Empty where it is no parameter of the file's parts. The content may be wrong in any way.
    """
    items = content.get("items")
    items = items if isinstance(items, list) else []
    match place.split("."):
        case [name] if any(has_shared(each, name) for each in _parameters(items)):
            return 'Put it under "measurements".'
        case [name]:
            return _sheet_hint(items, name)
        case ["items", number, name] if number.isdecimal():
            return _sheet_hint(items[int(number) :][:1], name)
        case _:
            return ""


def _sheet_hint(items: list[Any], name: str) -> str:
    hints = (part_hint(each, name) for each in _parameters(items))
    hint = next(filter(None, hints), "")
    return f"{hint[:-1]} in the sheet of its part." if hint else ""


def _parameters(items: list[Any]) -> Iterator[type[Parameters]]:
    """Those of the items' templates, as far as they name one."""
    known = catalogue.templates()
    for each in items:
        name = each.get("template") if isinstance(each, Mapping) else None
        if isinstance(name, str) and name in known:
            yield known[name].parameters
