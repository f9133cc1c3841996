"""Which parameter a name stands for: of a column, in a sheet, or after --set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.parameters import Parameters, ansur_names
from configurator.domain.units import FILE_UNITS_MM, UNITS, find_unit

UNIT_SUFFIXES: Final = ("mm", "cm", "in", "kg")
# A unit as titles of columns have it: Hole diameter (mm), hole_diameter [in], Hole diameter, mm.
_TITLE_UNIT: Final = re.compile(r"(?P<stem>.+?)\s*[(\[,/]\s*(?P<unit>[^()\[\],/]+?)\s*[)\]]?")


@dataclass(frozen=True)
class Column:
    """A column of a table or a name in a sheet: the parameter it stands for, and its unit."""

    parameter: str
    unit: str


def find_column(parameters: type[Parameters], name: str) -> Column | None:
    """The parameter that a name stands for: its own name, its ANSUR name or its title, whatever the capitals.

    Each may have `_mm`, `_cm`, `_in` or `_kg` at its end, or a unit in brackets. None for a name of no parameter,
    and for a title of several.
    """
    known = _parameters_by_key(parameters)
    if parameter := known.get(_key(name)):
        return Column(parameter, parameter_unit(parameters.model_fields[parameter]))
    for stem, unit in _stems(name):
        parameter = known.get(_key(stem))
        if parameter and parameter_unit(parameters.model_fields[parameter]) in UNITS:
            return Column(parameter, unit)
    return None


def _stems(name: str) -> Iterator[tuple[str, str]]:
    """The name without the unit at its end, and the unit, in each way that it can be divided."""
    stem, _, suffix = name.strip().rpartition("_")
    if suffix in UNIT_SUFFIXES:
        yield stem, suffix
    title = _TITLE_UNIT.fullmatch(name.strip())
    if title and (unit := find_unit(title["unit"])) in {*UNITS, *FILE_UNITS_MM}:
        yield title["stem"], unit


def nearest_name(parameters: type[Parameters], parameter: str, names: Iterable[str]) -> str:
    """That of the names which is most like one of the parameter's, or empty."""
    keys = {_key(each): each for each in names}
    for known in (key for key, each in _parameters_by_key(parameters).items() if each == parameter):
        if matches := get_close_matches(known, keys, n=1, cutoff=0.8):
            return keys[matches[0]]
    return ""


@lru_cache(maxsize=64)
def _parameters_by_key(parameters: type[Parameters]) -> Mapping[str, str]:
    """Key of a name -> parameter; a title that is also another parameter's name or title is left out."""
    fields = parameters.model_fields
    titles = [_key(str(field.title)) for field in fields.values()]
    by_title = {key: name for key, name in zip(titles, fields, strict=True) if titles.count(key) == 1}
    by_ansur = {_key(ansur): name for ansur, name in ansur_names(parameters).items()}
    return MappingProxyType({**by_title, **by_ansur, **{_key(name): name for name in fields}})


def _key(name: str) -> str:
    """Equal for names that differ in capitals, blanks, dashes and underscores alone."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())
