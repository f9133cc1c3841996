"""Why a design is refused or doubtful."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from configurator.domain.texts import inert_cell

Severity = Literal["refusal", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or doubtful, the fields it concerns, and how to correct it."""

    severity: Severity
    message: str
    hint: str = ""
    fields: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: severity, message, hint, fields."""
        return {**asdict(self), "fields": list(self.fields)}

    def within(self, name: str) -> Problem:
        """The same problem of what is called `name` in a whole, as in items.0.quantity; itself if that has no name."""
        if not name:
            return self
        return replace(self, fields=tuple(f"{name}.{each}" for each in self.fields if each) or (name,))

    def __str__(self) -> str:
        where = f"{', '.join(self.fields)}: " if self.fields else ""
        remedy = f" {self.hint}" if self.hint else ""
        return f"{where}{self.message}{remedy}"


def refusal(message: str, *fields: str, hint: str = "") -> Problem:
    """A reason why the part cannot or must not be made."""
    return Problem("refusal", message, hint, fields)


def warning(message: str, *fields: str, hint: str = "") -> Problem:
    """A doubt that a person should look at; the part is made all the same."""
    return Problem("warning", message, hint, fields)


def refusals(problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    """Those of the problems that forbid making the part."""
    return [problem for problem in problems if problem.severity == "refusal"]


def problem_cells(problems: tuple[Problem, ...]) -> dict[str, str]:
    """The cells fields, message and hint of a table: of the refusals, or, if there are none, of the warnings.

    They may quote what a customer wrote; none is a formula.
    """
    listed = refusals(problems) or list(problems)
    cells = {
        "fields": " ".join(dict.fromkeys(name for problem in listed for name in problem.fields)),
        "message": " ".join(problem.message for problem in listed),
        "hint": " ".join(problem.hint for problem in listed if problem.hint),
    }
    return {name: inert_cell(text) for name, text in cells.items()}
