"""Which format a file is in, by its name and by how it begins."""

from __future__ import annotations

import codecs
from pathlib import PurePath
from typing import Literal

from configurator.kernel.inspect.reading.geometry import unreadable_file

FileFormat = Literal["stl", "3mf", "step", "ply", "obj"]
FORMAT_BY_ENDING: dict[str, FileFormat] = {
    ".stl": "stl", ".3mf": "3mf", ".step": "step", ".stp": "step", ".ply": "ply", ".obj": "obj",
}  # fmt: skip
# Those that say what they are. An STL or OBJ has nothing of the kind.
BEGINNINGS: dict[bytes, FileFormat] = {b"PK\x03\x04": "3mf", b"ISO-10303-21": "step", b"ply\n": "ply", b"ply\r": "ply"}
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PAGES = (b"<!doctype html", b"<html")


def format_of(name: str, content: bytes) -> FileFormat:
    """The format that the name promises. Raises Refused if the content is evidently another."""
    promised = FORMAT_BY_ENDING.get(PurePath(name).suffix.lower())
    if promised is None:
        raise unreadable_file(
            f"The name {PurePath(name).name!r} does not say in which format it is.",
            f"Known: {', '.join(FORMAT_BY_ENDING)}.",
        )
    if content.startswith(UTF_16_MARKS):
        raise unreadable_file(
            f"It begins with {content[:2].hex(' ').upper()}: a text in UTF-16, which {promised.upper()} never is.",
            "Save it as UTF-8 or ASCII in an editor, or export it again.",
        )
    head = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.lower().startswith(PAGES):
        raise unreadable_file(
            f"It is a web page, not {promised.upper()}.", "Most likely the site asked to log in: download it again."
        )
    detected = next((kind for words, kind in BEGINNINGS.items() if head.startswith(words)), None)
    if detected not in (None, promised):
        raise unreadable_file(
            f"It is called {promised.upper()}, but begins like {str(detected).upper()}.", "Give it the right ending."
        )
    if detected is None and promised in BEGINNINGS.values():
        raise unreadable_file(f"It does not begin like {promised.upper()}.")
    return promised
