"""A design: one template with a value for each of its parameters. Its digest identifies it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import rfc8785

from configurator.domain.errors import Refused
from configurator.domain.identifiers import ALPHABET
from configurator.domain.problems import Problem, refusals


@dataclass(frozen=True)
class Design:
    """Template id, its version, and the value of every parameter in the parameter's own unit."""

    template: str
    version: str
    parameters: Mapping[str, Any]

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of template, version and parameters, serialised by RFC 8785."""
        return hashlib.sha256(rfc8785.dumps(self._identity())).hexdigest()

    @cached_property
    def code(self) -> str:
        """The code of its digest."""
        return design_code(self.digest)

    def title_with_side(self, title: str) -> str:
        """The title, with the side where it has one: the two parts of a pair look alike."""
        side = self.parameters.get("side")
        return f"{title}, {side}" if side else title

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: template, version, parameters, digest, code."""
        return {**self._identity(), "digest": self.digest, "code": self.code}

    def _identity(self) -> dict[str, Any]:
        return {"template": self.template, "version": self.version, "parameters": dict(self.parameters)}


@dataclass(frozen=True)
class Configured:
    """A design with its warnings; without a design, the problems hold at least one refusal."""

    design: Design | None
    problems: tuple[Problem, ...]

    def require_design(self) -> Design:
        """The design. Raises Refused with the refusals if there is none."""
        if self.design is None:
            raise Refused(*refusals(self.problems))
        return self.design


def design_code(digest: str) -> str:
    """Eight characters of a design's digest, short enough to engrave and to read aloud."""
    number = int(digest[:10], 16)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))


def round_value(value: Any) -> Any:
    """A float to 1e-4 of its unit, so that one size has one name; anything else, such as a count, as it is."""
    return round(value, 4) + 0.0 if isinstance(value, float) else value
