"""A file for a part that there is not yet: the template to copy, under another name."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from configurator import catalogue
from configurator.domain.errors import failed, refused

# The module to copy, and what it calls its part: id, class, title at the beginning and within a sentence.
SOURCE_MODULE = "templates_cad._template"
SOURCE_ID, SOURCE_CLASS, SOURCE_TITLE = "cable_clip", "CableClip", "Cable clip"
COPY_NOTE = "# To add a part, copy this file under another name and change it; docs/template-author.md explains.\n"


def write_new_template(part: str, folder: Path | None = None) -> Path:
    """Write the template to copy as `<part>.py` into a folder, or beside this program's own templates.

    Raises Refused for an id that no template may have or that is taken, and for a file that is there already;
    Failed where it cannot be written.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", part):
        hint = "Use small letters, digits and underscores, such as door_handle."
        raise refused(f"{part!r} cannot be the id of a part.", "part", hint=hint)
    if part in catalogue.templates():
        raise refused(f"There is a part {part!r} already.", "part", hint="Choose another id.")
    source = _source_path()
    path = (folder or source.parent) / f"{part}.py"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_renamed(source.read_text("utf-8"), part))
    except FileExistsError:
        raise refused(f"There is a file {path} already.", "part", hint="Choose another id, or remove it.") from None
    except OSError as error:
        hint = "Name a folder that you may write to with --into."
        raise failed(f"{path} cannot be written: {error.strerror}.", "into", hint=hint) from None
    return path


def _source_path() -> Path:
    spec = find_spec(SOURCE_MODULE)
    if spec is None or spec.origin is None:
        raise failed("The template to copy is missing.", hint="Install this program again.")
    return Path(spec.origin)


def _renamed(text: str, part: str) -> str:
    words = part.split("_")
    title = " ".join(words).capitalize()
    text = text.replace(COPY_NOTE, "").replace(SOURCE_ID, part).replace(SOURCE_TITLE, title)
    return text.replace(SOURCE_CLASS, "".join(word.capitalize() for word in words if word))
