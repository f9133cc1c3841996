"""What another provider says of who somebody is: OpenID Connect Core 1.0."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Errand(StrEnum):
    """For what somebody is sent to the provider."""

    SIGN_IN = "sign_in"
    LINK = "link"
    ACCEPT = "accept"


@dataclass(frozen=True)
class Identity:
    """A person at a provider, known by issuer and subject alone; `email` is empty where it is not verified there.

    `is_multi_factor` says that the provider has said to have asked for more than one factor (RFC 8176).
    """

    issuer: str
    subject: str
    email: str = ""
    name: str = ""
    is_multi_factor: bool = False


@dataclass(frozen=True)
class Link:
    """That a person at a provider signs in to an account."""

    issuer: str
    subject: str
    account: str
    created_at: str
    last_used_at: str = ""


@dataclass(frozen=True)
class Visit:
    """That a browser was sent to the provider: for what, in which session or by which invitation, and where it goes on.

    `nonce` and `verifier` tie the provider's answer to it (OpenID Connect Core, section 3.1.2.1; RFC 7636).
    """

    errand: Errand
    session: str
    invitation: str
    next: str
    nonce: str
    verifier: str
    ends_at: str
