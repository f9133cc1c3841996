"""What to do about a finding on a file whose maker is some other program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from configurator.domain.parts.findings import Finding

FILE_REMEDIES: Mapping[str, str] = {
    "open": "Close the holes in the program that made it; of a scan, fill them or give it a thickness.",
    "not_manifold": "Join or part the surfaces that meet there, and delete doubled ones.",
    "winding": "Have the program that made it turn all facets outwards.",
    "self_intersecting": "Unite overlapping bodies to one, and smooth or remodel what folds over.",
    "inside_out": "Turn its facets over (reverse the normals).",
    "nested": "Delete the inner body, or subtract it where it is meant to be a hollow.",
    "not_valid": "Check and mend the solid in the CAD program that made it, or export a mesh of it.",
    "volume": "Some of its faces could not be meshed: rebuild them, or export a mesh.",
    "empty": "All its triangles have collapsed to lines: check the unit, or export it again.",
}


def with_file_remedy(finding: Finding) -> Finding:
    """The finding with a remedy for whoever has the file, not the template."""
    return replace(finding, hint=FILE_REMEDIES.get(finding.code, finding.hint))
