"""Who does something: every service is told, and every event names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from configurator.domain.errors import refused
from configurator.domain.text_bounds import ACTOR

# What somebody acts as; empty where nobody has said it, as on the command line.
Role = Literal["", "visitor", "customer", "clinician", "prescriber", "operator", "inspector", "administrator", "worker"]


@dataclass(frozen=True)
class Actor:
    """A person or a program, by the id that stands in the record; its role, and the organisation it acts for, if any.

    Without accounts the id is whatever whoever acts calls himself. With them it is that of an account, or of a token,
    which may be used for its scopes alone; `account` is whose it is, and empty for a visitor. `confirmed` says that a
    person has just shown once more to be the one. Raises Refused for an id that is empty, too long or unprintable:
    nothing is done by nobody.
    """

    id: str
    role: Role = ""
    organisation: str = ""
    account: str = ""
    scopes: frozenset[str] | None = None
    confirmed: bool = False

    def __post_init__(self) -> None:
        if not self.id.strip() or len(self.id) > ACTOR.max_length or not self.id.isprintable():
            raise refused("Who does this must be said.", "actor", hint=ACTOR.hint)


# Whoever sits at a machine without accounts.
LOCAL = Actor("local")
VISITOR = Actor("visitor", "visitor")


def local_actor(name: str) -> Actor:
    """Whoever sits at this machine, by the name that is given, if one is. Raises Refused as `Actor` does."""
    return named_actor(name) if name.strip() else LOCAL


def named_actor(name: str, role: Role = "") -> Actor:
    """Whoever calls himself so, without spaces around. Raises Refused as `Actor` does."""
    return Actor(name.strip(), role)
