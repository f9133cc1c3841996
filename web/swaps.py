"""Two numbers entered in each other's field: one problem, which one button solves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from configurator.domain.measures.sheets import Sheet
from configurator.domain.parts.designs import Configured
from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, Severity
from configurator.domain.quantities import show_quantity
from configurator.services.designs.configure import configure


@dataclass(frozen=True)
class Swapped(Problem):
    """A problem that is solved when what stands in its two fields is swapped."""


def merge_swap(template: Template[Any], sheet: Sheet, configured: Configured, complete: bool) -> tuple[Problem, ...]:
    """The problems of a sheet; where swapping two numbers solves all that is said of them, that instead.

    Of all pairs that is the one that leaves no number refused and the fewest doubts: none where several do.
    """
    problems = configured.problems
    counts = dict(_swap_counts(template, sheet, problems, complete))
    best = [pair for pair, count in counts.items() if count == min(counts.values())]
    if len(best) != 1:
        return problems
    about = [each for each in problems if _is_about(each, best[0])]
    rest = tuple(each for each in problems if each not in about)
    return (_swap_problem(template, sheet, best[0], about), *rest)


def _swap_counts(
    template: Template[Any], sheet: Sheet, problems: tuple[Problem, ...], complete: bool
) -> Iterator[tuple[tuple[str, str], int]]:
    """Each pair whose swap would do, with the number of problems that it leaves."""
    for pair in _suspects(template, sheet, problems):
        others = configure(template, _swapped(sheet, pair), complete=complete, preview=not complete).problems
        is_plausible = not any(_is_about(each, pair) or _is_refused_number(each, sheet) for each in others)
        if is_plausible and len(others) < len(problems):
            yield pair, len(others)


def _is_about(problem: Problem, pair: tuple[str, str]) -> bool:
    return bool(set(problem.fields) & set(pair))


def _is_refused_number(problem: Problem, sheet: Sheet) -> bool:
    """Whether it refuses what was entered, not what lacks."""
    return problem.severity == "refusal" and bool(set(problem.fields) & set(sheet.entries))


def _suspects(template: Template[Any], sheet: Sheet, problems: tuple[Problem, ...]) -> Iterator[tuple[str, str]]:
    """Pairs of numbers in one unit that were entered, at least one of them refused or both doubted together."""
    unreadable = {name for each in sheet.problems for name in each.fields}
    names = [name for name in sheet.entries if name not in unreadable and _unit(template, name)]
    for one, other in combinations(names, 2):
        if _unit(template, one) == _unit(template, other) and any(_accuses(each, one, other) for each in problems):
            yield one, other


def _accuses(problem: Problem, one: str, other: str) -> bool:
    named = {one, other} & set(problem.fields)
    return len(named) == 2 or (bool(named) and problem.severity == "refusal")


def _unit(template: Template[Any], name: str) -> str:
    return parameter_unit(template.parameters.model_fields[name])


def _swapped(sheet: Sheet, pair: tuple[str, str]) -> Sheet:
    one, other = (sheet.entries[name] for name in pair)
    entries = {**sheet.entries, pair[0]: replace(other, parameter=pair[0]), pair[1]: replace(one, parameter=pair[1])}
    return replace(sheet, entries=entries)


def _swap_problem(template: Template[Any], sheet: Sheet, pair: tuple[str, str], about: list[Problem]) -> Swapped:
    one, other = (f"“{template.parameters.model_fields[name].title}”" for name in pair)
    first, second = (show_quantity(float(sheet.entries[name].value), _unit(template, name)) for name in pair)
    severity: Severity = "refusal" if any(each.severity == "refusal" for each in about) else "warning"
    message = f"{one} and {other} look swapped: {first} and {second}."
    return Swapped(severity, message, "Swap them, or measure again.", pair)


def swap_texts(form: Mapping[str, str], pair: str) -> dict[str, str]:
    """The form with the texts of two fields, named with a comma between them, swapped; unchanged for anything else."""
    names = pair.split(",")
    if len(names) != 2 or not all(name in form for name in names):
        return dict(form)
    one, other = names
    return {**form, one: form[other], other: form[one]}
