"""The formats that files are made in, of every package that brings some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from configurator.domain.errors import nearest_hint, refused
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.formats import REPORT, Format, OfferedAt, can_hold, format_fault
from configurator.domain.parts.templates import Template
from configurator.extensions import DISTRIBUTION, Door, Extension, find_extensions, usable

DOOR: Door[Format] = Door("configurator.formats", "FORMATS", Format, lambda each: each.name, format_fault)
REPORT_ENDING, REPORT_MEDIA_TYPE = "report.json", "application/json"


@cache
def entries() -> tuple[Extension[Format], ...]:
    """Every format, and what is wrong with those that cannot be used."""
    return find_extensions(DOOR)


@cache
def formats() -> Mapping[str, Format]:
    """Name -> format, for those that can be used."""
    return {each.name: each for each in usable(entries())}


def find_format(name: str) -> Format:
    """The format of that name. Raises Refused, naming the field `formats`, with the nearest name."""
    if name not in formats():
        raise refused(f"There is no format {name!r}.", "formats", hint=nearest_hint(name, list(formats())))
    return formats()[name]


@cache
def offered(place: OfferedAt) -> tuple[Format, ...]:
    """The formats that are offered there, in their order there."""
    there = [each for each in formats().values() if place in each.offered]
    return tuple(sorted(there, key=lambda each: each.offered[place]))


def formats_of(template: Template[Any]) -> tuple[str, ...]:
    """The names of the formats in which parts of the template can be made."""
    return tuple(name for name, each in formats().items() if can_hold(each, template))


def check_formats(kinds: Iterable[str], template: Template[Any]) -> None:
    """Raises Refused, naming the field `formats`, for one in which parts of the template cannot be made."""
    for kind in kinds:
        if not can_hold(find_format(kind), template):
            message = f"{kind} is for flat sheets that are cut, which {template.title} is not."
            raise refused(message, "formats", hint="Leave it out; dxf is the drawing, step the solid.")


def file_name(stem: str, kind: str) -> str:
    """What the file of a format, or the report, is called; `stem` is the design's."""
    return f"{stem}.{REPORT_ENDING if kind == REPORT else find_format(kind).ending}"


@cache
def media_types() -> Mapping[str, str]:
    """What a file's name ends in after its last dot -> media type, of all formats and the report."""
    types = {each.ending.rpartition(".")[2]: each.media_type for each in formats().values()}
    return {**types, REPORT_ENDING.rpartition(".")[2]: REPORT_MEDIA_TYPE}


def relevant_drafting(kind: str, beside: Iterable[str], drafting: Drafting) -> Mapping[str, Any]:
    """The options that a file depends on; a report on those of the files made with it, as it lists their digests."""
    # Left out without any, so that what was made of a design is found again.
    built = {"hole_compensation_mm": drafting.hole_compensation_mm} if drafting.hole_compensation_mm else {}
    said = {"installation": drafting.installation} if drafting.installation else {}
    if kind == REPORT:
        listed = {name: value for each in beside for name, value in relevant_drafting(each, (), drafting).items()}
        return {**built, **listed, **said}
    options = formats()[kind].drafting if kind in formats() else ()
    plain: dict[str, Any] = {name: getattr(drafting, name) for name in options if name != "installation"}
    return {**built, **plain, **(said if "installation" in options else {})}


@cache
def brought_by(kind: str) -> str:
    """The package and version that a format comes with, empty for this program's own and for what is no format."""
    names = [each.distribution for each in entries() if each.value and each.value.name == kind]
    return "" if not names or names[0] in ("", DISTRIBUTION) else f"{names[0]} {version(names[0])}"
