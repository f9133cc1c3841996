"""From a design to its files: the kernel makes them, and they are published into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from configurator.domain.errors import Failed
from configurator.domain.offers.reports import Report, parse_report, read_report
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting
from configurator.domain.parts.formats import REPORT
from configurator.domain.parts.versions import versions
from configurator.domain.problems import Problem, warning
from configurator.domain.sha256 import sha256_of
from configurator.folders import publish_files, work_folder
from configurator.formats import file_name
from configurator.pool import Pool

KERNEL_MAKE = "configurator.kernel.jobs.make:run_make"


@dataclass(frozen=True)
class MadePart:
    """Files by format (and "report"), the report itself, and milliseconds per stage."""

    files: dict[str, Path]
    report: Report
    timings_ms: dict[str, float]

    def tolerance_warnings(self) -> tuple[Problem, ...]:
        """Warnings of the report, see `out_of_tolerance`."""
        return tolerance_warnings(self.report)


@dataclass(frozen=True)
class PendingMake:
    """A part in the kernel: the answer to come, the folder it writes to, and the folder to publish into."""

    answer: Future[dict[str, Any]]
    hidden: Path
    folder: Path

    def finish(self) -> MadePart:
        """Wait, then publish. Raises what the kernel raised, Failed if the folder refuses."""
        answer = self.answer.result()
        names = dict(answer["files"])
        publish_files(self.hidden, self.folder, list(names.values()))
        files = {kind: self.folder / name for kind, name in names.items()}
        return MadePart(files, read_report(answer["report"]), answer["timings_ms"])


def tolerance_warnings(report: Report) -> tuple[Problem, ...]:
    """A warning for each dimension out of tolerance, and for each feature smaller than its nominal size.

    Whoever approves the part must see them.
    """
    return (*_dimension_warnings(report), *_reduction_warnings(report))


def _reduction_warnings(report: Report) -> Iterator[Problem]:
    for each in report.reductions:
        outcome = f"made with {each.made:g} mm" if each.made else "left out"
        yield warning(
            f"{each.step} was asked with {each.asked:g} mm and {outcome}: more cannot be made here.",
            hint="Look at the part before using it, or try slightly different values.",
        )


def _dimension_warnings(report: Report) -> tuple[Problem, ...]:
    return tuple(
        warning(
            f"{each.name} was {each.target_words} {each.target:g} and measures {each.measured:g},"
            f" more than {each.tolerance:g} off.",
            hint="Look at the report before using the part, and tell the template's author.",
        )
        for each in report.deviations
    )


def file_stem(design: Design) -> str:
    """The file name of a design, without the extension."""
    return f"{design.template}-{design.code}"


@contextmanager
def start_make(
    pool: Pool,
    design: Design,
    formats: list[str],
    folder: Path,
    drafting: Drafting = DEFAULT_DRAFTING,
    shape: Path | None = None,
) -> Iterator[PendingMake]:
    """Submit a design to the pool, with a file that may hold its shape; unfinished files are removed on exit."""
    with ExitStack() as stack:
        hidden = stack.enter_context(work_folder(folder))
        yield PendingMake(
            pool.submit(KERNEL_MAKE, _kernel_request(design, formats, hidden, drafting, shape)), hidden, folder
        )


def make_part(
    pool: Pool,
    design: Design,
    formats: list[str],
    folder: Path,
    drafting: Drafting = DEFAULT_DRAFTING,
    shape: Path | None = None,
) -> MadePart:
    """Make one design's files in `folder`. Raises Refused or Failed; then no file is left there."""
    with start_make(pool, design, formats, folder, drafting, shape) as pending:
        return pending.finish()


def find_made_part(design: Design, formats: list[str], folder: Path, since: float = 0.0) -> MadePart | None:
    """The files of this design in `folder`, if all exist, match their digests, and are of these versions.

    A report written before `since` (seconds of the system's clock) does not count, nor one of compensated holes.
    """
    path = folder / file_name(file_stem(design), REPORT)
    try:
        if path.stat().st_mtime < since:
            return None
        report = parse_report(path.read_bytes())
        files = {kind: folder / file_name(file_stem(design), kind) for kind in formats}
        is_whole = all(sha256_of(file) == report.digests.get(kind) for kind, file in files.items())
        is_same_version = report.digests.get("design") == design.digest and report.versions == versions()
        is_as_asked = not report.hole_compensation_mm
    # A file may be gone, and the report truncated or foreign.
    except (OSError, Failed):
        return None
    return MadePart({**files, REPORT: path}, report, {}) if is_whole and is_same_version and is_as_asked else None


def _kernel_request(
    design: Design, formats: list[str], hidden: Path, drafting: Drafting, shape: Path | None
) -> dict[str, Any]:
    return {
        "template": design.template,
        "parameters": dict(design.parameters),
        "formats": formats,
        "directory": str(hidden),
        "stem": file_stem(design),
        "drafting": asdict(drafting),
        **({"shape": str(shape)} if shape else {}),
    }
