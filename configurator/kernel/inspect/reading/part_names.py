"""The names of parts within a package, however their writer spells them."""

from __future__ import annotations

from urllib.parse import unquote


def part_name(text: str) -> str:
    """A name without its root; some programs write blanks as %20, as in addresses, and some a backslash for a slash."""
    return unquote(text).replace("\\", "/").lstrip("/")
