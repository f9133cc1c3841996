"""Templates that are read anew when their files change, for an author at work on one."""

from __future__ import annotations

import importlib
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from configurator import catalogue, sources
from configurator.domain.errors import failed, refused


def module_of(template: str) -> str:
    """The module that declares a template, or fails to. Raises Refused where none has the name."""
    for entry in catalogue.entries():
        names = (entry.value.id if entry.value else "", entry.module.rpartition(".")[2])
        if template in names:
            return entry.module
    known = ", ".join(catalogue.templates())
    raise refused(f"There is no template {template!r}.", "template", hint=f"There are {known}.")


def check_module(module: str) -> None:
    """Raise Failed where the module declares no template that can be used."""
    for entry in catalogue.entries():
        if entry.module == module and entry.value is None:
            raise failed(f"{module} cannot be used: {entry.error}", hint="Mend the file: this page follows it.")


def files_stamp(package: str) -> str:
    """Another text whenever a file of the package has come, gone or been written."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations or () if spec else ()
    paths = [path for folder in folders for path in Path(folder).rglob("*") if "__pycache__" not in path.parts]
    states = sorted((str(path), (path.stat().st_mtime_ns, path.stat().st_size)) for path in paths if path.is_file())
    return sha256(repr(states).encode()).hexdigest()


def read_again(package: str) -> None:
    """Have the package's modules imported anew at the next question for templates."""
    for name in [each for each in sys.modules if each.partition(".")[0] == package]:
        del sys.modules[name]
    importlib.invalidate_caches()
    catalogue.entries.cache_clear()
    sources.forget_digests()
