"""The factories on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from configurator.domain.production.factories import Factory
from web.map.dots import Dot, MapMark, dots_of
from web.map.land import borders_path, land_path
from web.map.view import MapView, graticule_path, view_of


@dataclass(frozen=True)
class Picture:
    """All that `_map.html` draws: land, borders and graticule as SVG path data in px."""

    view: MapView
    land: str
    borders: str
    graticule: str
    dots: tuple[Dot, ...]


def draw_map(marks: Sequence[MapMark]) -> Picture:
    """The land around the marks, and a numbered dot for each."""
    view = view_of([mark.place for mark in marks])
    return Picture(view, land_path(view), borders_path(view), graticule_path(view), dots_of(view, marks))


def network_map(factories: Sequence[Factory], chosen: str = "") -> Picture:
    """Every factory by its title and state, numbered in the order given; the chosen one's state is `chosen`."""
    return draw_map([_mark(factory, chosen) for factory in factories])


def _mark(factory: Factory, chosen: str) -> MapMark:
    title = factory.title if factory.state.takes_jobs else f"{factory.title} ({factory.state})"
    return MapMark(factory.id, title, factory.place, "chosen" if factory.id == chosen else factory.state)
