"""Reads a factory from a file: strictly, with all its problems reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Annotated, Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from configurator.domain.errors import Refused, nearest_hint
from configurator.domain.offers.offers import materials_by_process
from configurator.domain.places import Place
from configurator.domain.problems import Problem, refusal
from configurator.domain.production.factories import DEFAULT_TARGET, Factory, FactoryState, Machine
from configurator.domain.validation import StrictModel, validation_error, validation_problems

# A field's description is the hint for wrong values.
FACTORY_NAME = "2 to 32 small letters, digits and hyphens, a letter first."
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,31}$", description=FACTORY_NAME)]
# What a factory's file may leave out.
OPTIONAL_FACTS = ("folder", "target", "settings", "compensates_holes")
BedSide = Annotated[float, Field(ge=10, le=5000)]


class _Place(StrictModel):
    latitude: Annotated[
        float, Field(ge=-90, le=90, description="Degrees, -90 (south) to 90; not swapped with longitude?")
    ]
    longitude: Annotated[float, Field(ge=-180, le=180, description="Degrees, -180 (west) to 180.")]

    @model_validator(mode="after")
    def _no_null_island(self) -> _Place:
        if self.latitude == self.longitude == 0:
            raise validation_error(
                "0, 0 lies in the Atlantic.", "Give the factory's own latitude and longitude, in degrees."
            )
        return self


class _Machine(StrictModel):
    id: Id
    process: Annotated[str, Field(description=f"One of {', '.join(materials_by_process())}.")]
    build_mm: Annotated[
        tuple[BedSide, BedSide, BedSide],
        Field(strict=False, description="The largest part it takes: x, y and z in mm, each 10 to 5000."),
    ]
    materials: Annotated[list[str], Field(min_length=1, description="A list of at least one, like PA12.")]

    @field_validator("process")
    @classmethod
    def _is_sold(cls, process: str) -> str:
        known = list(materials_by_process())
        if process not in known:
            raise validation_error(f"No offer has the process {process!r}.", nearest_hint(process, known))
        return process

    @field_validator("materials")
    @classmethod
    def _are_sold(cls, materials: list[str], info: ValidationInfo) -> list[str]:
        process = info.data.get("process", "")
        # Without a known process, which is reported already, the materials cannot be checked.
        known = materials_by_process().get(process, tuple(materials))
        unknown = [each for each in materials if each not in known]
        if unknown:
            hint = " ".join(nearest_hint(each, known) for each in unknown)
            raise validation_error(f"No offer has {' or '.join(map(repr, unknown))} in the process {process}.", hint)
        return materials


class _Factory(StrictModel):
    id: Id
    title: Annotated[
        str, Field(pattern=r"^\S(.*\S)?$", max_length=80, description="Its name on one line, at most 80 letters.")
    ]
    place: Annotated[_Place, Field(description='For example {"latitude": 52.5, "longitude": 13.4}.')]
    machines: Annotated[
        list[_Machine], Field(min_length=1, description="A list of at least one: id, process, build_mm, materials.")
    ]
    folder: Annotated[str, Field(description="The path of its hot folder, or leave it out.")] = ""
    target: Annotated[str, Field(description="The name of a way to hand jobs over, or leave it out.")] = DEFAULT_TARGET
    settings: Annotated[
        dict[str, Any], Field(default_factory=dict, description="What its target wants, or leave it out.")
    ]
    compensates_holes: Annotated[
        bool, Field(description="true if it draws holes wider itself for its machines, or leave it out.")
    ] = False


def read_factory(content: Mapping[str, Any]) -> Factory:
    """The factory, up. Raises Refused with all problems, each naming its place in the file."""
    duplicates = list(_duplicate_machines(content))
    try:
        factory_file = _Factory.model_validate(content)
    except ValidationError as error:
        raise Refused(*validation_problems(_Factory, error, "factory"), *duplicates) from None
    if duplicates:
        raise Refused(*duplicates)
    machines = [Machine(each.id, each.process, each.build_mm, tuple(each.materials)) for each in factory_file.machines]
    place = Place(factory_file.place.latitude, factory_file.place.longitude)
    delivery = {name: getattr(factory_file, name) for name in OPTIONAL_FACTS}
    return Factory(factory_file.id, factory_file.title, place, tuple(machines), **delivery)


def factory_as_dict(factory: Factory) -> dict[str, Any]:
    """What anybody may know of `factory_facts`: the settings are not part of it."""
    facts = factory_facts(factory)
    del facts["settings"]
    return facts


def factory_facts(factory: Factory) -> dict[str, Any]:
    """What `read_factory` reads; its state is not part of it. The settings may hold secrets."""
    facts = asdict(factory)
    del facts["state"]
    return {**facts, "machines": [_machine_as_dict(each) for each in factory.machines]}


def factory_from_dict(facts: Mapping[str, Any], state: FactoryState) -> Factory:
    """The factory from its facts, with its state; not validated again, as an offer or a target may be gone by now."""
    machines = [
        Machine(each["id"], each["process"], tuple(each["build_mm"]), tuple(each["materials"]))
        for each in facts["machines"]
    ]
    # Facts of a factory that was added by an earlier version lack what came later.
    delivery = {name: facts[name] for name in OPTIONAL_FACTS if name in facts}
    return Factory(facts["id"], facts["title"], Place(**facts["place"]), tuple(machines), state, **delivery)


def _machine_as_dict(machine: Machine) -> dict[str, Any]:
    return {**asdict(machine), "build_mm": list(machine.build_mm), "materials": list(machine.materials)}


def _duplicate_machines(content: Any) -> Iterator[Problem]:
    machines = content.get("machines") if isinstance(content, Mapping) else None
    entries = machines if isinstance(machines, list) else []
    ids = Counter(each["id"] for each in entries if isinstance(each, Mapping) and isinstance(each.get("id"), str))
    for machine_id, count in ids.items():
        if count > 1:
            hint = "Give each machine an id of its own."
            yield refusal(f"{count} machines have the id {machine_id!r}.", "machines", hint=hint)
