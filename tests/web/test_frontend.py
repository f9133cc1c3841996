import os
import subprocess
from pathlib import Path

import pytest

from configurator.services.designs.configure import build_design
from configurator.services.making.make import make_part
from templates_cad import grommet
from web.frontend import build

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "frontend"


@pytest.fixture(scope="module")
def preview(pool, tmp_path_factory):
    made = make_part(
        pool, build_design(grommet.TEMPLATE, grommet.Grommet()), ["glb"], tmp_path_factory.mktemp("preview")
    )
    return made.files["glb"]


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    build.install()
    folder = tmp_path_factory.mktemp("bundled")
    options = ("--bundle", "--platform=node", "--format=esm", "--out-extension:.js=.mjs", "--log-level=warning")
    build.run(["node_modules/.bin/esbuild", *sorted(HERE.glob("*.test.ts")), *options, f"--outdir={folder}"])
    return folder


def test_what_the_pages_compute_themselves(bundled, preview):
    node = build.node_folder() / "node"
    environment = {**os.environ, "PREVIEW": str(preview)}
    done = subprocess.run(
        [node, "--test", *sorted(bundled.iterdir())], env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fail 0" in done.stdout


def test_the_scripts_have_no_type_error():
    build.main(["--check"])


def test_the_lock_file_names_no_registry():
    lock = (build.FRONTEND_FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert "resolved" not in lock and "https://registry" not in lock


def test_a_step_that_fails_is_told():
    with pytest.raises(subprocess.CalledProcessError):
        build.run(["node_modules/.bin/esbuild", "src/absent.ts", "--log-level=silent"])
