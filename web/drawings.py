"""Drawings that visitors send, read by the kernel as far as there is room."""

from __future__ import annotations

from hashlib import sha256

from configurator.services.designs.outlines import OutlineFile, read_outline_file
from web.context import web_context
from web.kernel_turns import kernel_turn


def outline_in_turn(content: bytes, name: str, unit: str) -> OutlineFile:
    """The outline in a drawing. Raises what `read_outline_file` raises, now or shortly before, Busy, Refused."""
    with kernel_turn("files", sha256(content).hexdigest(), f"{name} {unit}"):
        return read_outline_file(web_context().pool, content, name, unit)
