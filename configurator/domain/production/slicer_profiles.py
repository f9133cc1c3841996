"""The PrusaSlicer config of a machine, which its factory's file names: by it the slicer tells how long a part takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from configurator.domain.errors import refused
from configurator.domain.sha256 import sha256

# The process whose machines are sliced for: extrusion of filament.
FILAMENT = "fdm"
# One that PrusaSlicer 2.5 exports has some 10 kB.
MAX_PROFILE_BYTES = 256 * 2**10
PROFILE_HINT = "In PrusaSlicer choose the machine's profiles, then File, Export, Export Config."
# Of those that a config has, some that decide how long a part takes.
NEEDED_SETTINGS = ("layer_height", "nozzle_diameter", "filament_diameter", "bed_shape")
# Not kept: commands that the slicer would run here, a printer's address and its keys, and G-code that is no text.
UNKEPT_SETTINGS = ("post_process", "print_host", "printhost", "binary_gcode")


@dataclass(frozen=True)
class SlicerProfile:
    """A config by the name of its file and the SHA-256 of what is kept of its text."""

    name: str
    sha256: str

    def as_dict(self) -> dict[str, str]:
        """As it stands in JSON: name, sha256."""
        return asdict(self)


def profile_from_dict(facts: Mapping[str, Any]) -> SlicerProfile:
    """The profile of that shape."""
    return SlicerProfile(facts["name"], facts["sha256"])


def read_profile(name: str, data: bytes, field: str) -> tuple[SlicerProfile, str]:
    """The profile in a file of that name, and its text as it is kept. Raises Refused, naming the field."""
    if len(data) > MAX_PROFILE_BYTES:
        limit = f"A profile has at most {MAX_PROFILE_BYTES // 2**10} KiB."
        raise refused(f"{name} is too large for a PrusaSlicer config.", field, hint=f"{limit} {PROFILE_HINT}")
    try:
        settings = dict(_settings(name, data.decode("utf-8-sig"), field))
    except UnicodeDecodeError:
        raise refused(f"{name} is not text in UTF-8.", field, hint=PROFILE_HINT) from None
    _check(name, settings, field)
    text = "".join(f"{key} = {value}\n" for key, value in settings.items() if not key.startswith(UNKEPT_SETTINGS))
    return SlicerProfile(name, sha256(text.encode())), text


def _settings(name: str, text: str, field: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            hint = f"A bundle holds many profiles. {PROFILE_HINT}"
            raise refused(f"{name} is a bundle of profiles, not one config.", field, hint=hint)
        if not stripped or stripped.startswith(("#", ";")):
            continue
        key, equals, value = stripped.partition("=")
        if not equals:
            raise refused(f"{name} is no PrusaSlicer config: line {number} has no '='.", field, hint=PROFILE_HINT)
        yield key.strip(), value.strip()


def _check(name: str, settings: Mapping[str, str], field: str) -> None:
    missing = [each for each in NEEDED_SETTINGS if each not in settings]
    if settings.get("printer_technology", "FFF") != "FFF":
        raise refused(f"{name} is for a printer of resin.", field, hint="Name that of a machine for filament.")
    if missing:
        message = f"{name} is no whole PrusaSlicer config: it has no {', no '.join(missing)}."
        raise refused(message, field, hint=PROFILE_HINT)
