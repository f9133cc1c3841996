"""Micro-factories and their machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from configurator.domain.places import Place

FactoryState = Literal["up", "paused", "down"]
# The target of a factory whose file names none.
DEFAULT_TARGET = "hot-folder"


@dataclass(frozen=True)
class Machine:
    """One machine: its process, the largest part it takes (x, y, z in mm), the materials it runs."""

    id: str
    process: str
    build_mm: tuple[float, float, float]
    materials: tuple[str, ...]


@dataclass(frozen=True)
class Factory:
    """One micro-factory. `target` names how jobs are handed over to it, by its own `settings`, which may be secret.

    `folder` stands for the setting of that name; of a hot folder it is the path, empty: one below the data folder.
    up: takes jobs. paused: keeps what it has and gets no more. down: what it has not started moves away.
    """

    id: str
    title: str
    place: Place
    machines: tuple[Machine, ...]
    state: FactoryState = "up"
    folder: str = ""
    target: str = DEFAULT_TARGET
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)
