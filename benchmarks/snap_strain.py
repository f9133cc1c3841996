"""The snap clip's strain beside finite elements: a quarter of each clip, its arm's edge pushed in by the catch.

Needs `apt-get install calculix-ccx` and `pip install gmsh`, which nothing else here does. Linear elastic, ten-node
tetrahedra; strain does not depend on the modulus, as the arm's way is prescribed. The largest strain is that in the
slot's corner, which the template states; on the arm's outside, which is stretched on the way in, it is less.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import cadquery as cq
import numpy as np

from templates_cad.snap_clip import TEMPLATE, SnapClip, half_shank, lean, levels, spread, strain, width

POISSON: Final = 0.4
# Of an element at the root and elsewhere, in arms' thicknesses.
FINE, COARSE = 0.13, 0.6
ALLOWED: Final = 0.15
TETRAHEDRON_10: Final = 11
CLIPS: Final = {
    "shortest for its thickness": SnapClip(arm_thickness=1.2, arm_length=6, catch=0.6),
    "door card": TEMPLATE.presets["door card"],
    "oval head": TEMPLATE.presets["oval head"],
    "long and thin": SnapClip(hole_diameter=10, head_length=16, arm_thickness=0.8, arm_length=16, catch=1),
    "rectangular hole": TEMPLATE.presets["rectangular hole"],
}


def main() -> int:
    """Print a line for each clip; 1 where the template is off by more than it may be, 2 where a tool is missing."""
    if shutil.which("ccx") is None or find_spec("gmsh") is None:
        print("needs CalculiX and gmsh: apt-get install calculix-ccx; pip install gmsh", file=sys.stderr)
        return 2
    worst = 0.0
    sizes = f"{'clip':28} {'L/h':>5} {'1.5hy/L2':>8} {'stated':>8} {'FE':>8}"
    print(f"{sizes} {'stated/FE':>9} {'outside':>8} {'nodes':>7}")
    for name, p in CLIPS.items():
        outside, corner, nodes = computed_strains(p)
        share, plain = strain(p) / corner, 1.5 * p.arm_thickness * p.catch / p.arm_length**2
        worst = max(worst, abs(share - 1))
        sizes = f"{p.arm_length / p.arm_thickness:5.1f} {plain:8.2%} {strain(p):8.2%} {corner:8.2%}"
        print(f"{name:28} {sizes} {share:9.3f} {outside:8.2%} {nodes:7,}")
    return int(worst > ALLOWED)


def computed_strains(p: SnapClip) -> tuple[float, float, int]:
    """The largest principal strain on the arm's outside, the largest in amount at its slot, and how many nodes."""
    with TemporaryDirectory() as folder:
        step = Path(folder, "quarter.step")
        cq.exporters.export(quarter(p), str(step))
        nodes, elements = mesh_step(step, p)
        Path(folder, "job.inp").write_text(job_text(nodes, elements, p), encoding="ascii")
        subprocess.run(["ccx", "job"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        strains = read_strains(Path(folder, "job.frd"), len(nodes))
    principal = np.linalg.eigvalsh(strains)
    outside, slot = sides(nodes, p)
    return float(principal[outside, 2].max()), float(np.abs(principal[slot]).max()), len(nodes)


def quarter(p: SnapClip) -> cq.Workplane:
    """x and y positive, up to a little above the arms' ends: what is above does not bend."""
    high = levels(p)["ends"] + 0.3
    return TEMPLATE.build(p).intersect(cq.Workplane().box(200, 200, high, centered=(False, False, False)))


def mesh_step(step: Path, p: SnapClip) -> tuple[Any, Any]:
    """(n, 3) nodes in mm, and (m, 10) of their indices in the order of Abaqus and CalculiX."""
    import gmsh

    gmsh.initialize()
    gmsh.option.setNumber("General.Verbosity", 0)
    gmsh.option.setNumber("Mesh.MeshSizeExtendFromBoundary", 0)
    gmsh.model.occ.importShapes(str(step))
    gmsh.model.occ.synchronize()
    add_fine_region(gmsh, p)
    gmsh.model.mesh.generate(3)
    gmsh.model.mesh.setOrder(2)
    tags, places, _ = gmsh.model.mesh.getNodes()
    _, corners = gmsh.model.mesh.getElementsByType(TETRAHEDRON_10)
    gmsh.finalize()
    index = np.zeros(int(tags.max()) + 1, int)
    index[tags.astype(int)] = np.arange(len(tags))
    elements = index[corners.astype(int)].reshape(-1, 10)
    # gmsh and Abaqus disagree about the last two.
    return places.reshape(-1, 3), elements[:, [0, 1, 2, 3, 4, 5, 6, 7, 9, 8]]


def add_fine_region(gmsh: Any, p: SnapClip) -> None:
    """Small elements round the arm's root, larger ones elsewhere."""
    box, field = levels(p)["floor"], gmsh.model.mesh.field
    number = field.add("Box")
    sizes = {
        "VIn": FINE * p.arm_thickness,
        "VOut": COARSE * p.arm_thickness,
        "XMin": half_shank(p) - 2 * p.arm_thickness,
        "XMax": half_shank(p) + 2 * p.arm_thickness,
        "YMin": -1,
        "YMax": 100,
        "ZMin": box - 0.7 * p.arm_thickness,
        "ZMax": box + 1.2 * p.arm_thickness,
        "Thickness": 2 * p.arm_thickness,
    }
    for name, size in sizes.items():
        field.setNumber(number, name, size)
    field.setAsBackgroundMesh(number)


def job_text(nodes: Any, elements: Any, p: SnapClip) -> str:
    """CalculiX's input: planes of symmetry, the stem held above, the arm's outer edge pushed in by the catch."""
    at, end, tiny = levels(p), half_shank(p) + spread(p), 1e-4
    x, y, z = nodes.T
    stem = half_shank(p) - 0.5
    held = np.flatnonzero((z > at["ends"] + 0.3 - tiny) & (x < stem))
    pushed = np.flatnonzero((abs(x - end) < tiny) & (abs(z - at["ends"]) < tiny))
    lines = ["*NODE, NSET=ALL", *(f"{n + 1},{a:.9g},{b:.9g},{c:.9g}" for n, (a, b, c) in enumerate(nodes))]
    lines += ["*ELEMENT, TYPE=C3D10, ELSET=CLIP"]
    lines += [f"{n + 1}," + ",".join(str(each + 1) for each in corners) for n, corners in enumerate(elements)]
    for name, members in (("SIDE", np.flatnonzero(x < tiny)), ("MIDDLE", np.flatnonzero(y < tiny))):
        lines += [f"*NSET, NSET={name}", *(f"{each + 1}," for each in members)]
    for name, members in (("HELD", held), ("PUSHED", pushed)):
        lines += [f"*NSET, NSET={name}", *(f"{each + 1}," for each in members)]
    lines += ["*MATERIAL, NAME=PLASTIC", "*ELASTIC", f"1700,{POISSON}", "*SOLID SECTION, ELSET=CLIP, MATERIAL=PLASTIC"]
    lines += ["*BOUNDARY", "SIDE,1,1", "MIDDLE,2,2", "HELD,3,3", "*STEP", "*STATIC"]
    lines += ["*BOUNDARY", f"PUSHED,1,1,{-p.catch}", "*EL FILE", "E", "*END STEP", ""]
    return "\n".join(lines)


def read_strains(file: Path, count: int) -> Any:
    """(n, 3, 3) strain tensors at the nodes, from CalculiX's results."""
    strains, is_strain = np.zeros((count, 3, 3)), False
    with file.open(encoding="ascii") as lines:
        for line in lines:
            if line.startswith(" -4"):
                is_strain = "STRAIN" in line
            elif is_strain and line.startswith(" -1"):
                xx, yy, zz, xy, yz, zx = (float(line[start : start + 12]) for start in range(13, 85, 12))
                strains[int(line[3:13]) - 1] = [[xx, xy, zx], [xy, yy, yz], [zx, yz, zz]]
    return strains


def sides(nodes: Any, p: SnapClip) -> tuple[Any, Any]:
    """Which nodes lie on the arm's outside or below it, and which near the slot's floor."""
    x, y, z = nodes.T
    at, half = levels(p), half_shank(p)
    near = (z > at["shoulder"]) & (z < at["floor"] + p.arm_length / 2)
    face = half + np.maximum(0.0, z - at["floor"]) * np.tan(lean(p))
    outside = near & (abs(x - face) < 1e-3)
    slot = near & (abs(z - at["floor"]) < p.arm_thickness / 2) & (x < face - 0.5 * p.arm_thickness) & (y < width(p))
    return outside, slot


if __name__ == "__main__":
    sys.exit(main())
