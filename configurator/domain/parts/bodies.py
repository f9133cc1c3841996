"""The named bodies of a part that has several, such as a badge and its nuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Body:
    """One body by the name under which files show it, and of how many solids it is.

    None says that nobody can know: so many as letters come to. Raises ValueError for a name that is not of printable
    ASCII, which every format can hold.
    """

    name: str
    solids: int | None = 1

    def __post_init__(self) -> None:
        """Refuse a name that files cannot hold."""
        if not self.name.strip() or not self.name.isascii() or not self.name.isprintable():
            raise ValueError(f"{self.name!r} is no name for a body: it has to be of printable ASCII.")


@dataclass(frozen=True)
class MadeBody:
    """One body as it was made: its number of solids, its volume in mm3, and whether it carries the design's code."""

    name: str
    solids: int
    volume_mm3: float
    engraved: bool

    def as_dict(self) -> dict[str, Any]:
        """As it stands in the report: name, solids, volume_mm3, engraved."""
        return asdict(self)


def body_text(name: str, solids: int) -> str:
    """A body for people: `plate`, `letters (6 pieces)`."""
    return name if solids == 1 else f"{name} ({solids} pieces)"


def bodies_sentence(bodies: Sequence[MadeBody]) -> str:
    """What a part consists of, and which of it carries the code; empty for a part without named bodies."""
    if not bodies:
        return ""
    engraved = [each.name for each in bodies if each.engraved]
    place = f" The code is on: {', '.join(engraved)}." if engraved else ""
    return f"Separate bodies: {', '.join(body_text(each.name, each.solids) for each in bodies)}.{place}"
