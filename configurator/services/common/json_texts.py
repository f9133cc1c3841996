"""JSON that somebody wrote, in which no object may have a name twice: the last would win in silence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from configurator.domain.errors import Refused
from configurator.domain.problems import Problem, refusal

Pairs = list[tuple[str, Any]]


class _Repetitive(dict[str, Any]):
    """An object that has a name twice, with its names and values as often as they were given."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def read_json(data: bytes) -> Any:
    """The value that a JSON text in UTF-8 stands for, with a byte order mark or without.

    Raises Refused, naming its place, for each name that an object has twice; ValueError or RecursionError for
    what is no such text.
    """
    return _read_text(data.decode("utf-8-sig"))


def check_names(text: str) -> None:
    """Raise Refused, naming its place, for each name that an object of a JSON text has twice.

    Raises ValueError or RecursionError for what is no JSON.
    """
    # Numbers stay texts: a long one is no reason to stop here.
    _read_text(text, parse_int=str, parse_float=str)


def _read_text(text: str, **options: Any) -> Any:
    is_repetitive = False

    def read_object(pairs: Pairs) -> dict[str, Any]:
        nonlocal is_repetitive
        value = dict(pairs)
        if len(value) == len(pairs):
            return value
        is_repetitive = True
        return _Repetitive(pairs)

    value = json.loads(text, object_pairs_hook=read_object, **options)
    if is_repetitive:
        raise Refused(*_repetitions(value, ""))
    return value


def _repetitions(value: Any, place: str) -> Iterator[Problem]:
    names: set[str] = set()
    for name, each in _members(value):
        inner_place = f"{place}.{name}" if place else name
        if name in names:
            yield refusal("It is given twice.", inner_place, hint="Leave one out.")
        names.add(name)
        yield from _repetitions(each, inner_place)


def _members(value: Any) -> Iterable[tuple[str, Any]]:
    """The members of an object, or of a list by their number."""
    if isinstance(value, dict):
        return value.pairs if isinstance(value, _Repetitive) else value.items()
    return ((str(number), each) for number, each in enumerate(value)) if isinstance(value, list) else ()
