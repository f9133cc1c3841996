"""A DXF file as ezdxf's document, and the unit that it states."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from ezdxf import recover
from ezdxf.document import Drawing as Document
from ezdxf.lldxf.tagger import binary_tags_loader

from configurator.domain.errors import refused
from configurator.kernel.outlines.refusals import unreadable

BINARY_MARK = b"AutoCAD Binary DXF\r\n\x1a\x00"
# Autodesk, DXF Reference, $INSUNITS. 0 and what is not here counts as not stated, or in no unit of a part.
INSUNITS = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m", 9: "mil", 13: "micron"}
UNITLESS = 0


def load_document(content: bytes) -> Document:
    """The document of a DXF, ASCII or binary, R12 to 2018. Raises Refused for what cannot be read as one."""
    with _without_log():
        try:
            if content.startswith(BINARY_MARK):
                return Document.load(binary_tags_loader(content))
            return recover.read(BytesIO(content))[0]
        except MemoryError:
            raise
        except Exception:
            # Of what is broken ezdxf says many things, none for whoever drew the file.
            raise unreadable("It begins like a DXF, but cannot be read to its end.") from None


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
