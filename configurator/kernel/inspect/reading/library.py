"""The mesh library's own readers, whose errors say little to whoever has only the file."""

from __future__ import annotations

from collections.abc import Callable

import trimesh

from configurator.kernel.inspect.reading.geometry import unreadable_file


def parse_with(kind: str, load: Callable[[], trimesh.Trimesh]) -> trimesh.Trimesh:
    """What the reader gives. Raises Refused whatever it raises, save for want of memory."""
    try:
        return load()
    except MemoryError:
        raise
    except Exception as error:
        raise unreadable_file(f"It cannot be read as {kind} ({type(error).__name__}: {str(error)[:100]}).") from None
