"""The documents and files that a factory receives with a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from configurator.domain.offers.offers import Offer
from configurator.domain.offers.reports import Report
from configurator.domain.parts.designs import Design

# What is composed for every job, and goes to the factory beside the item's files.
JOB_FILE = "job.json"
TRAVELLER_FILE = "traveller.pdf"


@dataclass(frozen=True)
class Approval:
    """Who approved the part, when (UTC, ISO 8601), and why in spite of a deviation, if there is one."""

    actor: str
    at: str
    deviation: str = ""


@dataclass(frozen=True)
class Handover:
    """One job as it is handed to a factory; nothing in it names a person who will use the part.

    `files` has the SHA-256 of each artefact by file name; `report` and `picture` (PNG) are what two of them hold.
    `installation` says where it sits and what touches it, as `installation_record` does.
    `is_engraved` says whether the part carries its design's code.
    """

    ticket: str
    order: str
    factory: str
    machine: str
    title: str
    design: Design
    quantity: int
    offer: Offer
    report: Report
    approvals: tuple[Approval, ...]
    remake_of: str = ""
    installation: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    picture: bytes | None = None
    is_engraved: bool = False
