"""Values of JSON in the tables: what is none any more, or has another shape than its column, is named as damage."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import JSON, Dialect, TypeDecorator

from configurator.domain.errors import Damaged, damaged

DAMAGED_HINT = "Stop everything, keep the file, and restore the last good backup."


def parse_json(text: str) -> Any:
    """A value of the tables. Raises Damaged: whatever wrote it wrote JSON."""
    try:
        return json.loads(text)
    except ValueError:
        raise _damaged("is no JSON") from None


def parse_object(text: str) -> dict[str, Any]:
    """The same where it is an object. Raises Damaged."""
    return _of_shape(parse_json(text), dict)  # type: ignore[no-any-return]


class _Shaped(TypeDecorator[Any]):
    """JSON that is an object, or a list; reading another shape raises Damaged."""

    impl = JSON
    cache_ok = True

    def __init__(self, shape: type) -> None:
        super().__init__()
        self.shape = shape

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        # A query may join rows that are not there.
        return None if value is None else _of_shape(value, self.shape)


def _of_shape(value: Any, shape: type) -> Any:
    if not isinstance(value, shape):
        raise _damaged("has a wrong shape")
    return value


def _damaged(how: str) -> Damaged:
    return damaged(f"The database is damaged: a value in it {how}.", "DATABASE_URL", hint=DAMAGED_HINT)


JSON_OBJECT = _Shaped(dict)
JSON_LIST = _Shaped(list)
