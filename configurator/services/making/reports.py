"""Reports of what was made, as they are kept among the artefacts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from configurator.domain.parts.formats import REPORT
from configurator.services.common.context import Context
from configurator.store import objects


def read_report(context: Context, files: Mapping[str, str]) -> dict[str, Any]:
    """The report among the files of an item or a row (SHA-256 by format). Raises Blocked or Failed."""
    report: dict[str, Any] = json.loads(objects.get_object(context.objects, files[REPORT]))
    return report
