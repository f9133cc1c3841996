import json
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from web.frontend import build

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TAKEN = ("configurator", "templates_cad", "web", "LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "setup.py")
LEFT = shutil.ignore_patterns("node_modules", "static", "__pycache__")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the sources in which the front end was never built."""
    build.install()
    folder = tmp_path_factory.mktemp("checkout")
    for name in TAKEN:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name, **({"ignore": LEFT} if copy is shutil.copytree else {}))
    (folder / "web" / "frontend" / "node_modules").symlink_to(build.FRONTEND_FOLDER / "node_modules")
    return folder


@pytest.fixture(scope="module")
def wheel(checkout, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir")
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, folder, checkout], check=True, timeout=300)
    with ZipFile(next(folder.glob("*.whl"))) as opened:
        yield opened


def test_a_wheel_holds_every_file_of_the_manifest(wheel):
    manifest = json.loads(wheel.read("web/static/manifest.json"))
    assert {"main.js", "main.css", "part.js", "mark.svg"} <= manifest.keys()
    assert {f"web/static/{name}" for name in manifest.values()} <= set(wheel.namelist())


def test_a_wheel_holds_every_template(wheel):
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "web" / "templates").rglob("*.html")}
    assert templates
    assert templates <= set(wheel.namelist())


def test_a_wheel_holds_nothing_that_the_front_end_is_built_from(wheel):
    assert not [name for name in wheel.namelist() if name.startswith("web/frontend/")]
