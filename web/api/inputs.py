"""Path, query, body and headers of a request, validated by the models that the operations declare."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest, NotFound, UnsupportedMediaType

from configurator.domain.errors import Refused, refused
from configurator.domain.problems import Problem, refusal
from configurator.domain.validation import validation_problems
from configurator.services.common.json_texts import check_names
from configurator.services.designs.csv_encodings import HEAD_LENGTH, find_encoding
from web.api.parts import PARTS

M = TypeVar("M", bound=BaseModel)
JSON, TABLE = "application/json", "text/csv"
CLIENT: Final = r"^[A-Za-z0-9_-]{1,64}$"


def read_path(parts: Mapping[str, str]) -> Mapping[str, str]:
    """The parts of the path. Raises NotFound for one whose form is wrong."""
    for name, text in parts.items():
        if not PARTS[name].fits(text):
            raise NotFound(f"Nothing is here: the path's {name} is not like any. {PARTS[name].meaning}")
    return parts


def read_query(model: type[M]) -> M:
    """What stands after the question mark. Raises Refused with every fault."""
    problems = tuple(_repetition_problems())
    if problems:
        raise Refused(*problems)
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as error:
        raise Refused(*validation_problems(model, error)) from None


def _repetition_problems() -> Iterator[Problem]:
    for name, values in request.args.lists():
        if len(values) > 1:
            yield refusal("It is given twice.", name, hint="Leave one out.")


def read_body(model: type[M], table: bool) -> M | str:
    """The body as the model has it, or the text of a table where one is taken too.

    Raises UnsupportedMediaType, BadRequest for what is no JSON or no text, Refused with every other fault.
    """
    if table and request.mimetype == TABLE:
        return _decode_table(request.get_data())
    if request.mimetype != JSON:
        media_types = f"{JSON} or {TABLE}" if table else JSON
        raise UnsupportedMediaType(f"The body must be {media_types}, and Content-Type must say so.")
    return _parse_json(model, request.get_data())


def _parse_json(model: type[M], data: bytes) -> M:
    text = data.removeprefix(BOM_UTF8)
    # What is no JSON is told below.
    with suppress(ValueError, RecursionError):
        check_names(text.decode())
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        (first, *_) = error.errors(include_url=False, include_input=False)
        if first["type"] == "json_invalid":
            raise BadRequest(f"The body is not JSON in UTF-8: {first['ctx']['error']}.") from None
        raise Refused(*validation_problems(model, error, whole="body")) from None


def _decode_table(data: bytes) -> str:
    encoding = find_encoding(data[:HEAD_LENGTH], "The table")
    try:
        return data.decode(encoding.name)
    except UnicodeDecodeError:
        raise BadRequest("The table is not UTF-8: save it anew as CSV, UTF-8.") from None


def read_client() -> str:
    """What the client calls itself, or empty. Raises Refused for what is no such name."""
    name = request.headers.get("X-Client")
    if name is None:
        return ""
    if not re.fullmatch(CLIENT.removesuffix("$"), name):
        raise refused("It is no name of a client.", "X-Client", hint="1 to 64 letters, digits, - and _.")
    return name
