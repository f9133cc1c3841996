"""Organisations, and the roles that their members have in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from configurator.domain.actors import Role
from configurator.domain.errors import nearest_hint, refused
from configurator.domain.text_bounds import PERSON_NAME

ID_PATTERN = re.compile(r"[a-z][a-z0-9-]{1,31}")


class OrganisationKind(StrEnum):
    """What an organisation is."""

    CLINIC = "clinic"
    FACTORY = "factory"
    NETWORK = "network"


# A prescriber may do all that a clinician may, and an inspector all that an operator may.
ROLES_BY_KIND: Mapping[OrganisationKind, tuple[Role, ...]] = {
    OrganisationKind.CLINIC: ("clinician", "prescriber"),
    OrganisationKind.FACTORY: ("operator", "inspector"),
    OrganisationKind.NETWORK: ("administrator",),
}


@dataclass(frozen=True)
class Organisation:
    """A clinic, a factory of the network, or whoever runs the network; a factory's id is that of its file."""

    id: str
    kind: OrganisationKind
    title: str


@dataclass(frozen=True)
class Membership:
    """An account's role in an organisation."""

    account: str
    organisation: Organisation
    role: Role


def read_organisation_id(text: str) -> str:
    """An organisation's id. Raises Refused for another text."""
    if not ID_PATTERN.fullmatch(text):
        raise refused(
            f"{text[:40]!r} is no id of an organisation.",
            "organisation",
            hint="2 to 32 small letters, digits and hyphens, a letter first: clinic-bern.",
        )
    return text


def read_title(text: str) -> str:
    """How an organisation is called. Raises Refused if it is empty, too long or unprintable."""
    title = text.strip()
    if not title or len(title) > PERSON_NAME.max_length or not title.isprintable():
        raise refused("A title is needed.", "title", hint="Up to 80 characters: Foot clinic Bern.")
    return title


def read_kind(text: str) -> OrganisationKind:
    """What an organisation is, by its name. Raises Refused."""
    try:
        return OrganisationKind(text)
    except ValueError:
        raise refused(
            f"There is no kind of organisation {text[:40]!r}.", "kind", hint=nearest_hint(text, [*OrganisationKind])
        ) from None


def read_role(kind: OrganisationKind, text: str) -> Role:
    """The role of this name in an organisation of this kind. Raises Refused for one that it has not."""
    roles = ROLES_BY_KIND[kind]
    role = next((each for each in roles if each == text), None)
    if role is None:
        raise refused(f"A {kind} has no {text[:40]!r}.", "role", hint=f"Its roles: {', '.join(roles)}.")
    return role
