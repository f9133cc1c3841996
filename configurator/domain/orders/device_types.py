"""What a part for a person is in law: custom-made or patient-matched. Whoever prescribes it says which.

Regulation (EU) 2017/745 (MDR), Article 2(3) and Annex XIII: a device is custom-made where a written prescription gives
it specific design characteristics; sizes of the body alone are none, and a part that is only matched to them within
the ranges of a template is not custom-made. Which of both a part is depends on the prescription, so nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, get_args

from configurator.domain.errors import nearest_hint
from configurator.domain.problems import Problem, refusal, warning

DeviceType = Literal["", "custom-made", "patient-matched"]
# What follows from it, for whoever chooses.
CONSEQUENCES: Final[Mapping[str, str]] = {
    "custom-made": (
        "The prescription gives it design characteristics of its own, beyond sizes of the body. It bears no CE mark; "
        "its manufacturer draws up the statement of Annex XIII of the MDR, which names the prescriber and these "
        "characteristics, and keeps it for at least 10 years."
    ),
    "patient-matched": (
        "It is matched to the patient’s sizes within the ranges of this part, and the prescription adds nothing to "
        "its design. It is then no custom-made device: its manufacturer answers for it as for one made in series, "
        "with a CE mark."
    ),
}
TYPES: Final[tuple[str, ...]] = tuple(CONSEQUENCES)
DEVICE_TYPE_HINT: Final = f"Say {' or '.join(TYPES)}; the prescriber decides it."


def device_type_problems(device_type: str, *, is_prescribed: bool) -> Iterator[Problem]:
    """A warning where nobody has said what a part for a person is, and a refusal of what it cannot be."""
    if device_type not in get_args(DeviceType):
        hint = nearest_hint(device_type, list(TYPES))
        yield refusal(f"There is no type of device {device_type[:40]!r}.", "device_type", hint=hint)
    elif device_type and not is_prescribed:
        yield refusal("No part of the order is for a person.", "device_type", hint="Leave it out.")
    elif is_prescribed and not device_type:
        message = "Nobody has said whether it is custom-made or patient-matched."
        yield warning(message, "device_type", hint=DEVICE_TYPE_HINT)
