"""What the text of a STEP file names, to be held against what the CAD kernel makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from configurator.kernel.inspect.reading.geometry import unreadable_file

STEP_END = b"END-ISO-10303-21"
# Strings and comments may hold anything.
STRINGS_AND_COMMENTS = re.compile(rb"'[^']*'|/\*.*?\*/", re.DOTALL)
NAMED, DEFINED = re.compile(rb"#(\d{1,18})"), re.compile(rb"#(\d{1,18})\s*=")
# ISO 10303-42: solids by their boundary, by construction and by sweeping.
SOLIDS = re.compile(
    rb"\b(?:MANIFOLD_SOLID_BREP|BREP_WITH_VOIDS|FACETED_BREP|CSG_SOLID|EXTRUDED_AREA_SOLID|REVOLVED_AREA_SOLID"
    rb"|SURFACE_CURVE_SWEPT_AREA_SOLID|SWEPT_DISK_SOLID)\s*\("
)
TESSELLATED_SOLIDS = re.compile(rb"\bTESSELLATED_SOLID\s*\(")
FACES = re.compile(rb"\b(?:ADVANCED_FACE|FACE_SURFACE)\s*\(")
DOCUMENTS = re.compile(rb"\b(?:DOCUMENT_FILE|APPLIED_EXTERNAL_IDENTIFICATION_ASSIGNMENT)\s*\(\s*'((?:[^']|'')*)'")
CAD_ENDINGS = (".stp", ".step", ".p21", ".prt", ".asm", ".sldprt", ".sldasm", ".catpart", ".catproduct", ".ipt", ".iam")


@dataclass(frozen=True)
class NamedShapes:
    """How many solids and faces a file names, and the CAD files in which further parts lie."""

    solids: int
    faces: int
    other_files: Sequence[str]


def read_names(content: bytes) -> NamedShapes:
    """What the text names. Raises Refused for one that is cut short, or names entities that are not there.

    The kernel leaves out what it cannot complete and says nothing.
    """
    if STEP_END not in content:
        raise unreadable_file("The text ends before the STEP file does: it is cut short.")
    text = STRINGS_AND_COMMENTS.sub(b"", content)
    missing = set(NAMED.findall(text)) - set(DEFINED.findall(text))
    if missing:
        first = min(missing, key=int).decode("ascii")
        raise unreadable_file(
            f"{len(missing):,} of its entities are named but not there, the first #{first}: it is damaged."
        )
    solids = len(SOLIDS.findall(text)) or len(TESSELLATED_SOLIDS.findall(text))
    return NamedShapes(solids, len(FACES.findall(text)), _other_files(content))


def _other_files(content: bytes) -> Sequence[str]:
    names = dict.fromkeys(name.decode("utf-8", "replace") for name in DOCUMENTS.findall(content))
    return [name for name in names if name.lower().endswith(CAD_ENDINGS)]
