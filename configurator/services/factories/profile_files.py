"""The slicer's profiles beside a factory's file, in which each machine names its own by a path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from configurator.domain.errors import Refused, refused
from configurator.domain.problems import Problem, refusal
from configurator.domain.production.factories import Factory
from configurator.domain.production.slicer_profiles import MAX_PROFILE_BYTES, PROFILE_HINT, SlicerProfile, read_profile
from configurator.store import slicing

UNKNOWN_PROFILE_HINT = "Name the path of the profile in its place."


def read_profiles(content: Mapping[str, Any], folder: Path) -> tuple[dict[str, Any], dict[str, str], list[Problem]]:
    """The content of a factory's file with each path replaced by what lies there, texts by SHA-256, and what is wrong.

    Paths are relative to the folder. What is no path is left to who reads the file.
    """
    machines = content.get("machines")
    if not isinstance(machines, list):
        return dict(content), {}, []
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    read = [dict(each) if isinstance(each, Mapping) else each for each in machines]
    for number, path in _paths(read):
        try:
            profile, text = _read(folder / path, f"machines.{number}.slicer_profile")
            texts[profile.sha256] = text
            read[number]["slicer_profile"] = profile.as_dict()
        except Refused as error:
            problems += error.problems
            del read[number]["slicer_profile"]
    return {**content, "machines": read}, texts, problems


def _paths(machines: list[Any]) -> Iterator[tuple[int, str]]:
    for number, each in enumerate(machines):
        if isinstance(each, dict) and isinstance(each.get("slicer_profile"), str):
            yield number, each["slicer_profile"]


def _read(path: Path, field: str) -> tuple[SlicerProfile, str]:
    """Raises Refused, naming the field."""
    hint = f"Give its path relative to the factory's file. {PROFILE_HINT}"
    try:
        # Another than a file, such as a pipe, might never answer.
        if not path.is_file():
            raise refused(f"There is no file {path}.", field, hint=hint)
        with path.open("rb") as file:
            data = file.read(MAX_PROFILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise refused(f"Cannot read {path}: {error}.", field, hint=hint) from None
    return read_profile(path.name, data, field)


def keep_profiles(connection: Connection, factory: Factory, texts: Mapping[str, str]) -> None:
    """Keep the texts of a factory's profiles. Raises Refused where that of one is neither here nor kept."""
    named = {number: each.slicer_profile for number, each in enumerate(factory.machines) if each.slicer_profile}
    slicing.save_profiles(connection, texts)
    kept = slicing.profile_texts(connection, [each.sha256 for each in named.values()])
    problems = [
        refusal(f"The text of {each.name} is not here.", f"machines.{number}.slicer_profile", hint=UNKNOWN_PROFILE_HINT)
        for number, each in named.items()
        if each.sha256 not in kept
    ]
    if problems:
        raise Refused(*problems)
