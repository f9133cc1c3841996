"""The key of a form that orders: it stays in the form's address, so that going back and sending again orders once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from configurator.domain.problems import Problem, warning

KEY: Final = "key"
USED_MESSAGE = "This form was sent before, and has become an order; since then it was changed."


def new_key() -> str:
    """One that no other form has."""
    return secrets.token_urlsafe(16)


def keyed_address(arguments: MultiDict[str, str]) -> str:
    """This page's address with these arguments and a new key."""
    pairs = [*((name, text) for name, text in arguments.items(multi=True) if name != KEY), (KEY, new_key())]
    return f"{request.path}?{urlencode(pairs)}"


def replace_used_key(
    form: Mapping[str, str], problems: tuple[Problem, ...]
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """A form whose key was used for another order, with a new key and words that a person understands."""
    if not any(KEY in each.fields for each in problems):
        return form, problems
    doubt = warning(USED_MESSAGE, hint="Sent once more, it is a second order. The first one stays as it is.")
    others = tuple(each for each in problems if KEY not in each.fields)
    return {**form, KEY: new_key()}, (doubt, *others)
