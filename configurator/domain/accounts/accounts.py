"""Accounts, their sessions, invitations and tokens, as the store has them: of every secret the hash alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.actors import Role
from configurator.domain.errors import nearest_hint, refused
from configurator.domain.text_bounds import EMAIL, PERSON_NAME

# As HTML's own <input type=email> has it, with a dot in the domain: what else RFC 5321 allows nobody uses.
EMAIL_PATTERN = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
# As an encoded word begins: RFC 2047, section 2. Mail programs may read another address in it, or several.
ENCODED = "=?"


class Scope(StrEnum):
    """What a token may be used for; its owner's rights are the bound in any case."""

    READ = "read"
    ORDERS = "orders"
    JOBS = "jobs"
    FACTORIES = "factories"


SCOPE_WORDS = {
    Scope.READ: "see orders, jobs and lists",
    Scope.ORDERS: "place, approve and cancel orders, and order batches",
    Scope.JOBS: "claim jobs and report on them",
    Scope.FACTORIES: "add factories, take them in and out of work",
}


@dataclass(frozen=True)
class Account:
    """A person who may sign in; `disabled_at` is empty while that is so."""

    id: str
    email: str
    name: str
    created_at: str
    disabled_at: str = ""


@dataclass(frozen=True)
class Session:
    """One browser's being signed in: since when, when seen last, for which organisation it acts, empty for none.

    `confirmed_at` is when the password was typed or the passkey used last. `agent` is what the browser calls itself.
    `factor` is what was shown beside the password, or in its place.
    """

    id: str
    account: str
    organisation: str
    created_at: str
    seen_at: str
    confirmed_at: str
    agent: str
    factor: SecondFactor = SecondFactor.NONE


@dataclass(frozen=True)
class Invitation:
    """To become a member of an organisation in a role, for whoever has its link, until a moment."""

    id: str
    organisation: str
    role: Role
    email: str
    invited_by: str
    created_at: str
    ends_at: str
    used_at: str = ""


@dataclass(frozen=True)
class ApiToken:
    """A program's own key: whose it is, for which organisation, what it may be used for, until when.

    `last_used_at` is empty where it never was, `revoked_at` while it was not.
    """

    id: str
    account: str
    organisation: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: str
    ends_at: str
    last_used_at: str = ""
    revoked_at: str = ""


def read_email(text: str) -> str:
    """An address for e-mail, in small letters: by it somebody signs in. Raises Refused for what is none."""
    email = text.strip().lower()
    if len(email) > EMAIL.max_length or not EMAIL_PATTERN.fullmatch(email) or ENCODED in email:
        raise refused("This is no address for e-mail.", "email", hint=EMAIL.hint)
    return email


def read_name(text: str) -> str:
    """A person's name, as others are to see it. Raises Refused if it is empty, too long or unprintable."""
    name = text.strip()
    if not name or len(name) > PERSON_NAME.max_length or not name.isprintable():
        raise refused("A name is needed.", "name", hint=PERSON_NAME.hint)
    return name


def read_scopes(texts: tuple[str, ...]) -> tuple[Scope, ...]:
    """The scopes of these names, each once. Raises Refused for none and for an unknown one."""
    for each in texts:
        if each not in list(Scope):
            raise refused(f"There is no scope {each[:40]!r}.", "scopes", hint=nearest_hint(each, [*Scope]))
    if not texts:
        raise refused("What the token may be used for is not said.", "scopes", hint=f"Known: {', '.join(Scope)}.")
    return tuple(each for each in Scope if each in texts)
