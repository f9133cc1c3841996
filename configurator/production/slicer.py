"""PrusaSlicer, asked how long a machine prints a file; called in a process of its own, by name."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
from collections.abc import Mapping
from functools import partial
from math import asin, atan2, degrees
from pathlib import Path
from typing import Any

from configurator.domain.errors import failed

PROGRAM = "prusa-slicer"
MODEL, PROFILE, GCODE = "part.stl", "profile.ini", "part.gcode"
# In the comments at the end, before all settings: "; estimated printing time (normal mode) = 1d 2h 3m 4s".
TIME = re.compile(rb"^; estimated printing time \(normal mode\) = (.+)$", re.MULTILINE)
UNIT_S = {"d": 86_400, "h": 3600, "m": 60, "s": 1}
TAIL_BYTES = 2**20
# A part that is longer than the bed is deep may fit the other way round.
TURNS_DEG = (0, 90)
MAX_REASON_LENGTH = 160
# What a foot orthosis is printed by has 7 MB: more comes of a profile with layers of nearly nothing.
MAX_GCODE_BYTES = 2**30


def is_installed() -> bool:
    """Whether the program is here."""
    return shutil.which(PROGRAM) is not None


def tell_hours(request: Mapping[str, Any]) -> dict[str, float]:
    """Of one `part.stl` with `profile.ini`, both in `folder`: its `hours`, lying with `up` of its own axes upwards.

    Raises Failed, with what the slicer says, where it does not slice it.
    """
    folder, reason = Path(request["folder"]), ""
    for turn in TURNS_DEG:
        reason = _slice(folder, [*_laid(request["up"]), "--rotate", f"{turn}"])
        if not reason:
            return {"hours": _read_hours(folder / GCODE)}
    raise failed(f"PrusaSlicer refuses it: {reason}")


def _laid(up: tuple[float, float, float]) -> list[str]:
    """Turns about x, then y, that bring the direction upwards."""
    x, y, z = up
    about_x, about_y = degrees(atan2(y, z)), degrees(-asin(max(-1.0, min(1.0, x))))
    return ["--rotate-x", f"{about_x:.6f}", "--rotate-y", f"{about_y:.6f}"]


def _slice(folder: Path, options: list[str]) -> str:
    """Why it does not write G-code; empty where it does. What another call has written is not taken for its own."""
    (folder / GCODE).unlink(missing_ok=True)
    command = [PROGRAM, "--datadir", str(folder), "--load", str(folder / PROFILE), *options]
    command += ["--export-gcode", str(folder / MODEL), "--output", str(folder / GCODE)]
    status, said = _run(command, folder)
    if status == 0 and (folder / GCODE).exists():
        return ""
    return _reason(said, folder) or f"it ended with status {status}"


def _run(command: list[str], folder: Path) -> tuple[int, str]:
    """Its exit status, and what it said of errors."""
    bound = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (MAX_GCODE_BYTES, MAX_GCODE_BYTES))
    quiet = subprocess.DEVNULL
    process = subprocess.run(
        command, cwd=folder, stdin=quiet, stdout=quiet, stderr=subprocess.PIPE, check=False, preexec_fn=bound
    )
    return process.returncode, process.stderr.decode(errors="replace")


def _reason(words: str, folder: Path) -> str:
    """The last thing that it said."""
    lines = [each.strip() for each in words.splitlines() if each.strip() and "[trace]" not in each]
    last = lines[-1].removeprefix("what():").strip() if lines else ""
    return last.replace(f"{folder}/", "")[:MAX_REASON_LENGTH].rstrip(".")


def _read_hours(gcode: Path) -> float:
    """What stands in its comments. Raises Failed."""
    with gcode.open("rb") as file:
        file.seek(max(0, gcode.stat().st_size - TAIL_BYTES))
        found = TIME.search(file.read())
    parts = found.group(1).decode().split() if found else []
    if not parts:
        raise failed("PrusaSlicer wrote no printing time.")
    return sum(float(each[:-1]) * UNIT_S[each[-1]] for each in parts) / UNIT_S["h"]
