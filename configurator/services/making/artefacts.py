"""The bytes of what was made, by their digest."""

from __future__ import annotations

from configurator.domain.errors import refused
from configurator.services.common.context import Context
from configurator.store import objects


def read_artefact(context: Context, sha256: str) -> bytes:
    """The bytes of this SHA-256, 64 hex digits. Raises Refused where there are none, Blocked, Failed if spoilt."""
    if not objects.has_object(context.objects, sha256):
        raise refused("There is no such artefact.", "artefact", hint="Take its address from what tells of the part.")
    return objects.get_object(context.objects, sha256)
