"""The commands that help with a problem: services name fields and remedies, and know of no command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from configurator.domain.problems import Problem

# By the field that a problem names.
COMMANDS: Final[Mapping[str, str]] = {
    "template": "configurator templates",
    "order": "configurator order list",
    "job": "configurator job list",
    "factory": "configurator factory list",
    "organisation": "configurator organisation list",
    "queue": "configurator worker --until-idle",
    "formats": "configurator extensions",
    "target": "configurator extensions",
}


def with_command(problem: Problem) -> Problem:
    """The same problem, with the command that helps at the end of its hint."""
    command = next((COMMANDS[each] for each in problem.fields if each in COMMANDS), "")
    return replace(problem, hint=f"{problem.hint} See: {command}".strip()) if command else problem
