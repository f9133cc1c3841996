"""Problems as a page tells them: each once, by the labels of its fields, with the way there, in the page's unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from configurator.domain.display_units import sentence_in_unit
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.problems import Problem, Severity
from web.swaps import Swapped

# A name of the code with its words joined: a foot_length, but no side, and no my_clip.py; in quotes or not.
PARAMETER_NAME: Final = re.compile(r"(?<!\w)('?)([a-z0-9]+(?:_[a-z0-9]+)+)(?!\w|\.py\b)\1")
# Not those that are cited in quotes: somebody wrote them so.
OFFER_ID: Final = re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, OFFERS))})(?![\w'-])")


@dataclass(frozen=True)
class FieldPlace:
    """A field on a page: what its label says, and the address that leads to it, such as #field-foot_length."""

    label: str
    href: str


FieldPlaces = Mapping[str, FieldPlace]


@dataclass(frozen=True)
class PageProblem:
    """A problem in a page's words; `fields` are those that the page has, the first of which it stands beside.

    Where two numbers have been swapped, `swap` names their fields.
    """

    severity: Severity
    message: str
    hint: str = ""
    fields: tuple[str, ...] = ()
    swap: tuple[str, ...] = ()


@dataclass(frozen=True)
class PageProblems:
    """All problems of a page, and the fields that they may be about."""

    places: FieldPlaces = field(default_factory=dict)
    problems: tuple[PageProblem, ...] = ()

    def at(self, name: str) -> tuple[PageProblem, ...]:
        """Those told beside a field."""
        return tuple(each for each in self.problems if each.fields[:1] == (name,))

    def elsewhere(self, name: str) -> tuple[PageProblem, ...]:
        """The refusals told beside another field that are about this one too."""
        return tuple(each for each in self.problems if name in each.fields[1:] and each.severity == "refusal")

    def is_refused(self, name: str) -> bool:
        """Whether a refusal is about a field."""
        return any(name in each.fields and each.severity == "refusal" for each in self.problems)

    @property
    def general(self) -> tuple[PageProblem, ...]:
        """Those that are about no field."""
        return tuple(each for each in self.problems if not each.fields)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that problems stand beside, in the page's order."""
        firsts = {each.fields[0] for each in self.problems if each.fields}
        return tuple(name for name in self.places if name in firsts)

    def link_words(self, name: str) -> str:
        """What leads to a field: its label, and those of the fields that problems beside it are about too."""
        others = (other for each in self.at(name) for other in each.fields[1:])
        return ", ".join(self.places[each].label for each in dict.fromkeys((name, *others)))

    @property
    def refused(self) -> tuple[str, ...]:
        """The fields that refusals are about, in the page's order."""
        return tuple(name for name in self.places if self.is_refused(name))


def page_problems(problems: Iterable[Problem], places: FieldPlaces, unit: LengthUnit = "mm") -> PageProblems:
    """The problems for a page with these fields, in its order of fields, each told once."""
    return PageProblems(places, tuple(dict.fromkeys(_page_problem(each, places, unit) for each in problems)))


def _page_problem(problem: Problem, places: FieldPlaces, unit: LengthUnit) -> PageProblem:
    fields = tuple(dict.fromkeys(name for name in problem.fields if name in places))
    message, hint = (sentence_in_unit(in_labels(text, places), unit) for text in (problem.message, problem.hint))
    swap = fields if isinstance(problem, Swapped) and len(fields) == 2 else ()
    return PageProblem(problem.severity, message, hint, fields, swap)


def in_labels(sentence: str, places: FieldPlaces) -> str:
    """A sentence in which the names of fields read as their labels, other names of the code as words.

    Offers are named by their titles.
    """
    titled = OFFER_ID.sub(lambda offer: f"“{OFFERS[offer[0]].title}”", sentence)
    return PARAMETER_NAME.sub(lambda name: _label(name[2], name[1], places), titled)


def _label(name: str, quote: str, places: FieldPlaces) -> str:
    if name in places:
        return f"“{places[name].label}”"
    # In quotes it is cited: somebody wrote it so.
    return f"{quote}{name}{quote}" if quote else name.replace("_", " ")
