"""What a drawing is refused with."""

from __future__ import annotations

from configurator.domain.errors import Refused, refused

EXPORT_AGAIN_HINT = "Download it again, or export it again from the program that made it, as DXF or plain SVG."


def unreadable(message: str, hint: str = EXPORT_AGAIN_HINT) -> Refused:
    """A refusal for a fault of the file."""
    return refused(message, "file", hint=hint)
