"""How a part is named inside the files made from it."""

from __future__ import annotations

from configurator import __version__
from configurator.kernel.part import Part

PROGRAM = f"made-to-measure {__version__}"


def part_name(part: Part) -> str:
    """Template id and design code, as in `grommet 7K3Q9ZTA`: short, and either of them identifies the part."""
    return f"{part.template.id} {part.design.code}"


def identity(part: Part) -> dict[str, str]:
    """What identifies a design: template, version, digest, code."""
    design = part.design
    return {"template": design.template, "version": design.version, "digest": design.digest, "code": design.code}
