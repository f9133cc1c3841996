"""A job: the production of one item at one factory, under a lease whose number is its epoch."""

from __future__ import annotations

import re
from dataclasses import dataclass

from configurator.domain.errors import refused
from configurator.domain.identifiers import typed_id
from configurator.domain.production.states import JobState

TICKET_PATTERN = re.compile(r"([0-9A-HJKMNP-TV-Z]{10})\.([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Job:
    """One row of the production queue.

    `epoch` rises with every lease; 0 means that no factory ever had it. `flag` is set while a
    person must look at it. `reason` says why it waits or failed. `remake_of` is the job it repeats.
    """

    id: str
    order: str
    item: str
    state: JobState
    epoch: int = 0
    factory: str = ""
    machine: str = ""
    operator: str = ""
    flag: str = ""
    reason: str = ""
    remake_of: str = ""

    @property
    def ticket(self) -> str:
        """What a factory quotes in its answers: the job and the number of its lease."""
        return f"{self.id}.{self.epoch}"


def read_ticket(text: str) -> tuple[str, int]:
    """Job and epoch of a ticket as it stands on the traveller. Raises Refused."""
    return _match_ticket(text.strip().upper(), text)


def read_typed_ticket(text: str) -> tuple[str, int]:
    """Job and epoch of a ticket that somebody typed, with letters that look like its digits too. Raises Refused."""
    return _match_ticket(typed_id(text), text)


def _match_ticket(ticket: str, text: str) -> tuple[str, int]:
    match = TICKET_PATTERN.fullmatch(ticket)
    if match is None:
        raise refused(f"{text!r} is not a job's ticket.", "ticket", hint="The traveller shows it, like 7KQ2M4XD9A.1.")
    return match[1], int(match[2])


def check_factory(job: Job, factory: str) -> None:
    """Raises Refused if a factory is named that has not the job."""
    if factory and job.factory != factory:
        raise refused(f"Job {job.id} is not with {factory}.", "ticket", hint="Look at the ticket on the traveller.")
