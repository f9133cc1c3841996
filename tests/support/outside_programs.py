"""Programs and measurements by others that judge ours; where one is missing a test is skipped, saying so."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PEOPLE = Path(__file__).parents[3] / "shared" / "data" / "anthropometry" / "ansur2_limbs_sample.csv"
needs_slicer = pytest.mark.skipif(shutil.which("prusa-slicer") is None, reason="PrusaSlicer is not installed")
VALIDATE = """
const bytes = new Uint8Array(require("fs").readFileSync(process.argv[1]));
require("gltf-validator").validateBytes(bytes).then(report => console.log(JSON.stringify(report)));
"""


def khronos_report(path):
    """What Khronos' own validator says of a GLB, as its JSON report."""
    here, node = Path(__file__).parents[1], Path(sys.executable).with_name("node")
    if not node.exists() or not (here / "node_modules" / "gltf-validator").is_dir():
        pytest.skip("Khronos' gltf-validator is not installed: run make test")
    process = subprocess.run([node, "-e", VALIDATE, path], cwd=here, capture_output=True, text=True, timeout=60)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def slicer_output(*arguments):
    """What PrusaSlicer prints when called with these arguments; it must end well."""
    if shutil.which("prusa-slicer") is None:
        pytest.skip("PrusaSlicer is not installed: run make test as root, or install the package prusa-slicer")
    process = subprocess.run(["prusa-slicer", *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert process.returncode == 0, process.stderr
    return process.stdout


def real_people():
    """The people of the ANSUR II survey whose table lies beside the checkout and is not part of it: a row each."""
    if not PEOPLE.exists():
        pytest.skip("../shared/data is not there")
    with PEOPLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
