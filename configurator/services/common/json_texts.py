"""JSON that somebody wrote, in which no object may have a name twice: the last would win in silence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from configurator.domain.errors import Refused
from configurator.domain.problems import Problem, refusal


class _Pairs(list[tuple[str, Any]]):
    """The names and values of an object, as often as they were given."""


def read_json(data: bytes) -> Any:
    """The value that a JSON text in UTF-8 stands for, with a byte order mark or without.

    Raises Refused, naming its place, for each name that an object has twice; ValueError or RecursionError for
    what is no such text.
    """
    text = data.decode("utf-8-sig")
    check_names(text)
    return json.loads(text)


def check_names(text: str) -> None:
    """Raise Refused, naming its place, for each name that an object of a JSON text has twice.

    Raises ValueError or RecursionError for what is no JSON.
    """
    problems = tuple(_repetitions(_read_pairs(text), ""))
    if problems:
        raise Refused(*problems)


def _read_pairs(text: str) -> Any:
    # Numbers stay texts: a long one is no reason to stop here.
    return json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str)


def _repetitions(value: Any, place: str) -> Iterator[Problem]:
    names: set[str] = set()
    for name, each in _members(value):
        inner_place = f"{place}.{name}" if place else name
        if name in names:
            yield refusal("It is given twice.", inner_place, hint="Leave one out.")
        names.add(name)
        yield from _repetitions(each, inner_place)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """The members of an object, or of a list by their number."""
    if isinstance(value, _Pairs):
        yield from value
    elif isinstance(value, list):
        yield from ((str(number), each) for number, each in enumerate(value))
