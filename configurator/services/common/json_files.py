"""A JSON file that somebody wrote by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from configurator.domain.errors import refused
from configurator.services.common.json_texts import read_json

# As much as one request to the HTTP interface may bring.
MAX_FILE_BYTES = 4 * 2**20


def read_object(path: Path, hint: str, field: str = "file") -> dict[str, Any]:
    """The object in a file.

    Raises Refused, with the hint, for one that cannot be read or holds something else, and for a name given twice.
    """
    try:
        content = read_json(_read_bounded(path, field))
    except OSError as error:
        raise refused(f"Cannot read {path}: {error.strerror}.", field, hint="Check the path.") from None
    except (ValueError, RecursionError) as error:
        raise refused(f"{path} is not JSON in UTF-8: {error}.", field, hint=hint) from None
    if not isinstance(content, dict):
        raise refused(f"{path} does not hold an object.", field, hint=hint)
    return content


def _read_bounded(path: Path, field: str) -> bytes:
    with path.open("rb") as file:
        content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        hint = f"Its file has at most {MAX_FILE_BYTES // 2**20} MiB: divide it into several."
        raise refused(f"{path} is too long.", field, hint=hint)
    return content
