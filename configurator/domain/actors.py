"""Who does something: every service is told, and every event names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from configurator.domain.errors import refused
from configurator.domain.text_bounds import ACTOR

# What somebody acts as; empty where nobody has said it, as on the command line.
Role = Literal["", "visitor", "clinician", "operator", "worker"]


@dataclass(frozen=True)
class Actor:
    """A person or a program, by the id that stands in the record; its role, and the organisation it acts for, if any.

    Without accounts an id is whatever whoever acts calls himself. Raises Refused for one that is empty, too long or
    unprintable: nothing is done by nobody.
    """

    id: str
    role: Role = ""
    organisation: str = ""

    def __post_init__(self) -> None:
        if not self.id.strip() or len(self.id) > ACTOR.max_length or not self.id.isprintable():
            raise refused("Who does this must be said.", "actor", hint=ACTOR.hint)


def named_actor(name: str, role: Role = "") -> Actor:
    """Whoever calls himself so, without spaces around. Raises Refused as `Actor` does."""
    return Actor(name.strip(), role)
