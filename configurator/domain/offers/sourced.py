"""Reads the data files of this package, in which a value stands with its source; strictly."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError, ValidationInfo, field_validator

from configurator.domain.errors import Failed, failed, nearest_hint
from configurator.domain.validation import StrictModel, validation_error, validation_problems

T = TypeVar("T")
Model = TypeVar("Model", bound=BaseModel)


class Source(StrictModel):
    """Where something comes from: a text, or one word that the file's table `sources` explains."""

    source: str

    @field_validator("source")
    @classmethod
    def _resolve(cls, source: str, info: ValidationInfo) -> str:
        sources: dict[str, str] = info.context or {}
        if " " in source:
            return source
        if source not in sources:
            raise validation_error(f"The table sources has no {source!r}.", nearest_hint(source, list(sources)))
        return sources[source]


class Sourced(Source, Generic[T]):
    """A value with its source."""

    value: T


class SourcedIfAny(Source, Generic[T]):
    """A value with its source, or the reason why there is none."""

    value: T | None = None


def read_data(model: type[Model], name: str) -> Model:
    """The file of that name in `data`. Raises Failed with every problem, each naming file and place."""
    text = files("configurator.domain.offers").joinpath("data", name).read_text(encoding="utf-8")
    return parse_data(model, name, text)


def parse_data(model: type[Model], name: str, text: str) -> Model:
    """The content of a data file. Raises Failed with every problem, each naming file and place."""
    try:
        content = tomllib.loads(text)
        return model.model_validate(content, context=content.get("sources"))
    except tomllib.TOMLDecodeError as error:
        raise failed(f"It is no TOML: {error}.", name) from None
    except ValidationError as error:
        problems = validation_problems(model, error)
        raise Failed(*(replace(each, fields=(f"{name}: {'.'.join(each.fields)}",)) for each in problems)) from None


def split_sources(entry: BaseModel) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of an entry by name, without those that are absent, and the sources of those that have one."""
    fields = {name: getattr(entry, name) for name in type(entry).model_fields}
    present = {name: each for name, each in fields.items() if each is not None}
    sources = {name: each.source for name, each in present.items() if isinstance(each, Source)}
    return {name: each.value if name in sources else each for name, each in present.items()}, sources
