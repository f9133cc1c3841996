"""Calls the target by which a factory gets its jobs."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import ValidationError

from configurator.domain.errors import Refused, blocked, failed, refused
from configurator.domain.problems import Problem
from configurator.domain.production.factories import DEFAULT_TARGET, Factory
from configurator.domain.validation import validation_problems
from configurator.production.target_registry import find_target
from configurator.production.targets import Target
from configurator.services.common.context import Context
from configurator.services.common.own_process import call_in_process

log = logging.getLogger("configurator.services.factories.targets")
Verb = Literal["hand_over", "withdraw", "status"]
# What one call of a target may take. Copying a job to a slow disk takes some seconds.
TARGET_LIMIT_S, TARGET_MEMORY_GIB = 30.0, 1.0


def call_target(context: Context, factory: Factory, verb: Verb, request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of a factory's target; see `Target` for what each verb's request holds beside settings and folder.

    It works in a process of its own: a folder may lie on a disk that never answers. Raises what the target raises,
    Blocked if its time runs out, Failed for an error that it did not mean to raise, and Refused or Failed if there
    is no such target or its settings are none of its own.
    """
    target = find_target(factory.target)
    sent = {**_common_request(context, factory, target), **request}
    with context.times.measure(verb, target.name):
        return _call_and_check(target.name, verb, sent)


def _call_and_check(target: str, verb: Verb, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of the target. Raises Failed for an error that it did not mean to raise."""
    answer = _call({"target": target, "verb": verb, "request": sent})
    if "error" in answer:
        log.error("target %s: %s failed\n%s", target, verb, answer["trace"])
        # Without the error's own text, which may quote a secret: a flag stands in the record for good.
        message = f"The target {target!r} failed with {answer['error']}."
        hint = "See the worker's log, and tell its author; or name another target in the factory's file."
        raise failed(message, "target", hint=hint)
    result: dict[str, Any] = answer["answer"]
    return result


def _call(request: dict[str, Any]) -> dict[str, Any]:
    overdue = blocked(
        f"The target {request['target']!r} did not answer within {TARGET_LIMIT_S:g} s.",
        "target",
        hint="See that the factory's folder, disk or server answers.",
    )
    function = "configurator.production.target_call:call"
    return call_in_process(function, request, TARGET_LIMIT_S, TARGET_MEMORY_GIB, overdue)


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
