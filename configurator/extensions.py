"""Finds what packages bring by entry point: parts, formats, checks, targets. The core's own are found the same way.

An entry point names a module, or a package of which every module counts whose name does not begin with `_`.
What cannot be loaded is listed with its error and stops nothing else.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, Generic, TypeVar

from configurator.domain.error_places import last_line
from configurator.domain.errors import failed

# What this program is installed as.
DISTRIBUTION = "made-to-measure"
T = TypeVar("T")


@dataclass(frozen=True)
class Extension(Generic[T]):
    """One thing that a module declares, or why it declares none; `distribution` is the package it came with."""

    module: str
    distribution: str
    value: T | None
    error: str = ""


@dataclass(frozen=True)
class Door(Generic[T]):
    """One kind of thing that packages bring: under an entry point group, as a module's attribute of a type.

    The attribute holds one, or a tuple of several. `id_of` must be unique; `fault_of` says why one cannot be
    used, empty if it can.
    """

    group: str
    attribute: str
    kind: type[Any]
    id_of: Callable[[T], str]
    fault_of: Callable[[T], str] = lambda value: ""


def find_extensions(door: Door[T]) -> tuple[Extension[T], ...]:
    """All that come by this door: the core's first, then in order of entry point and module.

    One whose id is taken already counts as broken. Raises Failed where the core's own are not among them, as then
    the program is not installed as it is written: without checks every part would be sound.
    """
    # Two entry points may lead to the same module.
    modules = {name: (distribution, module, error) for name, distribution, module, error in _modules(door.group)}
    loaded = (
        extension
        for name, (distribution, module, error) in modules.items()
        for extension in _declared(door, name, distribution, module, error)
    )
    modules_by_id: dict[str, str] = {}
    extensions = tuple(_reject_duplicate(door, each, modules_by_id) for each in loaded)
    if not any(each.distribution == DISTRIBUTION for each in extensions):
        raise failed(f"{DISTRIBUTION} brings nothing under {door.group}.", hint="Install it again.")
    return extensions


def usable(extensions: tuple[Extension[T], ...]) -> tuple[T, ...]:
    """What can be used of them."""
    return tuple(each.value for each in extensions if each.value is not None)


def _modules(group: str) -> Iterator[tuple[str, str, ModuleType | None, str]]:
    for point in sorted(entry_points(group=group), key=_core_first):
        distribution = point.dist.name if point.dist else ""
        for name, module, error in _load(point):
            yield name, distribution, module, error


def _core_first(point: EntryPoint) -> tuple[bool, str]:
    return point.dist is None or point.dist.name != DISTRIBUTION, point.value


def _load(point: EntryPoint) -> Iterator[tuple[str, ModuleType | None, str]]:
    module, error = _import(point.value)
    if module is None or not hasattr(module, "__path__"):
        yield point.value, module, error
        return
    for submodule in pkgutil.iter_modules(module.__path__, f"{module.__name__}."):
        if not submodule.name.rpartition(".")[2].startswith("_"):
            yield submodule.name, *_import(submodule.name)


def _import(name: str) -> tuple[ModuleType | None, str]:
    try:
        return importlib.import_module(name), ""
    # A third party's module may raise anything; the others must still load.
    except (Exception, SystemExit) as error:
        line = last_line(error, {name})
        # It was raised elsewhere, or says so itself.
        where = f" (line {line.number})" if line else ""
        return None, f"{type(error).__name__}: {error}{where}"


def _declared(
    door: Door[T], name: str, distribution: str, module: ModuleType | None, error: str
) -> Iterator[Extension[T]]:
    if module is None:
        yield Extension(name, distribution, None, error)
        return
    attribute = getattr(module, door.attribute, None)
    values = attribute if isinstance(attribute, tuple) else (attribute,)
    for value in values:
        if not isinstance(value, door.kind):
            message = f"The module has no {door.attribute} of type {door.kind.__name__}."
            yield Extension(name, distribution, None, message)
        else:
            fault = door.fault_of(value)
            yield Extension(name, distribution, None if fault else value, fault)


def _reject_duplicate(door: Door[T], extension: Extension[T], modules_by_id: dict[str, str]) -> Extension[T]:
    if extension.value is None:
        return extension
    name = door.id_of(extension.value)
    first = modules_by_id.setdefault(name, extension.module)
    if first == extension.module:
        return extension
    return replace(extension, value=None, error=f"Its id {name!r} is taken by {first}.")
