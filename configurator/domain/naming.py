"""Names of the code as people read them."""

from __future__ import annotations


def display_title(name: str) -> str:
    """A name of the code in words: `heel_cup_breadth` becomes `Heel cup breadth`."""
    return name.replace("_", " ").capitalize()
