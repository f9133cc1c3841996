"""A machine as it stands in a factory's file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from configurator.domain.errors import nearest_hint
from configurator.domain.offers.offers import materials_by_process
from configurator.domain.production.factories import Machine
from configurator.domain.production.hours import HOURS_HINT, MAX_HOURS_LENGTH
from configurator.domain.production.machine_rates import StatedTimes, rate_as_dict, rate_from_dict
from configurator.domain.production.rate_card_files import Hours, RateEntry
from configurator.domain.production.slicer_profiles import FILAMENT, SlicerProfile, profile_from_dict
from configurator.domain.validation import StrictModel, validation_error

# A field's description is the hint for wrong values.
FACTORY_NAME = "2 to 32 small letters, digits and hyphens, a letter first."
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,31}$", description=FACTORY_NAME)]
OPTIONAL_MACHINE_FACTS = ("slots", "unattended", "maintenance")
STATED_HOURS = ("set_up_h", "post_processing_h")
HoursText = Annotated[str, Field(max_length=MAX_HOURS_LENGTH, description=HOURS_HINT)]
PROFILE_PATH_HINT = "The path of a PrusaSlicer config (.ini), relative to the factory's file, or leave it out."
BedSide = Annotated[float, Field(ge=10, le=5000)]


class ProfileEntry(StrictModel):
    """The config by which a machine is sliced for, as it is known once its file was read."""

    name: Annotated[str, Field(min_length=1, max_length=200, description="The name of its file.")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="The SHA-256 of its text.")]


class MachineEntry(StrictModel):
    """A machine, with what is stated of its times."""

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
    slicer_profile: Annotated[ProfileEntry | None, Field(description=PROFILE_PATH_HINT)] = None

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

    @field_validator("slicer_profile")
    @classmethod
    def _is_for_filament(cls, profile: ProfileEntry | None, info: ValidationInfo) -> ProfileEntry | None:
        if profile and info.data.get("process", FILAMENT) != FILAMENT:
            raise validation_error("Only a machine for filament is sliced for.", "Leave it out.")
        return profile

    def machine(self) -> Machine:
        """The machine that it states."""
        times = StatedTimes(self.rate.rate() if self.rate else None, self.set_up_h, self.post_processing_h)
        stated = {name: getattr(self, name) for name in OPTIONAL_MACHINE_FACTS}
        profile = SlicerProfile(**self.slicer_profile.model_dump()) if self.slicer_profile else None
        materials = tuple(self.materials)
        return Machine(self.id, self.process, self.build_mm, materials, times=times, slicer_profile=profile, **stated)


def machine_from_dict(facts: Mapping[str, Any]) -> Machine:
    """The machine from its facts, those of an earlier version too; not validated again."""
    rate = rate_from_dict(facts["rate"]) if "rate" in facts else None
    times = StatedTimes(rate, *(facts.get(name) for name in STATED_HOURS))
    stated = {name: facts[name] for name in OPTIONAL_MACHINE_FACTS if name in facts}
    build_mm, materials = tuple(facts["build_mm"]), tuple(facts["materials"])
    profile = profile_from_dict(facts["slicer_profile"]) if "slicer_profile" in facts else None
    return Machine(facts["id"], facts["process"], build_mm, materials, times=times, slicer_profile=profile, **stated)


def machine_as_dict(machine: Machine) -> dict[str, Any]:
    """As it stands in the file: what is not stated is left out."""
    shape: dict[str, Any] = {"id": machine.id, "process": machine.process}
    shape |= {"build_mm": list(machine.build_mm), "materials": list(machine.materials)}
    usual = {name: Machine.__dataclass_fields__[name].default for name in OPTIONAL_MACHINE_FACTS}
    shape |= {name: stated for name in usual if (stated := getattr(machine, name)) != usual[name]}
    hours = {name: getattr(machine.times, name) for name in STATED_HOURS}
    shape |= {name: stated for name, stated in hours.items() if stated is not None}
    shape |= {"slicer_profile": machine.slicer_profile.as_dict()} if machine.slicer_profile else {}
    return shape | ({"rate": rate_as_dict(machine.times.rate)} if machine.times.rate else {})
