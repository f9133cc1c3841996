"""A factory from a JSON file."""

from __future__ import annotations

from pathlib import Path

from configurator.domain.production.factories import Factory
from configurator.domain.production.factory_files import read_factory
from configurator.services.common.json_files import read_object

FACTORY_FILE_HINT = 'Write {"id": "berlin", "title": "...", "place": {...}, "machines": [...]}.'


def read_factory_file(path: Path) -> Factory:
    """The factory in a file, up. Raises Refused with every fault, each naming its place in the file."""
    return read_factory(read_object(path, FACTORY_FILE_HINT))
