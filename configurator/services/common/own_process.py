"""Work that may hang, in a process of its own."""

from __future__ import annotations

from typing import Any

from configurator.domain.errors import Failed


def call_in_process(
    function: str, request: dict[str, Any], limit_s: float, memory_gib: float, overdue: Failed
) -> dict[str, Any]:
    """What `package.module:name` answers; both ways JSON.

    Raises what it raises, Crashed if it dies, and `overdue` if it takes longer than its limit.
    """
    # Imported here: most commands only read, and need no processes.
    from configurator.pool import process
    from configurator.pool.limits import Limits

    try:
        return process.run_in_process(function, request, Limits(limit_s, memory_gib))
    except TimeoutError:
        raise overdue from None
