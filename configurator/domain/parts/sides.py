"""Left and right: the parameter that says for which side a part is, where it has sides."""

from __future__ import annotations

from typing import Any, Final

from configurator.domain.parts.kinds import words_of
from configurator.domain.parts.templates import Template

SIDE: Final = "side"


def sides_of(template: Template[Any]) -> tuple[str, ...]:
    """The sides that a part is made for; none where it has no sides."""
    field = template.parameters.model_fields.get(SIDE)
    return words_of(field) if field else ()
