"""What an order of a part for a person must say beside its sizes."""

from __future__ import annotations

from collections.abc import Iterator

from configurator.domain.orders.orders import Person
from configurator.domain.problems import Problem, refusal

PRESCRIPTION_HINT = "A part for a person is prescribed, and answered for."
PRESCRIBED_HINT = "An order of it names the patient's code and the prescription."


def prescription_problems(person: Person) -> Iterator[Problem]:
    """A refusal for each entry that a part for a person needs and its order lacks."""
    for name, what in (("patient", "patient's code"), ("prescription", "prescription")):
        if not getattr(person, name).strip():
            yield refusal(f"The {what} is missing.", name, hint=PRESCRIPTION_HINT)
