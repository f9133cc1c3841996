"""The targets to which jobs can be handed over, of every package that brings some."""

from __future__ import annotations

import re
from functools import cache

from configurator.domain.errors import failed, nearest_hint, refused
from configurator.domain.validation import StrictModel
from configurator.extensions import Door, Extension, find_extensions, usable
from configurator.production.targets import Target


@cache
def entries() -> tuple[Extension[Target], ...]:
    """Every target, and what is wrong with those that cannot be used."""
    return find_extensions(DOOR)


def targets() -> dict[str, Target]:
    """Name -> target, for those that can be used."""
    return {target.name: target for target in usable(entries())}


def find_target(name: str) -> Target:
    """The target of that name. Raises Refused with the nearest name, or Failed if it is broken."""
    target = targets().get(name)
    if target is not None:
        return target
    for entry in entries():
        if entry.value is None and entry.module.rpartition(".")[2].replace("_", "-") == name:
            hint = f"Mend the module {entry.module}, or remove it."
            raise failed(f"The target {name!r} is broken: {entry.error}", "target", hint=hint)
    raise refused(f"There is no target {name!r}.", "target", hint=nearest_hint(name, list(targets())))


def _target_fault(target: Target) -> str:
    """Why no factory's file can name it; empty if it can."""
    if not re.fullmatch(r"[a-z][a-z0-9-]*", target.name):
        return f"Its name {target.name!r} is not made of small letters, digits and hyphens."
    if not (isinstance(target.settings, type) and issubclass(target.settings, StrictModel)):
        return "Its settings are no StrictModel."
    return ""


DOOR: Door[Target] = Door("configurator.targets", "TARGETS", Target, lambda target: target.name, _target_fault)
