"""Which thread is this? From what somebody entered to the threads that it may be, and what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from configurator.domain.errors import Refused
from configurator.domain.standards.thread_allowances import Piece
from configurator.domain.standards.thread_bounds import size_problems
from configurator.domain.standards.thread_candidates import Candidate, MeasuredThread
from configurator.domain.standards.thread_distinctions import tell_apart
from configurator.domain.standards.thread_entries import read_entry
from configurator.domain.standards.thread_remedies import remedies
from configurator.domain.standards.thread_search import find_candidates, nearest_threads


@dataclass(frozen=True)
class Identification:
    """The threads that a piece may be of, the likeliest first; where there is none, those that come nearest.

    `distinctions` tell the likeliest from each of the others; `hints` what may have been entered wrongly, where there
    is no candidate.
    """

    measured: MeasuredThread
    candidates: tuple[Candidate, ...]
    nearest: tuple[Candidate, ...]
    distinctions: tuple[str, ...]
    hints: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON."""
        measured = self.measured
        return {
            "piece": measured.piece,
            "diameter_mm": round(measured.diameter, 4),
            "pitch_mm": round(measured.pitch, 4),
            "candidates": [each.as_dict() for each in self.candidates],
            "nearest": [each.as_dict() for each in self.nearest],
            "distinctions": list(self.distinctions),
            "hints": list(self.hints),
        }


def identify_thread(diameter: str, pitch: str, per_inch: str, piece: Piece, unit: str = "mm") -> Identification:
    """Which thread it may be; lengths without a unit are in `unit`, mm or in.

    Raises Refused for what is no number above zero, and for sizes that no thread has.
    """
    entry = read_entry(diameter, pitch, per_inch, piece, unit)
    if problems := tuple(size_problems(entry)):
        raise Refused(*problems)
    measured = entry.measured
    candidates = find_candidates(measured)
    if not candidates:
        return Identification(measured, (), nearest_threads(measured), (), remedies(entry))
    return Identification(measured, candidates, (), tell_apart(candidates, piece), ())
