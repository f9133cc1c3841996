"""Micro-factories and their machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from configurator.domain.places import Place

FactoryState = Literal["up", "paused", "down"]


@dataclass(frozen=True)
class Machine:
    """One machine: its process, the largest part it takes (x, y, z in mm), the materials it runs."""

    id: str
    process: str
    build_mm: tuple[float, float, float]
    materials: tuple[str, ...]


@dataclass(frozen=True)
class Factory:
    """One micro-factory. `folder` is its hot folder; empty: one below the data folder.

    up: takes jobs. paused: keeps what it has and gets no more. down: what it has not started moves away.
    """

    id: str
    title: str
    place: Place
    machines: tuple[Machine, ...]
    state: FactoryState = "up"
    folder: str = ""
