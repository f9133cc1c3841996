"""Reads a factory from a file: strictly, with all its problems reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import asdict
from typing import Annotated, Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from configurator.domain.errors import Refused, nearest_hint
from configurator.domain.offers.offers import materials_by_process
from configurator.domain.places import Place
from configurator.domain.problems import Problem, refusal
from configurator.domain.production.factories import DEFAULT_TARGET, Factory, FactoryState, Machine
from configurator.domain.production.hours import HOURS_HINT, MAX_HOURS_LENGTH, check_hours
from configurator.domain.production.machine_rates import StatedTimes, rate_as_dict, rate_from_dict
from configurator.domain.production.rate_card_files import Hours, RateCardEntry, RateEntry
from configurator.domain.production.rate_cards import rate_card_from_dict
from configurator.domain.validation import StrictModel, validation_error, validation_problems

# A field's description is the hint for wrong values.
FACTORY_NAME = "2 to 32 small letters, digits and hyphens, a letter first."
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,31}$", description=FACTORY_NAME)]
# What a factory's file may leave out.
OPTIONAL_FACTS = ("folder", "target", "settings", "compensates_holes", "hours")
OPTIONAL_MACHINE_FACTS = ("slots", "unattended", "maintenance")
STATED_HOURS = ("set_up_h", "post_processing_h")
HoursText = Annotated[str, Field(max_length=MAX_HOURS_LENGTH, description=HOURS_HINT)]
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
    slots: Annotated[int, Field(ge=1, le=1000, description="How many such machines there are, 1 to 1000.")] = 1
    unattended: Annotated[bool, Field(description="true if it goes on while the shop is closed, or leave it out.")] = (
        False
    )
    rate: Annotated[RateEntry | None, Field(description="How fast it is, or leave it out.")] = None
    set_up_h: Annotated[Hours | None, Field(description="Hours for a job, 0 to 1000, or leave it out.")] = None
    post_processing_h: Annotated[Hours | None, Field(description="Hours for a piece, 0 to 1000, or leave it out.")] = (
        None
    )
    maintenance: HoursText = ""

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

    def machine(self) -> Machine:
        """The machine that it states."""
        times = StatedTimes(self.rate.rate() if self.rate else None, self.set_up_h, self.post_processing_h)
        stated = {name: getattr(self, name) for name in OPTIONAL_MACHINE_FACTS}
        return Machine(self.id, self.process, self.build_mm, tuple(self.materials), times=times, **stated)


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
    hours: HoursText = ""
    rate_card: Annotated[RateCardEntry | None, Field(description="Its prices, or leave it out.")] = None


def read_factory(content: Mapping[str, Any]) -> Factory:
    """The factory, up. Raises Refused with all problems, each naming its place in the file."""
    duplicates = list(_duplicate_machines(content))
    try:
        factory_file = _Factory.model_validate(content)
    except ValidationError as error:
        raise Refused(*validation_problems(_Factory, error, "factory"), *duplicates) from None
    place = Place(factory_file.place.latitude, factory_file.place.longitude)
    problems = (*duplicates, *_hours_problems(factory_file, place), *_price_problems(factory_file))
    if problems:
        raise Refused(*problems)
    machines = [each.machine() for each in factory_file.machines]
    delivery = {name: getattr(factory_file, name) for name in OPTIONAL_FACTS}
    card = rate_card_from_dict(factory_file.rate_card.facts()) if factory_file.rate_card else None
    return Factory(factory_file.id, factory_file.title, place, tuple(machines), rate_card=card, **delivery)


def _hours_problems(factory_file: _Factory, place: Place) -> Iterator[Problem]:
    texts = {"hours": factory_file.hours}
    texts |= {f"machines.{number}.maintenance": each.maintenance for number, each in enumerate(factory_file.machines)}
    for field, text in texts.items():
        try:
            if text:
                check_hours(text, place, field)
        except Refused as error:
            yield from error.problems


def _price_problems(factory_file: _Factory) -> Iterator[Problem]:
    """Prices for what the factory has not: a misspelt name would silently be on request."""
    card = factory_file.rate_card
    if card is None:
        return
    machines = [each.id for each in factory_file.machines]
    materials = sorted({name for each in factory_file.machines for name in each.materials})
    priced: dict[str, tuple[Mapping[str, Any], list[str]]] = {
        "machine_hours": (card.machine_hours, machines),
        "materials": (card.materials, materials),
    }
    for field, (prices, known) in priced.items():
        for name in prices:
            if name not in known:
                message = f"It has a price, but none of the factory's machines {_naming(field)} {name!r}."
                yield refusal(message, f"rate_card.{field}.{name}", hint=nearest_hint(name, known))


def _naming(field: str) -> str:
    return "is called" if field == "machine_hours" else "runs"


def factory_as_dict(factory: Factory) -> dict[str, Any]:
    """What anybody may know of `factory_facts`: the settings are not part of it."""
    facts = factory_facts(factory)
    del facts["settings"]
    return facts


def factory_facts(factory: Factory) -> dict[str, Any]:
    """What `read_factory` reads; its state is not part of it. The settings may hold secrets."""
    facts = {name: getattr(factory, name) for name in ("id", "title", *OPTIONAL_FACTS)}
    facts |= {"place": asdict(factory.place), "settings": deepcopy(dict(factory.settings))}
    facts |= {"machines": [_machine_as_dict(each) for each in factory.machines]}
    return {**facts, "rate_card": factory.rate_card and factory.rate_card.as_dict()}


def factory_from_dict(facts: Mapping[str, Any], state: FactoryState) -> Factory:
    """The factory from its facts, with its state; not validated again, as an offer or a target may be gone by now."""
    machines = tuple(map(_machine_from_dict, facts["machines"]))
    # Facts of a factory that was added by an earlier version lack what came later.
    delivery = {name: facts[name] for name in OPTIONAL_FACTS if name in facts}
    card = rate_card_from_dict(facts["rate_card"]) if facts.get("rate_card") else None
    return Factory(facts["id"], facts["title"], Place(**facts["place"]), machines, state, rate_card=card, **delivery)


def _machine_from_dict(facts: Mapping[str, Any]) -> Machine:
    rate = rate_from_dict(facts["rate"]) if "rate" in facts else None
    times = StatedTimes(rate, *(facts.get(name) for name in STATED_HOURS))
    stated = {name: facts[name] for name in OPTIONAL_MACHINE_FACTS if name in facts}
    build_mm, materials = tuple(facts["build_mm"]), tuple(facts["materials"])
    return Machine(facts["id"], facts["process"], build_mm, materials, times=times, **stated)


def _machine_as_dict(machine: Machine) -> dict[str, Any]:
    """As it stands in the file: what is not stated is left out."""
    shape: dict[str, Any] = {"id": machine.id, "process": machine.process}
    shape |= {"build_mm": list(machine.build_mm), "materials": list(machine.materials)}
    usual = {name: Machine.__dataclass_fields__[name].default for name in OPTIONAL_MACHINE_FACTS}
    shape |= {name: stated for name in usual if (stated := getattr(machine, name)) != usual[name]}
    hours = {name: getattr(machine.times, name) for name in STATED_HOURS}
    shape |= {name: stated for name, stated in hours.items() if stated is not None}
    return shape | ({"rate": rate_as_dict(machine.times.rate)} if machine.times.rate else {})


def _duplicate_machines(content: Any) -> Iterator[Problem]:
    machines = content.get("machines") if isinstance(content, Mapping) else None
    entries = machines if isinstance(machines, list) else []
    ids = Counter(each["id"] for each in entries if isinstance(each, Mapping) and isinstance(each.get("id"), str))
    for machine_id, count in ids.items():
        if count > 1:
            hint = "Give each machine an id of its own."
            yield refusal(f"{count} machines have the id {machine_id!r}.", "machines", hint=hint)
