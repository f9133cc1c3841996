"""Writes the files of a part in all requested formats, each by its own writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import cast

from configurator.domain.errors import ConfiguratorError, failed
from configurator.domain.parts.formats import Format
from configurator.formats import brought_by, file_name, find_format
from configurator.kernel.export.job import ExportJob

Writer = Callable[[ExportJob, Path], object]


def write_files(job: ExportJob, kinds: Iterable[str], stem: Path) -> dict[str, str]:
    """The file names by format, each `stem` and its ending. Raises OSError, and Failed if one cannot be made."""
    files = {}
    for kind in kinds:
        files[kind] = file_name(stem.name, kind)
        with job.clock.stage(kind):
            _write_file(job, find_format(kind), stem.with_name(files[kind]))
    return files


def _write_file(job: ExportJob, each: Format, path: Path) -> None:
    try:
        find_writer(each)(job, path)
    except (ConfiguratorError, OSError):
        raise
    except Exception as error:
        message = f"{each.name} could not be written ({type(error).__name__}: {error})."
        maker = brought_by(each.name) or "this program"
        raise failed(message, "formats", hint=f"Choose another format, and tell the makers of {maker}.") from error
    if not path.is_file():
        raise failed(f"The writer of {each.name} has written nothing.", "formats", hint="Choose another format.")


def find_writer(each: Format) -> Writer:
    """The function that a format names. Raises ImportError or AttributeError for one that is not there."""
    module, _, function = each.writer.partition(":")
    return cast(Writer, getattr(import_module(module), function))
