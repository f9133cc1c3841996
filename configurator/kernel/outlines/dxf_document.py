"""A DXF file as ezdxf's document, and the unit that it states."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO

from ezdxf import recover
from ezdxf.document import Drawing as Document
from ezdxf.lldxf.tagger import binary_tags_loader
from ezdxf.lldxf.validator import dxf_info

from configurator.domain.errors import refused
from configurator.kernel.outlines.refusals import unreadable

BINARY_MARK = b"AutoCAD Binary DXF\r\n\x1a\x00"
# With which every DXF ends, and what editors and old systems leave behind it.
END, PADDING = b"EOF", b"\x00\x1a \t\r\n"
# Autodesk, DXF Reference, $INSUNITS. 0 and what is not here counts as not stated, or in no unit of a part.
INSUNITS = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 9: "mil", 13: "micron"}
UNITLESS = 0


def load_document(content: bytes) -> tuple[Document, bool]:
    """The document of a DXF, ASCII or binary, R12 to 2018, and whether it had to be mended.

    Raises Refused for what breaks off or cannot be read.
    """
    if not content.rstrip(PADDING).endswith(END):
        raise unreadable("It breaks off before its end.")
    with _without_log():
        for load in (_load_binary,) if content.startswith(BINARY_MARK) else (_load_text, _mend_text):
            try:
                return load(content), load is _mend_text
            except MemoryError:
                raise
            except Exception:
                # Of what is broken ezdxf says many things, none for whoever drew the file.
                continue
    raise unreadable("It begins like a DXF, but cannot be read to its end.")


def _load_binary(content: bytes) -> Document:
    return Document.load(binary_tags_loader(content))


def _load_text(content: bytes) -> Document:
    encoding = dxf_info(StringIO(content.decode("cp1252", "ignore"))).encoding
    return Document.read(StringIO(content.decode(encoding, "replace")))


def _mend_text(content: bytes) -> Document:
    return recover.read(BytesIO(content))[0]


@contextmanager
def _without_log() -> Iterator[None]:
    """ezdxf notes what it mends in its log."""
    log = logging.getLogger("ezdxf")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def stated_unit(document: Document) -> str:
    """The unit that the file states, "" for none. Raises Refused for one in which no part is drawn."""
    code = document.header.get("$INSUNITS", UNITLESS)
    if code in INSUNITS or code == UNITLESS:
        return INSUNITS.get(code, "")
    raise refused(
        f"The file states a unit in which no part is drawn ($INSUNITS {code}).",
        "file",
        hint="Set the drawing's unit to millimetres, and export it again.",
    )
