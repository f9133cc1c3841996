"""Factories and what each can make."""

from __future__ import annotations

from typing import Annotated

from configurator.domain.production.factories import FactoryState
from configurator.services.factories.factories import list_factories as read_factories
from configurator.services.orders.json_shapes import factory_json
from web.api.operations import Answer, Operation
from web.api.records import Coordinates
from web.api.schemas import Shape, StatusNames
from web.context import web_context


class MachineShown(Shape):
    """A machine, and the largest part it takes along x, y and z."""

    id: str
    process: str
    build_mm: list[float]
    materials: list[str]


class FactoryShown(Shape):
    """A factory and its state."""

    id: str
    title: str
    place: Coordinates
    machines: list[MachineShown]
    state: Annotated[FactoryState, StatusNames()]


class Factories(Shape):
    """Every factory, by id."""

    factories: list[FactoryShown]


def list_factories() -> Factories:
    """List the factories and what each can make."""
    factories = read_factories(web_context())
    return Factories(factories=[FactoryShown.model_validate(factory_json(each)) for each in factories])


OPERATIONS = (Operation("GET", "/factories", list_factories, (Answer(200, "The factories.", Factories),)),)
