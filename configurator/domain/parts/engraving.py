"""What is cut into a part for a person where it touches no skin: its design's code, and a dot at its distal end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from configurator.domain.parts.declarations import choice
from configurator.domain.parts.templates import Mark

Engraving = Literal["code and dot", "code", "dot", "none"]


def engraving_choice(dot: str = "behind it") -> Any:
    """The parameter of a part that carries a mark; its field is `engraving`, its type `Engraving`.

    `dot` says in words where the dot is beside the code.
    """
    return choice(
        "code and dot",
        title="Engraving",
        group="Marking",
        guide=f"The code tells which design it is; the dot {dot} points to the toes or fingers, on sole or palm.",
    )


def engraved(mark: Mark, wanted: Engraving) -> Mark | None:
    """The mark with what is wanted of it; None where nothing is."""
    if wanted == "none":
        return None
    return replace(mark, code=wanted != "dot", dot=wanted != "code")
