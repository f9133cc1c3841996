"""Calls a target: the function that a process of its own runs for `configurator.services.factories.targets`."""

from __future__ import annotations

import json
import traceback
from typing import Any

from configurator.domain.errors import ConfiguratorError
from configurator.production.target_registry import find_target


def call(request: dict[str, Any]) -> dict[str, Any]:
    """{"target", "verb", "request"} to {"answer"}, or {"error": its type, "trace"} for one that was not meant.

    Raises what the target raises on purpose.
    """
    try:
        answer = getattr(find_target(request["target"]), request["verb"])(request["request"])
        return {"answer": json.loads(json.dumps(answer))}
    except (ConfiguratorError, MemoryError):
        raise
    # A third party's module may raise anything.
    except Exception as error:
        return {"error": type(error).__name__, "trace": traceback.format_exc()}
