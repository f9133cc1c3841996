"""The plain way to make a batch: a fresh Python for every part, and CadQuery's own exporters.

`python benchmarks/plain.py TEMPLATE FOLDER < parameters.json` writes STL and STEP, unproven.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import cadquery as cq

from configurator import catalogue
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.kernel.build.brep_mesh import ANGLE_RAD, CHORD_MM


def export(template: Template[Any], parameters: Parameters, folder: Path) -> None:
    """Build a part and write its STL, at the chord that our files have, and its STEP."""
    built = template.build(parameters)
    shape = (built if isinstance(built, cq.Workplane) else cq.Workplane(built)).val()
    assert isinstance(shape, cq.Shape)
    # CadQuery's default takes the chord relative to the size of each edge, and meshes far more coarsely.
    shape.exportStl(str(folder / "plain.stl"), CHORD_MM, ANGLE_RAD, relative=False)
    cq.exporters.export(cq.Workplane(shape), str(folder / "plain.step"))


def main(template: str, folder: str) -> None:
    """Make the part whose parameters stand on standard input."""
    part = catalogue.find(template)
    export(part, part.parameters(**json.load(sys.stdin)), Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:3])
