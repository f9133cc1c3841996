"""What packages bring by each door, and what of it cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from configurator import catalogue, checks, formats
from configurator.extensions import Door, Extension
from configurator.production import target_registry

# What it is -> the door, and all that came by it.
DOORS: Final[Mapping[str, tuple[Door[Any], Callable[[], tuple[Extension[Any], ...]]]]] = {
    "part": (catalogue.TEMPLATES, catalogue.entries),
    "format": (formats.DOOR, formats.entries),
    "check": (checks.DOOR, checks.entries),
    "target": (target_registry.DOOR, target_registry.entries),
}


@dataclass(frozen=True)
class Listed:
    """One thing that a module brings: what it is, its id, or why it is broken, and the package that it came with."""

    kind: str
    id: str
    module: str
    distribution: str
    error: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: kind, id, module, distribution, error."""
        return asdict(self)


def list_extensions() -> tuple[Listed, ...]:
    """Everything, kind by kind; what is broken has no id."""
    return tuple(_list_all())


def _list_all() -> Iterator[Listed]:
    for kind, (door, entries) in DOORS.items():
        for each in entries():
            name = "" if each.value is None else door.id_of(each.value)
            yield Listed(kind, name, each.module, each.distribution, each.error)
