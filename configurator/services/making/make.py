"""From a design to its files: the kernel makes them, this puts them in their place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from configurator.domain.digests import sha256_of
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import PLAIN, Drafting
from configurator.domain.parts.formats import REPORT, file_name
from configurator.domain.parts.versions import versions
from configurator.domain.problems import Problem, warning
from configurator.folders import partial, publish
from configurator.pool import Pool

MAKE = "configurator.kernel.jobs.make:make"


@dataclass(frozen=True)
class Made:
    """Files by format (and "report"), the report itself, and milliseconds per stage."""

    files: dict[str, Path]
    report: dict[str, Any]
    timings_ms: dict[str, float]

    def strays(self) -> tuple[Problem, ...]:
        """See the function."""
        return strays(self.report)


@dataclass(frozen=True)
class Making:
    """A part on its way: the kernel's answer, and where its files go when it comes."""

    answer: Future[dict[str, Any]]
    hidden: Path
    folder: Path

    def finish(self) -> Made:
        """Wait, then publish. Raises what the kernel raised, Failed if the folder refuses."""
        answer = self.answer.result()
        names = dict(answer["files"])
        publish(self.hidden, self.folder, list(names.values()))
        files = {kind: self.folder / name for kind, name in names.items()}
        return Made(files, answer["report"], answer["timings_ms"])


def strays(report: Mapping[str, Any]) -> tuple[Problem, ...]:
    """A warning for each size that is out of tolerance, and for each feature that is smaller than asked.

    Whoever approves the part must see them.
    """
    return (*_out_of_tolerance(report), *_smaller(report))


def _smaller(report: Mapping[str, Any]) -> Iterator[Problem]:
    for each in report.get("reductions", []):
        made = f"made with {each['made']:g} mm" if each["made"] else "left out"
        yield warning(
            f"{each['step']} was asked with {each['asked']:g} mm and {made}: more cannot be made here.",
            hint="Look at the part before using it, or try slightly different values.",
        )


def _out_of_tolerance(report: Mapping[str, Any]) -> tuple[Problem, ...]:
    return tuple(
        warning(
            f"{each['name']} was asked {each['nominal']:g} and measures {each['measured']:g},"
            f" more than {each['tolerance']:g} off.",
            hint="Look at the report before using the part, and tell the template's author.",
        )
        for each in report.get("dimensions", [])
        if not each["ok"]
    )


def stem(design: Design) -> str:
    """What a design's files are called, before the ending."""
    return f"{design.template}-{design.code}"


@contextmanager
def making(
    pool: Pool, design: Design, formats: list[str], folder: Path, drafting: Drafting = PLAIN, shape: Path | None = None
) -> Iterator[Making]:
    """Hand a design to the pool, with a file that may hold its shape; on leaving, what is unfinished is removed."""
    with ExitStack() as stack:
        hidden = stack.enter_context(partial(folder))
        yield Making(pool.submit(MAKE, _request(design, formats, hidden, drafting, shape)), hidden, folder)


def make(
    pool: Pool, design: Design, formats: list[str], folder: Path, drafting: Drafting = PLAIN, shape: Path | None = None
) -> Made:
    """Make one design's files in `folder`. Raises Refused or Failed; then nothing is left there."""
    with making(pool, design, formats, folder, drafting, shape) as started:
        return started.finish()


def already_made(design: Design, formats: list[str], folder: Path) -> Made | None:
    """The files of this design in `folder`, if all are there, whole, and of these versions."""
    path = folder / file_name(stem(design), REPORT)
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        files = {kind: folder / file_name(stem(design), kind) for kind in formats}
        whole = all(sha256_of(file) == report["digests"][kind] for kind, file in files.items())
        same = report["digests"]["design"] == design.digest and report["versions"] == versions()
    # A report that is cut short, or is none, may break any of the above.
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return Made({**files, REPORT: path}, report, {}) if whole and same else None


def _request(
    design: Design, formats: list[str], hidden: Path, drafting: Drafting, shape: Path | None
) -> dict[str, Any]:
    return {
        "template": design.template,
        "parameters": dict(design.parameters),
        "formats": formats,
        "directory": str(hidden),
        "stem": stem(design),
        "drafting": asdict(drafting),
        **({"shape": str(shape)} if shape else {}),
    }
