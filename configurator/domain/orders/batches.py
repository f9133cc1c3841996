"""Batches: a table of parts to make, and the status of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from configurator.domain.offers.installation import UNSAID, Installation
from configurator.domain.parts.designs import Design
from configurator.domain.problems import Problem
from configurator.domain.states import Status


class RowStatus(Status):
    """What has become of a row; all but a waiting one stay as they are.

    None is ever stored as UNKNOWN: that is one with a status that only a later program knows.
    """

    WAITING = "waiting"
    MADE = "made"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Row:
    """One row; `number` counts from 1. `files` has the SHA-256 of each artefact by format, once it is made.

    A row that was refused has no design. `line` is as a spreadsheet counts, 0 where the rows were no table; `seconds`
    were spent on making it, 0 where its files were there.
    """

    batch: str
    number: int
    status: RowStatus
    design: Design | None
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    starts: int = 0
    crashes: int = 0
    line: int = 0
    seconds: float = 0.0
    installation: Installation = UNSAID


@dataclass(frozen=True)
class Batch:
    """One table; `token` is for whoever placed it. It belongs to an organisation or an account, as an order does."""

    id: str
    template: str
    formats: tuple[str, ...]
    placed_at: str
    placed_by: str
    key: str
    rows: tuple[Row, ...]
    token: str = field(repr=False)
    organisation: str = ""
    account: str = ""

    def counts(self) -> dict[RowStatus, int]:
        """How many rows there are of each status; UNKNOWN only where there are some."""
        counts = Counter(row.status for row in self.rows)
        return {each: counts[each] for each in RowStatus if each is not RowStatus.UNKNOWN or counts[each]}
