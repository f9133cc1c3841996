"""Makes one of each part from the sample sheets, then orders them from a network of invented factories."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from configurator import catalogue
from configurator.cli.output.parts import dimension_lines
from configurator.domain.parts.drafting import today
from configurator.folders import writable_folder
from configurator.formats import formats_of
from configurator.pool import Pool, open_pool
from configurator.services.designs.configure import configure
from configurator.services.designs.drafting import drafting_for
from configurator.services.designs.sheets import read_sheet
from configurator.services.making.make import MadePart, make_part

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "docs" / "samples"
COMMAND = Path(sys.executable).with_name("configurator")
PARTS = (("foot_orthosis", "foot-left.json"), ("foot_orthosis", "foot-right.json"), ("grommet", "grommet.json"))
ORDERS = ("order-feet.json", "order-grommets.json")


def main(folder: Path) -> None:
    """Make every part into `folder`, and order them there; raises what make_part raises."""
    with writable_folder(folder), open_pool() as pool:
        for template, sheet in PARTS:
            show(template, sheet, make_one(pool, template, SAMPLES / sheet, folder))
    print(f"All files lie in {folder.resolve()}.", flush=True)
    order_parts(folder.resolve() / "data")


def make_one(pool: Pool, template: str, sheet: Path, folder: Path) -> MadePart:
    """One part from one sheet, in every format that can hold it."""
    part = catalogue.find(template)
    configured = configure(part, read_sheet(sheet, part))
    for problem in configured.problems:
        print(f"{problem.severity}: {problem}")
    design = configured.require_design()
    return make_part(pool, design, list(formats_of(part)), folder, drafting_for(design, today()))


def show(template: str, sheet: str, made: MadePart) -> None:
    """Print nominal against measured, and the paths of the files."""
    title = catalogue.find(template).title
    print(f"\n{title} from {sheet}: {made.report.volume_mm3 / 1000:.1f} cm3, code {made.report.code}")
    print(*dimension_lines(made.report.dimensions), sep="\n")
    for kind, path in made.files.items():
        print(f"  {kind:<9}{path}")


def order_parts(data: Path) -> None:
    """Two orders, from their placing to the folders at the factories."""
    shutil.rmtree(data, ignore_errors=True)
    here = {"CONFIGURATOR_DATA": os.path.relpath(data, ROOT), "CONFIGURATOR_ACTOR": "clinic-7"}
    say("The same parts, ordered. Four factories are invented for it.")
    print("$ export", *(f"{name}={value}" for name, value in here.items()), flush=True)
    for factory in sorted((SAMPLES / "factories").iterdir()):
        call(here, "factory", "add", factory)
    orders = [call(here, "order", "place", SAMPLES / order) for order in ORDERS]
    say("A worker makes their files.")
    call(here, "worker", "--until-idle")
    say("Whoever answers for them looks at asked against made (order show), and approves.")
    jobs = [job for order in orders for job in call(here, "order", "approve", order).split()]
    say("A worker finds a factory for each job and fills its folder.")
    call(here, "worker", "--until-idle")
    say("Where each job went and why, and what speaks against the others.")
    for job in jobs:
        call(here, "job", "show", job)
        print()
    print("Each folder holds the part's files, a job.json for programs and a traveller.pdf to print.")
    print("To go on as the factory would:")
    for verb in ("claim", "start", "done", "ship"):
        print(f"$ {os.path.relpath(COMMAND, ROOT)} job {verb} {jobs[0]}.1 --actor berlin:op1")
    print("To see all of it in a browser:\n$ make serve")


def call(environment: dict[str, str], *words: str | Path) -> str:
    """Run the command as one would type it here; its stdout is shown and returned."""
    arguments = [os.path.relpath(word, ROOT) if isinstance(word, Path) else word for word in words]
    print(f"$ {os.path.relpath(COMMAND, ROOT)}", *arguments, flush=True)
    # A database or a store of artefacts named elsewhere is none of the demonstration's.
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ARTEFACTS")}
    process = subprocess.run(
        [COMMAND, *arguments], cwd=ROOT, env=clean | environment, stdout=subprocess.PIPE, text=True, check=True
    )
    print(process.stdout, end="", flush=True)
    return process.stdout.strip()


def say(text: str) -> None:
    """A paragraph's first words."""
    print(f"\n{text}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
