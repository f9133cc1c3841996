"""Calls the target by which a factory gets its jobs."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import ValidationError

from configurator.domain.errors import ConfiguratorError, Refused, failed, refused
from configurator.domain.problems import Problem
from configurator.domain.production.factories import DEFAULT_TARGET, Factory
from configurator.domain.validation import validation_problems
from configurator.production.target_registry import find_target
from configurator.production.targets import Target
from configurator.services.common.context import Context

log = logging.getLogger("configurator.services.factories.targets")
Verb = Literal["hand_over", "withdraw", "status"]


def call_target(context: Context, factory: Factory, verb: Verb, request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of a factory's target; see `Target` for what each verb's request holds beside settings and folder.

    Raises what the target raises, Failed for an error that it did not mean to raise, and Refused or Failed if
    there is no such target or its settings are none of its own.
    """
    target = find_target(factory.target)
    # Through JSON, so that a request never holds what could not be sent to another process.
    sent = json.loads(json.dumps({**_common_request(context, factory, target), **request}))
    try:
        answer: dict[str, Any] = json.loads(json.dumps(getattr(target, verb)(sent)))
    except ConfiguratorError:
        raise
    # A third party's module may raise anything; the job must be flagged with it.
    except Exception as error:
        log.exception("target %s: %s failed", target.name, verb)
        # Without the error's own text, which may quote a secret: a flag stands in the record for good.
        message = f"The target {target.name!r} failed with {type(error).__name__}."
        hint = "See the worker's log, and tell its author; or name another target in the factory's file."
        raise failed(message, "target", hint=hint) from error
    return answer


def place_of_job(context: Context, factory: Factory, ticket: str) -> str | None:
    """Where the factory finds a job that is handed over, None if its target cannot tell."""
    try:
        target = find_target(factory.target)
        return target.place({**_common_request(context, factory, target), "ticket": ticket})
    # A third party's module may raise anything; what is known of the job must still be shown.
    except Exception:
        return None


def target_problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with target and settings in a factory's file, each with its place; types are not judged here.

    Raises Failed if the target is broken.
    """
    name, settings, folder = content.get("target", DEFAULT_TARGET), content.get("settings", {}), content.get("folder")
    if not isinstance(name, str) or not isinstance(settings, dict):
        return
    try:
        _check_settings(find_target(name), settings, folder if isinstance(folder, str) else "")
    except Refused as error:
        yield from error.problems


def _common_request(context: Context, factory: Factory, target: Target) -> dict[str, Any]:
    settings = _check_settings(target, factory.settings, factory.folder)
    return {"settings": settings, "folder": str(context.folders / factory.id)}


def _check_settings(target: Target, settings: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """A value for every setting. Raises Refused, naming places in the factory's file."""
    if folder and "folder" in settings:
        raise refused("The folder is named twice.", "folder", "settings.folder", hint="Leave one of them out.")
    # As JSON, in which a strict model takes a list for a tuple.
    text = json.dumps({**settings, "folder": folder} if folder else dict(settings))
    try:
        return target.settings.model_validate_json(text).model_dump(mode="json")
    except ValidationError as error:
        problems = validation_problems(target.settings, error)
        raise Refused(*(_place_in_file(each, folder) for each in problems)) from None


def _place_in_file(problem: Problem, folder: str) -> Problem:
    (field,) = problem.fields
    if field == "folder" and folder:
        return problem
    return replace(problem, fields=(f"settings.{field}".rstrip("."),))
