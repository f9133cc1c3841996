"""The problems that a strict model has with a file: where, what is wrong, how to correct it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from configurator.domain.errors import nearest_hint
from configurator.domain.problems import Problem, refusal

# Of the faults of one file so many are told: more would be read by nobody.
MAX_PROBLEMS = 100
# Instead of pydantic's own messages where those are about its models.
LIBRARY_MESSAGES = {"missing": "It is missing.", "model_type": "It is not an object."}


class StrictModel(BaseModel):
    """Part of a file in which every name and every type is judged. A field's description is its hint."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


def validation_problems(model: type[BaseModel], error: ValidationError, whole: str = "") -> Iterator[Problem]:
    """Every problem with its place in the file, as in `items.0.quantity`, the first hundred of them.

    The input itself is not repeated.
    """
    errors = error.errors(include_url=False, include_input=False)
    for each in errors[:MAX_PROBLEMS]:
        *path, name = each["loc"] or ("",)
        yield _problem(_model_fields(model, path), each, name, ".".join(map(str, each["loc"])) or whole)
    if len(errors) > MAX_PROBLEMS:
        more = len(errors) - MAX_PROBLEMS
        yield refusal(f"There are {more} faults more.", whole, hint="Mend these first; see what the file should hold.")


def validation_error(message: str, hint: str) -> PydanticCustomError:
    """The error for a model's own validator to raise."""
    return PydanticCustomError("fault", "{message}", {"message": message, "hint": hint})


def _problem(fields: Mapping[str, FieldInfo], error: ErrorDetails, name: str | int, place: str) -> Problem:
    if error["type"] == "extra_forbidden":
        return refusal(f"Nothing here is called {name!r}.", place, hint=nearest_hint(str(name), list(fields)))
    if error["type"] == "fault":
        return refusal(error["msg"], place, hint=error["ctx"]["hint"])
    field = next((fields[str(step)] for step in reversed(error["loc"]) if str(step) in fields), None)
    hint = (field.description or "") if field else f"It is an object with {', '.join(fields)}."
    return refusal(LIBRARY_MESSAGES.get(error["type"], f"{error['msg']}."), place, hint=hint)


def _model_fields(model: type[BaseModel], path: list[Any]) -> Mapping[str, FieldInfo]:
    for step in path:
        if step in model.model_fields:
            model = _nested_model(model.model_fields[step].annotation) or model
    return model.model_fields


def _nested_model(annotation: Any) -> type[BaseModel] | None:
    """The model within list[Model] or Model | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_nested_model, get_args(annotation))), None)
