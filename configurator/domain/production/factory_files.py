"""Reads a factory from a file: strictly, with all its problems reported at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import asdict
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from configurator.domain.errors import Refused, nearest_hint
from configurator.domain.places import Place
from configurator.domain.problems import Problem, refusal
from configurator.domain.production.factories import DEFAULT_TARGET, MARGIN_PERCENT, Factory, FactoryState
from configurator.domain.production.hours import check_hours
from configurator.domain.production.machine_files import HoursText, Id, MachineEntry, machine_as_dict, machine_from_dict
from configurator.domain.production.rate_card_files import RateCardEntry
from configurator.domain.production.rate_cards import rate_card_from_dict
from configurator.domain.validation import StrictModel, validation_error, validation_problems

# What a factory's file may leave out.
OPTIONAL_FACTS = ("folder", "target", "settings", "compensates_holes", "hours", "margin_percent")


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


class _Factory(StrictModel):
    id: Id
    title: Annotated[
        str, Field(pattern=r"^\S(.*\S)?$", max_length=80, description="Its name on one line, at most 80 letters.")
    ]
    place: Annotated[_Place, Field(description='For example {"latitude": 52.5, "longitude": 13.4}.')]
    machines: Annotated[
        list[MachineEntry], Field(min_length=1, description="A list of at least one: id, process, build_mm, materials.")
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
    margin_percent: Annotated[
        float, Field(ge=0, le=200, description="Per cent of a machine's hours, 0 to 200, or leave it out.")
    ] = MARGIN_PERCENT
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
    facts |= {"machines": [machine_as_dict(each) for each in factory.machines]}
    return {**facts, "rate_card": factory.rate_card and factory.rate_card.as_dict()}


def factory_from_dict(facts: Mapping[str, Any], state: FactoryState) -> Factory:
    """The factory from its facts, with its state; not validated again, as an offer or a target may be gone by now."""
    machines = tuple(map(machine_from_dict, facts["machines"]))
    # Facts of a factory that was added by an earlier version lack what came later.
    delivery = {name: facts[name] for name in OPTIONAL_FACTS if name in facts}
    card = rate_card_from_dict(facts["rate_card"]) if facts.get("rate_card") else None
    return Factory(facts["id"], facts["title"], Place(**facts["place"]), machines, state, rate_card=card, **delivery)


def _duplicate_machines(content: Any) -> Iterator[Problem]:
    machines = content.get("machines") if isinstance(content, Mapping) else None
    entries = machines if isinstance(machines, list) else []
    ids = Counter(each["id"] for each in entries if isinstance(each, Mapping) and isinstance(each.get("id"), str))
    for machine_id, count in ids.items():
        if count > 1:
            hint = "Give each machine an id of its own."
            yield refusal(f"{count} machines have the id {machine_id!r}.", "machines", hint=hint)
