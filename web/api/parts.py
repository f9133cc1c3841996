"""The pattern of each path parameter, by its name; a path that does not match one is answered with 404."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

DIGEST = r"^[0-9a-f]{64}$"


@dataclass(frozen=True)
class Part:
    """A path parameter: its pattern and its description."""

    pattern: str
    meaning: str

    def fits(self, text: str) -> bool:
        """Whether the whole text matches, including a line break at its end."""
        return re.fullmatch(self.pattern.removesuffix("$"), text) is not None


PARTS: Final[Mapping[str, Part]] = {
    "template": Part(r"^[a-z][a-z0-9_]{0,63}$", "A template's id, such as grommet."),
    "key": Part(DIGEST, "As the address has it that came with the design."),
    "sha256": Part(DIGEST, "SHA-256 of the bytes, in hex."),
    "token": Part(r"^[A-Za-z0-9_-]{32}$", "As the answer told it when this was placed; whoever knows it may see it."),
    "ticket": Part(r"^[0-9A-HJKMNP-TV-Z]{10}\.[1-9][0-9]{0,8}$", "As on the traveller, such as 7KQ2M4XD9A.1."),
}
