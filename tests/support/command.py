"""The installed command, as a person or another program calls it."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("configurator")
PANEL = ["--set", "hole_diameter=14", "--set", "panel_thickness=1.5", "--set", "cable_diameter=8"]
# Far more than anything here takes: reached only by what would otherwise wait for ever.
FOREVER = 120


def configurator(*arguments, cwd, **options):
    """What came of the command: exit status, stdout, stderr. Options of subprocess.run, and `environment`."""
    environment = os.environ | options.pop("environment", {})
    words = [str(COMMAND), *map(str, arguments)]
    return subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, timeout=FOREVER, check=False, **options
    )


def files(folder):
    """What lies in a folder and below it, by paths from there."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
