"""Makes one of each part from the sample sheets, the orthosis for both feet, and shows what came of it."""

from __future__ import annotations

import sys
from pathlib import Path

from configurator import catalogue
from configurator.console import table_of
from configurator.folders import writable
from configurator.pool import Pool, open_pool
from configurator.services.configure import configure
from configurator.services.make import FORMATS, Made, make
from configurator.services.sheets import read_sheet

SAMPLES = Path(__file__).parent / "samples"
PARTS = (("foot_orthosis", "foot-left.json"), ("foot_orthosis", "foot-right.json"), ("grommet", "grommet.json"))


def main(folder: Path) -> None:
    """Make every part into `folder`; raises what the making raises."""
    with writable(folder), open_pool() as pool:
        for template, sheet in PARTS:
            show(template, sheet, make_one(pool, template, SAMPLES / sheet, folder))
    print(f"All files lie in {folder.resolve()}.")


def make_one(pool: Pool, template: str, sheet: Path, folder: Path) -> Made:
    """One part from one sheet, in every format."""
    found = catalogue.find(template)
    configured = configure(found, read_sheet(sheet, found))
    for problem in configured.problems:
        print(f"{problem.severity}: {problem}")
    return make(pool, configured.accepted(), list(FORMATS), folder)


def show(template: str, sheet: str, made: Made) -> None:
    """Asked against made, and where the files are."""
    title = catalogue.find(template).title
    print(f"\n{title} from {sheet}: {made.report['volume_mm3'] / 1000:.1f} cm3, code {made.report['code']}")
    print(table_of(made.report["dimensions"]))
    for kind, path in made.files.items():
        print(f"  {kind:<7}{path}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
